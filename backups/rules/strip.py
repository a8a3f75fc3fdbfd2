"""Lines drawn: a lane for each tier on strips of time, places in percent of their width. Pure.

Tiers that reach a week back and those that reach a year back would hide one another, so that each
strip has tiers of like reach.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from backups.rules.gaps import Gap
from backups.rules.restorable import Line, Point
from backups.rules.wanted import reach
from hostops.policies.schema.backups import Tier
from hostops.policies.schema.durations import in_words

# Tiers share a strip while the longest of them reaches at most so many times as far as the shortest.
_ALIKE = 6
# A mark at an edge would be cut off, and labels beside one another must be legible on a phone.
_EDGE = 1.5
_MOST_LABELS = 7
_DAY_STEPS = (1, 2, 4, 7, 14, 28)

BandLook = Literal["breaks", "left", "unknown"]


@dataclass(frozen=True, slots=True)
class Mark:
    x: float
    point: Point


@dataclass(frozen=True, slots=True)
class Band:
    x: float
    width: float
    look: BandLook
    gap: Gap

    @property
    def sign(self) -> float:
        """Where its sign stands: amid one of its slots, at whose edges copies may be marked."""
        return round(self.x + self.width * (self.gap.slots // 2 + 0.5) / self.gap.slots, 2)


@dataclass(frozen=True, slots=True)
class Tick:
    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One tier: its copies that are kept, and its gaps."""

    tier: Tier
    marks: Sequence[Mark]
    bands: Sequence[Band]


@dataclass(frozen=True, slots=True)
class Strip:
    """A span of time up to the present; `words` name it: the last 7 days."""

    words: str
    starts_at: datetime
    ends_at: datetime
    lanes: Sequence[Lane]
    ticks: Sequence[Tick]


def strips_of(line: Line, days: Mapping[str, str], at: datetime, zone: ZoneInfo) -> list[Strip]:
    """The strips of a line, the shortest first. `days` is by tier the zone in which its days are counted."""
    reaches = sorted(((reach(tier, days[tier.name], at), tier) for tier in line.tiers), key=lambda one: one[0])
    return [_strip(line, group, at, zone) for group in reversed(list(_alike(reaches, at)))]


def _alike(reaches: Sequence[tuple[datetime, Tier]], at: datetime) -> Iterator[list[tuple[datetime, Tier]]]:
    """The tiers in groups, those that reach farthest first."""
    left = list(reaches)
    while left:
        farthest = at - left[0][0]
        group = [one for one in left if (at - one[0]) * _ALIKE >= farthest]
        yield group
        left = left[len(group) :]


def _strip(line: Line, group: Sequence[tuple[datetime, Tier]], at: datetime, zone: ZoneInfo) -> Strip:
    start, farthest = group[0]
    names = {tier.name for _, tier in group}
    place = _Place(start, at)
    lanes = [_lane(line, tier, place) for tier in line.tiers if tier.name in names]
    return Strip(f"The last {in_words(farthest.retention)}", start, at, lanes, _ticks(place, zone))


@dataclass(frozen=True, slots=True)
class _Place:
    start: datetime
    end: datetime

    def of(self, at: datetime) -> float:
        share = (at - self.start) / (self.end - self.start)
        return round(_EDGE + min(max(share, 0), 1) * (100 - 2 * _EDGE), 2)


def _lane(line: Line, tier: Tier, place: _Place) -> Lane:
    points = [point for point in line.points if point.copy.tier == tier.name and point.at >= place.start]
    gaps = [gap for gap in line.gaps if gap.tier.name == tier.name]
    return Lane(tier, [Mark(place.of(point.at), point) for point in points], [_band(gap, place) for gap in gaps])


def _band(gap: Gap, place: _Place) -> Band:
    x = place.of(gap.starts_at)
    look: BandLook = "breaks" if gap.fault.breaks else "left" if gap.fault.left_by else "unknown"
    return Band(x, round(place.of(gap.ends_at) - x, 2), look, gap)


def _ticks(place: _Place, zone: ZoneInfo) -> list[Tick]:
    days = _midnights(place, zone)
    chosen = _by_days(days) if len(days) <= _MOST_LABELS * _DAY_STEPS[-1] else _by_months(days)
    return [Tick(place.of(datetime.combine(day, time.min, zone)), label) for day, label in chosen]


def _midnights(place: _Place, zone: ZoneInfo) -> list[date]:
    first, last = (instant.astimezone(zone).date() for instant in (place.start, place.end))
    return [first + timedelta(days=number) for number in range(1, (last - first).days + 1)]


def _by_days(days: Sequence[date]) -> list[tuple[date, str]]:
    step = next((step for step in _DAY_STEPS if len(days) <= _MOST_LABELS * step), _DAY_STEPS[-1])
    return [(day, f"{day.day} {day:%b}") for day in list(reversed(days))[::step]]


def _by_months(days: Sequence[date]) -> list[tuple[date, str]]:
    firsts = [day for day in days if day.day == 1]
    step = next(step for step in range(1, len(firsts) + 2) if len(firsts) <= _MOST_LABELS * step)
    return [(day, f"{day:%b %Y}" if day.month == 1 else f"{day:%b}") for day in firsts[::step]]
