"""When a run began and ended, as far as it was told. Pure."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from backups.told import Told


class Backwards(ValueError):
    """The run ended before it began."""


def times_of(told: Told, zone: str, heard: datetime) -> tuple[datetime | None, datetime]:
    """Start and end in UTC; a time without zone is one of the wall clock of `zone`.

    An end that nobody told of is when it was `heard`; a start follows from the length, where that
    is told. Of a wall time that the clock showed twice the first is meant, and for an end that
    would lie before its start the second. Raises Backwards.
    """
    place = ZoneInfo(zone)
    start = _instant(told.started_at, place)
    end = _instant(told.finished_at, place) or heard
    if start is not None and end < start and told.finished_at is not None:
        end = _instant(told.finished_at, place, fold=1) or end
    if start is None and told.seconds is not None:
        start = end - timedelta(seconds=told.seconds)
    if start is not None and end < start:
        raise Backwards
    return start, end


def _instant(time: datetime | None, place: ZoneInfo, fold: int = 0) -> datetime | None:
    if time is None:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=place, fold=fold)).astimezone(UTC)
