"""How much has counted between two instants: the "end" form of a deadline."""

import pytest

from hostops.clocks.businesstime import Calendar, counted
from tests.businesstime.samples import BERLIN, NEVER, at, pause, reasons


def test_open_hours_between_two_instants() -> None:
    seconds, spans = counted(at("2026-12-24T16:00:00+01:00"), at("2026-12-28T10:30:00+01:00"), "business", BERLIN)
    assert seconds == 2 * 3600 + 1800
    assert [span.why for span in spans] == ["open", "closed", "holiday: Christmas Day", "closed", "open"]


def test_elapsed_seconds_are_absolute() -> None:
    assert counted(at("2026-03-29T00:00:00+01:00"), at("2026-03-30T00:00:00+02:00"), "elapsed", BERLIN)[0] == 23 * 3600


def test_an_open_pause_lasts_until_the_end() -> None:
    seconds, spans = counted(
        at("2026-06-03T16:00:00+02:00"),
        at("2026-06-04T10:00:00+02:00"),
        "business",
        BERLIN,
        [pause("2026-06-03T16:30:00+02:00")],
    )
    assert seconds == 1800
    assert reasons(spans) == [("open", 1800), ("paused", 1800), ("closed", 16 * 3600), ("paused", 3600)]


def test_an_open_pause_from_after_the_end_is_nothing() -> None:
    start, end = at("2026-06-03T10:00:00+02:00"), at("2026-06-03T11:00:00+02:00")
    assert counted(start, end, "elapsed", BERLIN, [pause("2026-06-03T12:00:00+02:00")])[0] == 3600


def test_nothing_counts_between_an_instant_and_itself() -> None:
    instant = at("2026-06-03T10:00:00+02:00")
    assert counted(instant, instant, "business", BERLIN) == (0, ())


def test_a_calendar_that_never_opens_counts_nothing() -> None:
    seconds, spans = counted(at("2026-06-03T10:00:00Z"), at("2026-06-05T10:00:00Z"), "business", Calendar("UTC", NEVER))
    assert (seconds, reasons(spans)) == (0, [("closed", 48 * 3600)])


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(ValueError, match="the end is before the start"):
        counted(at("2026-06-03T10:00:00Z"), at("2026-06-03T09:00:00Z"), "elapsed", BERLIN)


def test_instants_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="the start has no time zone"):
        counted(at("2026-06-03T10:00:00"), at("2026-06-03T11:00:00Z"), "elapsed", BERLIN)
    with pytest.raises(ValueError, match="the end has no time zone"):
        counted(at("2026-06-03T10:00:00Z"), at("2026-06-03T11:00:00"), "elapsed", BERLIN)


def test_an_unknown_way_to_count_is_refused() -> None:
    with pytest.raises(ValueError, match="use business or elapsed"):
        counted(at("2026-06-03T10:00:00Z"), at("2026-06-03T11:00:00Z"), "banking", BERLIN)  # type: ignore[arg-type]
