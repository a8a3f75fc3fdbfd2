"""Time that counts although the hours say closed: Level 2's continuous effort (itpdx:4d)."""

from datetime import date, datetime

from hostops.clocks.businesstime import Calendar
from tests.businesstime.samples import BERLIN, NEVER, NINE_TO_FIVE, at, due, pause, reasons, reckoned


def with_extra(*times: str) -> Calendar:
    pairs: tuple[tuple[datetime, datetime], ...] = tuple(
        (at(a), at(b)) for a, b in zip(times[::2], times[1::2], strict=True)
    )
    return Calendar("Europe/Berlin", NINE_TO_FIVE, BERLIN.holidays, extra_open=pairs)


def test_eight_hours_through_the_night_then_business_time() -> None:
    calendar = with_extra("2026-06-03T16:00:00+02:00", "2026-06-04T00:00:00+02:00")
    assert due("2026-06-03T16:00:00+02:00", "PT2H", "business", calendar) == at("2026-06-03T18:00:00+02:00")
    assert due("2026-06-03T23:00:00+02:00", "PT2H", "business", calendar) == at("2026-06-04T10:00:00+02:00")


def test_what_overlaps_open_hours_counts_once() -> None:
    calendar = with_extra(
        "2026-06-03T16:00:00+02:00",
        "2026-06-03T18:00:00+02:00",
        "2026-06-03T17:30:00+02:00",
        "2026-06-03T19:00:00+02:00",
    )
    found = reckoned("2026-06-03T15:00:00+02:00", "PT5H", "business", calendar)
    assert found.due_at == at("2026-06-04T10:00:00+02:00")
    assert reasons(found.spans) == [("open", 4 * 3600), ("closed", 14 * 3600), ("open", 3600)]


def test_it_counts_on_a_holiday_too() -> None:
    calendar = with_extra("2026-12-25T10:00:00+01:00", "2026-12-25T12:00:00+01:00")
    found = reckoned("2026-12-25T09:00:00+01:00", "PT2H", "business", calendar)
    assert found.due_at == at("2026-12-25T12:00:00+01:00")
    assert [span.why for span in found.spans] == ["holiday: Christmas Day", "open"]


def test_a_pause_stops_it() -> None:
    calendar = with_extra("2026-06-03T16:00:00+02:00", "2026-06-04T00:00:00+02:00")
    paused = pause("2026-06-03T18:00:00+02:00", "2026-06-03T19:00:00+02:00")
    found = reckoned("2026-06-03T17:00:00+02:00", "PT2H", "business", calendar, paused)
    assert reasons(found.spans) == [("open", 3600), ("paused", 3600), ("open", 3600)]


def test_it_makes_no_business_day() -> None:
    calendar = with_extra("2026-06-06T10:00:00+02:00", "2026-06-06T18:00:00+02:00")
    assert due("2026-06-05T12:00:00+02:00", "P1D", "business", calendar) == at("2026-06-08T17:00:00+02:00")


def test_it_is_nothing_to_elapsed_time() -> None:
    calendar = with_extra("2026-06-03T18:00:00+02:00", "2026-06-03T19:00:00+02:00")
    assert due("2026-06-03T17:00:00+02:00", "PT2H", "elapsed", calendar) == at("2026-06-03T19:00:00+02:00")


def test_a_place_open_at_no_other_time() -> None:
    calendar = Calendar(
        "UTC",
        NEVER,
        {date(2026, 6, 4): "x"},
        extra_open=((at("2026-06-04T10:00:00Z"), at("2026-06-04T12:00:00Z")),),
    )
    assert due("2026-06-03T17:00:00Z", "PT2H", "business", calendar) == at("2026-06-04T12:00:00Z")
