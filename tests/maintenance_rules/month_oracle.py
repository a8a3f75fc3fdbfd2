"""Availability by stepping second by second over sets. It shares no code with the rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

ZERO = datetime(2026, 10, 1, tzinfo=UTC)


def at(second: int) -> datetime:
    return ZERO + timedelta(seconds=second)


@dataclass
class Scene:
    """Everything in seconds after `ZERO`: (from, before), with what is excluded, estimated, promised."""

    month: tuple[int, int]
    life: tuple[int, int]
    downs: Sequence[tuple[int, int, bool]]
    covers: Sequence[tuple[int, int, int | None]]
    promises: Sequence[tuple[int, int, str | None]]


def kinds(scene: Scene) -> dict[int, str]:
    """What each second of the month is."""
    return {second: _kind(scene, second) for second in range(*scene.month)}


def _kind(scene: Scene, second: int) -> str:
    if not scene.life[0] <= second < scene.life[1]:
        return "absent"
    running = [excluded for start, end, excluded in scene.downs if start <= second < end]
    if not running:
        return "up"
    if any(start <= second < end for start, end, _ in scene.covers):
        return "scheduled"
    return "excluded" if any(running) else "down"


def most_down(scene: Scene) -> int | None:
    """The greatest number of seconds that may be down: tried one by one. None where a second has no promise."""
    owed = Fraction(0)
    there = [second for second, kind in kinds(scene).items() if kind != "absent"]
    for second in there:
        stated = [words for start, end, words in scene.promises if start <= second < end and words is not None]
        if not stated:
            return None
        owed += Fraction(stated[0]) / 100
    return max((down for down in range(len(there) + 1) if len(there) - down >= owed), default=0)


def beyond_estimate(scene: Scene) -> dict[int, int]:
    """By its place in the list: a window that touches the month, and for how long it was down in all of it."""
    found = {}
    for number, (start, end, estimate) in enumerate(scene.covers):
        inside = [s for s in range(start, end) if any(a <= s < b for a, b, _ in scene.downs)]
        touches = any(scene.month[0] <= second < scene.month[1] for second in range(start, end))
        if estimate is not None and touches and len(inside) > estimate:
            found[number] = len(inside)
    return found


def minutes_of_month(month: date, zone: ZoneInfo) -> list[datetime]:
    """Every whole minute whose date in the zone is in the month, found by asking each of them."""
    first = datetime(month.year, month.month, 1, tzinfo=UTC) - timedelta(days=2)
    minutes = (first + timedelta(minutes=number) for number in range(36 * 24 * 60))
    local = ((minute, minute.astimezone(zone)) for minute in minutes)
    return [minute for minute, there in local if (there.year, there.month) == (month.year, month.month)]
