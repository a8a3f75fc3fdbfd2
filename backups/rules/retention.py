"""Until when a copy is kept: its retention from the end of its run, in calendar days of the policy's zone. Pure."""

from datetime import datetime

from hostops.clocks.businesstime.durations import Duration
from hostops.clocks.businesstime.wall import in_utc, moved_by_calendar, zone_named


def expires_at(finished_at: datetime, retention: str, timezone: str) -> datetime:
    """The instant (UTC) from which the copy may be expired, never before; at the wall-clock time of its end.

    A skipped wall time moves forward, a repeated one means the first. ValueError for an instant
    without zone or an unknown zone.
    """
    kept = Duration.parse(retention)
    end, zone = in_utc(finished_at, "the end of the run"), zone_named(timezone)
    return moved_by_calendar(end, zone, months=kept.calendar_months, days=kept.calendar_days)
