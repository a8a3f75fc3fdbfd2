"""Pauses: a clock that stands still, in every shape they come in."""

import pytest

from tests.businesstime.samples import BERLIN, at, due, pause, reasons, reckoned

START = "2026-06-03T10:00:00+02:00"


def test_elapsed_time_shifts_by_the_paused_seconds() -> None:
    paused = pause("2026-06-03T10:05:00+02:00", "2026-06-03T11:05:07+02:00")
    assert due(START, "PT15M", "elapsed", BERLIN, paused) == at("2026-06-03T11:15:07+02:00")


def test_business_time_shifts_by_the_paused_open_seconds_alone() -> None:
    paused = pause("2026-06-03T16:00:00+02:00", "2026-06-04T10:00:00+02:00")
    assert due(START, "PT8H", "business", BERLIN, paused) == at("2026-06-04T12:00:00+02:00")


def test_closed_hours_within_a_pause_remain_closed() -> None:
    paused = pause("2026-06-03T16:00:00+02:00", "2026-06-04T10:00:00+02:00")
    assert reasons(reckoned(START, "PT7H", "business", BERLIN, paused).spans) == [
        ("open", 6 * 3600),
        ("paused", 3600),
        ("closed", 16 * 3600),
        ("paused", 3600),
        ("open", 3600),
    ]


def test_an_open_pause_before_the_deadline_leaves_it_without_one() -> None:
    found = reckoned(START, "PT8H", "business", BERLIN, pause("2026-06-03T12:00:00+02:00"))
    last = found.spans[-1]
    assert found.due_at is None
    assert (last.start, last.end, last.counts, last.why, last.seconds) == (
        at("2026-06-03T12:00:00+02:00"),
        None,
        False,
        "paused",
        None,
    )
    assert reasons(found.spans[:-1]) == [("open", 7200)]


def test_not_violated_while_paused() -> None:
    """However late it gets: no instant is due."""
    assert due(START, "PT15M", "elapsed", BERLIN, pause("2026-06-03T10:14:59+02:00")) is None


@pytest.mark.parametrize("end", [None, "2026-06-05T00:00:00+02:00"])
@pytest.mark.parametrize("begin", ["2026-06-03T10:15:00+02:00", "2026-06-03T11:00:00+02:00"])
def test_a_pause_from_the_deadline_on_changes_nothing(begin: str, end: str | None) -> None:
    found = reckoned(START, "PT15M", "elapsed", BERLIN, pause(begin, end))
    assert found.due_at == at("2026-06-03T10:15:00+02:00")
    assert reasons(found.spans) == [("elapsed", 900)]


def test_a_pause_from_closing_time_changes_nothing_for_what_is_due_at_closing_time() -> None:
    assert due(START, "PT7H", "business", BERLIN, pause("2026-06-03T17:00:00+02:00")) == at("2026-06-03T17:00:00+02:00")


def test_overlapping_unordered_and_empty_pauses_count_once() -> None:
    pauses = [
        pause("2026-06-03T12:00:00+02:00", "2026-06-03T13:00:00+02:00"),
        pause("2026-06-03T10:30:00+02:00", "2026-06-03T12:30:00+02:00"),
        pause("2026-06-03T11:00:00+02:00", "2026-06-03T11:30:00+02:00"),
        pause("2026-06-03T13:00:00+02:00", "2026-06-03T13:30:00+02:00"),
        pause("2026-06-03T10:15:00+02:00", "2026-06-03T10:15:00+02:00"),
    ]
    for order in (pauses, pauses[::-1]):
        found = reckoned(START, "PT1H", "business", BERLIN, *order)
        assert found.due_at == at("2026-06-03T14:00:00+02:00")
        assert reasons(found.spans) == [("open", 1800), ("paused", 3 * 3600), ("open", 1800)]


def test_a_pause_that_began_before_the_start_counts_from_it() -> None:
    paused = pause("2026-06-01T00:00:00+02:00", "2026-06-03T10:10:00+02:00")
    assert due(START, "PT15M", "elapsed", BERLIN, paused) == at("2026-06-03T10:25:00+02:00")


def test_a_pause_that_was_over_before_the_start_is_nothing() -> None:
    paused = pause("2026-06-01T00:00:00+02:00", START)
    assert due(START, "PT15M", "elapsed", BERLIN, paused) == at("2026-06-03T10:15:00+02:00")


def test_an_open_pause_from_before_the_start_holds_from_the_start() -> None:
    found = reckoned(START, "PT15M", "elapsed", BERLIN, pause("2026-06-01T00:00:00+02:00"))
    assert found.due_at is None
    assert [(span.start, span.end, span.why) for span in found.spans] == [(at(START), None, "paused")]


def test_no_time_at_all_is_due_even_in_a_pause() -> None:
    assert due(START, "PT0S", "elapsed", BERLIN, pause("2026-06-01T00:00:00+02:00")) == at(START)


def test_an_open_pause_within_an_earlier_pause_is_one_span() -> None:
    found = reckoned(
        START,
        "PT8H",
        "business",
        BERLIN,
        pause("2026-06-03T12:00:00+02:00"),
        pause("2026-06-03T11:00:00+02:00", "2026-06-03T14:00:00+02:00"),
    )
    assert [(span.why, span.start) for span in found.spans] == [
        ("open", at(START)),
        ("paused", at("2026-06-03T11:00:00+02:00")),
    ]


def test_the_earliest_of_several_open_pauses_holds() -> None:
    found = reckoned(
        START,
        "PT8H",
        "business",
        BERLIN,
        pause("2026-06-03T13:00:00+02:00"),
        pause("2026-06-03T12:00:00+02:00"),
    )
    assert found.spans[-1].start == at("2026-06-03T12:00:00+02:00")


def test_a_paused_holiday_remains_a_holiday() -> None:
    paused = pause("2026-12-24T17:00:00+01:00", "2026-12-28T10:00:00+01:00")
    found = reckoned("2026-12-24T16:00:00+01:00", "PT2H", "business", BERLIN, paused)
    assert found.due_at == at("2026-12-28T11:00:00+01:00")
    assert [span.why for span in found.spans] == [
        "open",
        "closed",
        "holiday: Christmas Day",
        "closed",
        "paused",
        "open",
    ]


def test_another_severity_keeps_the_pauses() -> None:
    """A case lowered from 1 to 8 hours, reckoned again from its events: the pause is not forgotten."""
    paused = pause("2026-06-03T10:30:00+02:00", "2026-06-03T12:00:00+02:00")
    assert due(START, "PT1H", "business", BERLIN, paused) == at("2026-06-03T12:30:00+02:00")
    assert due(START, "PT8H", "business", BERLIN, paused) == at("2026-06-04T11:30:00+02:00")


def test_reckoned_again_it_is_the_same() -> None:
    pauses = (
        pause("2026-06-03T10:30:00+02:00", "2026-06-03T12:00:00+02:00"),
        pause("2026-06-04T09:00:00+02:00"),
    )
    assert reckoned(START, "PT8H", "business", BERLIN, *pauses) == reckoned(START, "PT8H", "business", BERLIN, *pauses)


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="a pause ends before it begins"):
        pause("2026-06-03T12:00:00+02:00", "2026-06-03T11:00:00+02:00")


def test_a_pause_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="the start of a pause has no time zone"):
        pause("2026-06-03T12:00:00")
    with pytest.raises(ValueError, match="the end of a pause has no time zone"):
        pause("2026-06-03T12:00:00Z", "2026-06-03T12:00:00")
