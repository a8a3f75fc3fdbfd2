"""When a copy may go, reckoned a second time and otherwise: by looking at what the clock on the wall shows.

Nothing of the portal is used, and no local time is ever turned into an instant: candidates are
tried, and each is asked what the zone's clock reads then.
"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def may_go_from(finished_at: datetime, days: int, zone: str) -> datetime:
    """The first instant whose wall clock shows the same time `days` dates later.

    Where that time is skipped: the instant as long after the jump as the time lies beyond it.
    """
    place = ZoneInfo(zone)
    wall = _shown(finished_at, place)
    target = datetime.combine(date.fromordinal(wall.toordinal() + days), wall.time())
    around = target.replace(tzinfo=UTC)
    offsets = {_offset(around + hours * HOUR, place) for hours in range(-48, 49)}
    showing = [around - offset for offset in offsets if _shown(around - offset, place) == target]
    return min(showing) if showing else around - _offset_before(target, place)


def _shown(instant: datetime, place: ZoneInfo) -> datetime:
    return instant.astimezone(place).replace(tzinfo=None, fold=0)


def _offset(instant: datetime, place: ZoneInfo) -> timedelta:
    return _shown(instant, place) - instant.replace(tzinfo=None)


def _offset_before(target: datetime, place: ZoneInfo) -> timedelta:
    """What held before the jump over `target`: walk to the last minute whose wall clock is still before it."""
    low, high = target.replace(tzinfo=UTC) - 2 * DAY, target.replace(tzinfo=UTC) + 2 * DAY
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        low, high = (middle, high) if _shown(middle, place) < target else (low, middle)
    return _offset(low, place)
