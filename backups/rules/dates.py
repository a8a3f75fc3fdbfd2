"""Days of slots: a slot belongs to the day that the wall clock of its server's place shows. Pure."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from hostops.clocks.businesstime.wall import local_date, zone_named

DAY = timedelta(days=1)
# No server is older than the firm; of an earlier day nobody asks but by mistake.
EARLIEST = date(2000, 1, 1)
# No place is further ahead of UTC, or behind it.
_AHEAD, _BEHIND = timedelta(hours=14), timedelta(hours=12)


def days_up_to(last: date, count: int) -> list[date]:
    """So many days, the oldest first."""
    return [last - back * DAY for back in range(count - 1, -1, -1)]


def latest_day(zones: Iterable[str], at: datetime) -> date:
    """The day that it is at `at` in the place where the sun rose first; in UTC where there is none."""
    return max((local_date(at, zone_named(zone)) for zone in zones), default=at.astimezone(UTC).date())


def around(first: date, last: date) -> tuple[datetime, datetime]:
    """From when until when (UTC) it can be one of the days, wherever that is."""
    begins, ends = datetime.combine(first, time.min, UTC), datetime.combine(last + DAY, time.min, UTC)
    return begins - _AHEAD, ends + _BEHIND


def span_of_days(at: datetime) -> tuple[date, date]:
    """The earliest and the latest day that it is anywhere at `at`."""
    moment = at.astimezone(UTC)
    return (moment - _BEHIND).date(), (moment + _AHEAD).date()
