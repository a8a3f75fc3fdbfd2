"""For which slot a run counts, through changing terms."""

from datetime import UTC, datetime, timedelta
from typing import Any

from backups.rules.line import Line, Stretch
from tests.clocks.test_slots_oracle import tier

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
ONE, THREE = tier("daily", "01:00"), tier("daily", "03:00")


def line(*parts: tuple[Any, datetime, datetime | None]) -> Line[str]:
    return Line(tuple(Stretch(one, "UTC", start, end, one.cadence) for one, start, end in parts))


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=UTC)


CHANGED = line((ONE, NOON - 10 * DAY, NOON), (THREE, NOON, None))


def test_slots_are_those_of_the_terms_in_force_at_each() -> None:
    found = [slot for slot, _ in CHANGED.slots(at(9, 0), at(12, 0))]
    assert found == [at(9, 1), at(10, 1), at(11, 3)]


def test_a_run_counts_for_the_last_slot_that_was_promised() -> None:
    assert CHANGED.slot_at(at(10, 1)) == at(10, 1)
    assert CHANGED.slot_at(at(10, 0)) == at(9, 1)
    # after the change, before the first slot of the new terms: 03:00 of that day was never promised
    assert CHANGED.slot_at(at(10, 13)) == at(10, 1)
    assert CHANGED.slot_at(at(11, 2)) == at(10, 1)
    assert CHANGED.slot_at(at(11, 3)) == at(11, 3)


def test_what_ended_before_the_first_slot_counts_as_if_the_first_terms_had_stood() -> None:
    since = line((ONE, NOON, None))
    assert since.slot_at(NOON + HOUR) == at(10, 1)
    assert since.slot_at(at(8, 0)) == at(7, 1)


def test_a_run_after_the_end_counts_for_the_last_slot() -> None:
    ended = line((ONE, NOON - 10 * DAY, NOON))
    assert ended.slot_at(NOON + 5 * DAY) == at(10, 1)
    assert [slot for slot, _ in ended.slots(NOON, NOON + 5 * DAY)] == []


def test_a_slot_at_the_change_belongs_to_the_new_terms() -> None:
    change = at(10, 1)
    found = line((ONE, NOON - 10 * DAY, change), (tier("weekly", "01:00", weekday="tue"), change, None))
    assert [(slot, stretch.promise) for slot, stretch in found.slots(at(10, 0), at(11, 0))] == [(change, "weekly")]
    assert found.slot_at(change) == change


def test_an_occasional_tier_has_no_slot_for_its_runs() -> None:
    occasional = tier("occasional", None)
    assert line((occasional, NOON, None)).slot_at(NOON + DAY) is None
    assert line((occasional, NOON, None)).slot_at(NOON - DAY) is None


def test_before_an_occasional_stretch_the_earlier_slots_count() -> None:
    mixed = line((ONE, NOON - 10 * DAY, NOON), (tier("occasional", None), NOON, None))
    assert mixed.slot_at(NOON - HOUR) == at(10, 1)


def test_nothing_promised_nothing_expected() -> None:
    assert line().slot_at(NOON) is None
