"""The slots of a tier found the slow way: day by day, looking at the wall every few minutes. Shares no code with it."""

from calendar import day_abbr
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hostops.policies.schema.backups import Tier

# Times of day are multiples of it; no zone's clock ever jumped at another moment in the years looked at.
STEP = timedelta(minutes=15)
_DAY = timedelta(days=1)


def slots(tier: Tier, zone: str, start: datetime, end: datetime) -> list[datetime]:
    """All slots from `start` up to, and not at, `end`, in order, each once."""
    found, day = set(), (start - 3 * _DAY).date()
    while day <= (end + 3 * _DAY).date():
        if wanted(tier, day):
            found.add(instant_of(zone, day, tier.time_of_day or ""))
        day += _DAY
    return sorted(slot for slot in found if start <= slot < end)


def wanted(tier: Tier, day: date) -> bool:
    """Whether a copy is promised on the date."""
    weekday = tier.weekday is None or day_abbr[day.weekday()].lower() == tier.weekday
    of_month = tier.day_of_month is None or day.day == tier.day_of_month
    return tier.time_of_day is not None and weekday and of_month and tier.month in (None, day.month)


@cache
def instant_of(zone: str, day: date, at: str) -> datetime:
    """The first moment at which the wall shows it; where it never does, as much later as the clock was put on."""
    wall, place = datetime.combine(day, time.fromisoformat(at)), ZoneInfo(zone)
    moment = datetime.combine(day, time(), UTC) - timedelta(hours=30)
    while _wall(moment, place) < wall:
        moment += STEP
    jumped = _wall(moment, place) - _wall(moment - STEP, place) - STEP
    # read by the clock as it was before it was put on
    return moment if _wall(moment, place) == wall else moment - (_wall(moment, place) - jumped - wall)


def _wall(moment: datetime, place: ZoneInfo) -> datetime:
    return moment.astimezone(place).replace(tzinfo=None)
