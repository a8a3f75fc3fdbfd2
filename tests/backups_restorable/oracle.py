"""What can be restored, asked of each copy anew by walking back through all others; no code is the rules'."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from backups.rules.chains import Copy


def _covers(outer: str, inner: str) -> bool:
    return outer in ("system", inner)


def _before(copies: Sequence[Copy], copy: Copy) -> list[Copy]:
    return [one for one in copies if (one.finished_at, one.id) < (copy.finished_at, copy.id)]


def base(copies: Sequence[Copy], copy: Copy) -> Copy | None:
    """The latest full that it can stand on."""
    fulls = [
        one
        for one in _before(copies, copy)
        if one.kind == "full"
        and one.finished_at <= copy.began_at
        and _covers(one.scope, copy.scope)
        and not (one.deleted_at and one.deleted_at <= copy.began_at)
    ]
    return max(fulls, key=lambda one: (one.finished_at, one.id), default=None)


def needed(copies: Sequence[Copy], copy: Copy) -> set[int] | None:
    """The ids of all that it needs, itself among them; None where something of it is not known."""
    direct: list[Copy | None] = []
    if copy.needs is not None:
        direct = [_named(copies, copy, name) for name in copy.needs]
    elif copy.kind == "incremental":
        full = base(copies, copy)
        if full is None:
            return None
        direct = [full]
        for one in _before(copies, copy):
            between = one.kind == "incremental" and one.tier == copy.tier and one.needs is None
            if between and base(copies, one) == full:
                direct.append(one)
    found = {copy.id}
    for other in direct:
        below = needed(copies, other) if other else None
        if below is None:
            return None
        found |= below
    return found


def _named(copies: Sequence[Copy], copy: Copy, name: str) -> Copy | None:
    known = [one for one in _before(copies, copy) if one.external_id == name]
    own = [one for one in known if one.tier == copy.tier] or known
    return max(own, key=lambda one: one.finished_at, default=None)


def there(copy: Copy, at: datetime) -> bool:
    removed = copy.deleted_at is not None and copy.deleted_at <= at
    return not removed and (copy.kept_until is None or copy.kept_until > at)


def restorable_ids(copies: Sequence[Copy], at: datetime) -> set[int]:
    told = [copy for copy in copies if copy.finished_at <= at]
    by_id = {copy.id: copy for copy in told}
    chains = {copy.id: needed(told, copy) for copy in told}
    return {number for number, chain in chains.items() if chain and all(there(by_id[one], at) for one in chain)}


@dataclass(frozen=True)
class Daily:
    """A promise of each day: at this hour and minute in this zone, so many hours of grace, kept so many days."""

    name: str
    scope: str
    hour: int
    minute: int
    grace: int
    kept: int


@cache
def wall(day: date, hour: int, minute: int, zone: str) -> datetime:
    """The first minute of the day at which the clock shows it; where it shows it never, as far on as was skipped."""
    place = ZoneInfo(zone)
    begin = datetime.combine(day, time(), place).astimezone(UTC) - timedelta(hours=3)
    for minutes in range(30 * 60):
        instant = begin + timedelta(minutes=minutes)
        local = instant.astimezone(place)
        if (local.date(), local.hour, local.minute) == (day, hour, minute):
            return instant
    return wall(day, hour + 1, minute, zone)  # a gap of an hour: all zones of these tests have such


def empty_slots(
    tier: Daily, zone: str, since: datetime, at: datetime, points: Iterable[datetime]
) -> set[tuple[str, datetime]]:
    """The slots that are due, whose copy would be kept still, and in whose day nothing on the line can be restored."""
    found, known = set(), list(points)
    day = at.astimezone(ZoneInfo(zone)).date() - timedelta(days=tier.kept + 3)
    while day <= at.astimezone(ZoneInfo(zone)).date() + timedelta(days=1):
        slot, following = (wall(one, tier.hour, tier.minute, zone) for one in (day, day + timedelta(days=1)))
        kept = wall(day + timedelta(days=tier.kept), tier.hour, tier.minute, zone) > at
        wanted = slot >= since and kept and slot + timedelta(hours=tier.grace) <= at
        if wanted and not any(slot <= point < following for point in known):
            found.add((tier.name, slot))
        day += timedelta(days=1)
    return found
