"""The figures of a report, against an oracle that counts otherwise."""

from datetime import datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from backups.rules.tally import Tally, tally
from tests.backups_faces.slots import DUE, HOUR, Slot

_STATES = ("ok", "late", "missed", "failed", "pending", "quiet")
_slots = st.lists(
    st.tuples(
        st.builds(Slot, st.sampled_from(_STATES), st.booleans(), st.sampled_from([DUE, DUE + 2 * HOUR])), st.booleans()
    ),
    max_size=60,
)
_AT = DUE + HOUR


@given(_slots)
def test_each_slot_is_counted_once(slots: list[tuple[Slot, bool]]) -> None:
    found = tally(slots, _AT)
    assert found.promised + found.quiet + found.ahead == len(slots)
    kept = [slot for slot, _ in slots if slot.state == "ok"]
    lost = [slot for slot, _ in slots if slot.state == "failed" and slot.due_at <= _AT]
    assert (found.kept, found.failed) == (len(kept), len(lost))


@given(_slots)
def test_the_share_is_never_above_the_truth_and_less_than_a_hundredth_below(slots: list[tuple[Slot, bool]]) -> None:
    found = tally(slots, _AT)
    if found.share is None:
        assert found.promised == 0
    else:
        exact = Decimal(100 * found.kept) / found.promised
        assert 0 <= exact - found.share < Decimal("0.01")
        assert (found.share == 100) == (found.kept == found.promised)


@given(_slots, _slots)
def test_sums_are_those_of_all(some: list[tuple[Slot, bool]], others: list[tuple[Slot, bool]]) -> None:
    assert tally(some, _AT) + tally(others, _AT) == tally([*some, *others], _AT)


def test_what_still_has_time_is_not_promised_yet() -> None:
    early: datetime = DUE - HOUR
    assert tally([(Slot("failed"), False), (Slot("pending"), False)], early) == Tally(ahead=2)
    assert tally([(Slot("failed"), False)], _AT) == Tally(failed=1)
    assert tally([(Slot("ok"), False)], early) == Tally(kept=1)


def test_a_reason_closes_what_was_not_kept_and_it_still_counts() -> None:
    found = tally([(Slot("missed"), True), (Slot("ok"), True), (Slot("late", suspicious=True), False)], _AT)
    assert found == Tally(kept=1, late=1, missed=1, closed=1, suspicious=1)
    assert found.share == Decimal("33.33")
