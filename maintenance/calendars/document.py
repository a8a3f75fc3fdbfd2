"""Events wrapped up as one iCalendar document."""

from collections.abc import Iterable
from datetime import timedelta

from icalendar import Calendar, Event, vDuration

from maintenance.calendars.event import Text

MEDIA_TYPE = "text/calendar"
CONTENT_TYPE = f"{MEDIA_TYPE}; charset=utf-8"
_MAKER = "-//Hostops//Service windows//EN"
# How often a program that subscribes need look; each look costs little, and a notice is days ahead.
_LOOK_AGAIN = timedelta(hours=1)


def document(events: Iterable[Event], *, method: str = "") -> bytes:
    """The calendar: CRLF, folded at 75 octets, UTF-8. Without a `method` it is nobody's to answer (MAINTNOTE)."""
    return _written(_calendar(method), events)


def feed_document(events: Iterable[Event], *, name: str) -> bytes:
    """The calendar as one that is subscribed to: with a name, and how often to look again (RFC 7986)."""
    calendar = _calendar("")
    for property_name in ("name", "x-wr-calname"):
        calendar.add(property_name, Text(name))
    # what the standard calls it, and what Outlook does
    calendar.add("refresh-interval", vDuration(_LOOK_AGAIN), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(_LOOK_AGAIN))
    return _written(calendar, events)


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    return calendar


def _written(calendar: Calendar, events: Iterable[Event]) -> bytes:
    for event in events:
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
