"""Until when a copy is kept: its retention from the end of its run, in calendar days of the policy's zone. Pure."""

from datetime import datetime
from functools import lru_cache

from hostops.clocks.businesstime.durations import Duration
from hostops.clocks.businesstime.wall import in_utc, moved_by_calendar, zone_named


def expires_at(finished_at: datetime, retention: str, timezone: str) -> datetime:
    """The instant (UTC) from which the copy may be expired, never before; at the wall-clock time of its end.

    A skipped wall time moves forward, a repeated one means the first. ValueError for an instant
    without zone or an unknown zone.
    """
    kept = _parsed(retention)
    end, zone = in_utc(finished_at, "the end of the run"), zone_named(timezone)
    return moved_by_calendar(end, zone, months=kept.calendar_months, days=kept.calendar_days)


@lru_cache(maxsize=256)
def _parsed(retention: str) -> Duration:
    return Duration.parse(retention)


def checked_retention(text: str) -> str:
    """`text` where it is a retention as a policy may have it; else ValueError with the mend.

    Days, weeks, months or years of the calendar, at least one of them: hours would say a time of
    day that the wall clock of the zone shifts.
    """
    kept = _parsed(text)
    if kept.next_business_day or kept.seconds:
        raise ValueError(f"{text[:40]!r} is not in days; copies are kept for days of the calendar, such as P7D")
    if not kept.calendar_months and not kept.calendar_days:
        raise ValueError(f"{text[:40]!r} is no time at all; write days, such as P7D")
    return text
