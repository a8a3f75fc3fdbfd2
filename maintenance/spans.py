"""The span of a window as people read it. Pure: given the zone."""

import re
from datetime import datetime, timedelta, tzinfo

from hostops.web.times import in_hours, zone_short

NO_BREAK = "\N{NO-BREAK SPACE}"
_BEGINS = re.compile(r"(?<=[.?!:] )[a-z]")


def span_words(starts_at: datetime, ends_at: datetime, zone: tzinfo) -> str:
    """`Sun 21 Mar 2027, 00:00 to 06:00 CET`; both zones where the clocks change in between, both dates where two."""
    first, last = starts_at.astimezone(zone), ends_at.astimezone(zone)
    changes = zone_short(first) != zone_short(last)
    begins = f"{_day(first)} {first.year}, {first:%H:%M}" + (f" {zone_short(first)}" if changes else "")
    same_day = first.date() == last.date()
    year = f" {last.year}" if last.year != first.year else ""
    ends = f"{last:%H:%M}" if same_day else f"{_day(last)}{year}, {last:%H:%M}"
    return f"{begins} to {ends} {zone_short(last)}"


def _day(local: datetime) -> str:
    return f"{local:%a} {local.day} {local:%b}"


def lasts(length: timedelta) -> str:
    """`6 h`, `36 h`, `1 h 30 min`: windows are spoken of in hours."""
    return lasts_seconds(int(length.total_seconds())) if length else "0 s"


def lasts_seconds(seconds: int) -> str:
    """The same of seconds; a number stays beside its unit."""
    return re.sub(r"(?<=\d) ", NO_BREAK, in_hours(seconds)) if seconds else "none"


def in_sentences(text: str) -> str:
    """Each sentence with a capital, whatever it was put together of."""
    return _BEGINS.sub(lambda found: found[0].upper(), text)
