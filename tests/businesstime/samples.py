"""Calendars and instants that the named tests speak of."""

from datetime import UTC, date, datetime

from hostops.clocks.businesstime import (
    Calendar,
    Deadline,
    Duration,
    Hours,
    Pause,
    Span,
    deadline,
    parse_hours,
)
from hostops.clocks.businesstime.durations import TimeMode

WORKDAYS = ("mon", "tue", "wed", "thu", "fri")
NINE_TO_FIVE = parse_hours({day: [["09:00", "17:00"]] for day in WORKDAYS})
ALWAYS: Hours = (((0, 1440),),) * 7
NEVER: Hours = ((),) * 7
CHRISTMAS = {date(2026, 12, 25): "Christmas Day"}
BERLIN = Calendar("Europe/Berlin", NINE_TO_FIVE, CHRISTMAS)


def at(text: str) -> datetime:
    """An instant written with its offset; `Z` is understood."""
    return datetime.fromisoformat(text)


def utc(text: str) -> datetime:
    """An instant of UTC written without offset."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def pause(start: str, end: str | None = None) -> Pause:
    return Pause(at(start), None if end is None else at(end))


def reckoned(start: str, duration: str, time: TimeMode, calendar: Calendar, *pauses: Pause) -> Deadline:
    return deadline(at(start), Duration.parse(duration), time, calendar, pauses)


def due(start: str, duration: str, time: TimeMode, calendar: Calendar, *pauses: Pause) -> datetime | None:
    return reckoned(start, duration, time, calendar, *pauses).due_at


def reasons(spans: tuple[Span, ...]) -> list[tuple[str, int | None]]:
    """Why and for how many seconds, in order."""
    return [(span.why, span.seconds) for span in spans]
