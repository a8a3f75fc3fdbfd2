"""Shares never flatter, and heat grids say more where there is more."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tickets.reports.figures import Figures, change, share, total
from tickets.reports.heat import STEPS, shortfall, strength

COUNTS = st.integers(0, 10**7)


@given(kept=COUNTS, breached=COUNTS)
def test_a_share_is_the_largest_tenth_that_is_not_too_much(kept: int, breached: int) -> None:
    found = share(kept, kept + breached)
    if kept + breached == 0:
        assert found is None
        return
    assert found is not None
    exact = 100 * Fraction(kept, kept + breached)
    assert Fraction(found) <= exact < Fraction(found) + Fraction(1, 10)
    assert (found == 100) is (breached == 0)
    assert str(found).partition(".")[2].isdigit()


@given(kept=COUNTS, breached=COUNTS, part=st.fractions(0, 1))
def test_excuses_only_ever_raise_the_share(kept: int, breached: int, part: Fraction) -> None:
    figures = Figures(kept, breached, int(breached * part))
    assert figures.held + figures.excused + figures.kept == figures.decided
    if figures.attained is not None and figures.attained_unexcused is not None:
        assert figures.attained <= figures.attained_unexcused


def test_where_all_is_excused_there_is_no_share() -> None:
    assert (Figures(0, 2, 2).attained, Figures(0, 2, 2).attained_unexcused) == (Decimal("0.0"), None)


def test_sums_and_changes() -> None:
    assert total([Figures(1, 2, 1), Figures(3, 0, 0)]) == Figures(4, 2, 1)
    assert change(Decimal("99.1"), Decimal("98.5")) == Decimal("0.6")
    assert change(None, Decimal(1)) is None
    assert change(Decimal(1), None) is None


@given(count=COUNTS, more=COUNTS)
def test_the_most_is_drawn_most(count: int, more: int) -> None:
    most = count + more
    assert strength(most, most) == (STEPS if most else 0)
    assert 0 <= strength(count, most) <= STEPS
    assert (strength(count, most) == 0) is (count == 0)


def test_the_less_was_kept_the_stronger() -> None:
    steps = [shortfall(Decimal(share)) for share in ("100.0", "99.9", "94.9", "84.9", "69.9", "0.0")]
    assert steps == [0, 1, 2, 3, 4, 4]
    assert shortfall(None) == 0
