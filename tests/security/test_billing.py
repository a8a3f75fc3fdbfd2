"""Lines of labour against an oracle that knows only whole cents and whole steps."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.security.rules.billing import line_of

cents = st.integers(1, 99_999_999)
seconds = st.integers(1, 86_400)
steps = st.integers(1, 14_400)


@given(seconds, cents, steps)
def test_the_line_is_the_least_whole_steps_at_the_price_to_the_nearest_cent(worked: int, price: int, step: int) -> None:
    line = line_of(timedelta(seconds=worked), Decimal(price) / 100, timedelta(seconds=step))
    billed = next(total for total in range(step * (worked // step), worked + step + 1, step) if total >= worked)
    assert line.billed == timedelta(seconds=billed)
    exact = Fraction(price * billed, 3600)  # in cents
    assert line.amount == Decimal((2 * exact.numerator + exact.denominator) // (2 * exact.denominator)) / 100
    assert line.amount.as_tuple().exponent == -2


@given(seconds, seconds, cents, steps)
def test_more_work_never_costs_less(one: int, more: int, price: int, step: int) -> None:
    hourly, by = Decimal(price) / 100, timedelta(seconds=step)
    short = line_of(timedelta(seconds=one), hourly, by)
    assert line_of(timedelta(seconds=one + more), hourly, by).amount >= short.amount


def test_a_quarter_of_an_hour_that_is_begun_counts() -> None:
    line = line_of(timedelta(minutes=50), Decimal("95.00"), timedelta(minutes=15))
    assert (line.billed, line.amount) == (timedelta(hours=1), Decimal("95.00"))


@pytest.mark.parametrize(("worked", "step"), [(0, 15), (15, 0), (-1, 15)])
def test_no_time_and_no_step_are_refused(worked: int, step: int) -> None:
    with pytest.raises(ValueError, match="time that was worked"):
        line_of(timedelta(minutes=worked), Decimal(95), timedelta(minutes=step))
