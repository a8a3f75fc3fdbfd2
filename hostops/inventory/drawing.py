"""Maps as plain figures: a location with its zones to scale, and all locations on one sheet. Pure.

Within a location a degree of longitude is shortened by the cosine of its latitude, so that
distances are true in every direction; over the whole world degrees are drawn as they are.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, floor, hypot, log10, radians

from hostops.inventory.rules import EARTH_KM, Pair, Place, Site, distance_km

WIDTH, HEIGHT = 360, 240
# What is kept free at the sides for names, and above and below for them and the scale.
MARGIN, ABOVE = 92, 60
# How far a name stands from its dot: beside it, above it, below it.
_BESIDE, _ABOVE, _BELOW = 11, -12, 20
# A name above or below stands centred over a dot this near to the middle, else it begins so far inwards of its dot.
_MIDDLE, _INWARDS = 16, 10
# How far a distance stands from its line, and how far below its foot the middle of its letters lies.
_OFF, _FOOT = 9, 3.5
# A line as flat as this has its distance above or below it, a steeper one beside it.
_SLANT = 0.4
_KM_A_DEGREE = radians(1) * EARTH_KM
_LEAST_KM = 1.0
# Where each is in the drawing.
_Places = dict[str, tuple[float, float]]
# The scale's bar takes at most this share of the width.
_BAR = 0.3


@dataclass(frozen=True)
class Dot:
    """A zone, or a location, on a map. Its name stands on the side that is turned away from the others."""

    slug: str
    name: str
    x: float
    y: float
    marked: bool

    @property
    def short(self) -> str:
        """The name up to its first comma: `Frankfurt 1` of `Frankfurt 1, Ostend`."""
        return self.name.partition(",")[0]

    @property
    def label(self) -> tuple[float, float, str]:
        """Where its name stands, and which end of it there: `start`, `middle` or `end`."""
        east, south = self.x - WIDTH / 2, self.y - HEIGHT / 2
        if abs(east) > abs(south):
            return round(self.x + (_BESIDE if east > 0 else -_BESIDE), 1), self.y + 4, "start" if east > 0 else "end"
        y = round(self.y + (_BELOW if south > 0 else _ABOVE), 1)
        if abs(east) < _MIDDLE:
            return self.x, y, "middle"
        # it reaches outwards, away from the distances between the dots
        return (round(self.x - _INWARDS, 1), y, "start") if east > 0 else (round(self.x + _INWARDS, 1), y, "end")


@dataclass(frozen=True)
class Line:
    """Between two dots, named by `between`: connected, or only measured. `marked` where it is too short."""

    x1: float
    y1: float
    x2: float
    y2: float
    linked: bool
    marked: bool
    km: str
    between: str

    @property
    def label(self) -> tuple[float, float, str]:
        """Where `km` stands, and which end of it there: at the line's middle, on the side away from the map's own."""
        x, y = (self.x1 + self.x2) / 2, (self.y1 + self.y2) / 2
        length = hypot(self.x2 - self.x1, self.y2 - self.y1) or 1
        east, south = (self.y1 - self.y2) / length, (self.x2 - self.x1) / length
        if (x - WIDTH / 2) * east + (y - HEIGHT / 2) * south < 0:
            east, south = -east, -south
        end = "middle" if abs(east) < _SLANT else "start" if east > 0 else "end"
        return round(x + east * _OFF, 1), round(y + south * _OFF * 1.4 + _FOOT, 1), end


@dataclass(frozen=True)
class Map:
    """`bar` is the length of the scale in the drawing, `bar_km` what it means; none for the world."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    bar: float = 0
    bar_km: int = 0


@dataclass(frozen=True)
class Marks:
    """What is to be looked at: zones by slug, pairs of them in any order."""

    zones: frozenset[str]
    pairs: frozenset[frozenset[str]]


def map_of(place: Place, links: Iterable[Pair], marks: Marks) -> Map:
    """A location: every two zones with their distance, the connected ones by a firm line."""
    if not place.sites:
        return Map((), ())
    shrink = cos(radians(sum(site.latitude for site in place.sites) / len(place.sites)))
    flat = {site.slug: (site.longitude * shrink * _KM_A_DEGREE, -site.latitude * _KM_A_DEGREE) for site in place.sites}
    at, scale = _fitted(flat)
    linked = {frozenset(pair) for pair in links}
    lines = [_line(one, other, at, linked, marks) for one, other in combinations(place.sites, 2)]
    bar_km = _round_down(WIDTH * _BAR / scale)
    return Map(_dots(place.sites, at, marks.zones), tuple(lines), round(bar_km * scale, 1), bar_km)


def world_of(places: Sequence[Place], links: Iterable[Pair], marks: Marks) -> Map:
    """All locations on one sheet, a line where any of their zones are connected."""
    middles = [_middle(place) for place in places if place.sites]
    at, _ = _fitted({one.slug: (one.longitude, -one.latitude) for one in middles})
    home = {site.slug: place.slug for place in places for site in place.sites}
    between = {frozenset((home[one], home[other])) for one, other in links if one in home and other in home}
    lines = [_line(one, other, at, between, marks) for one, other in combinations(middles, 2)]
    return Map(_dots(middles, at, marks.zones), tuple(line for line in lines if line.linked))


def _middle(place: Place) -> Site:
    many = len(place.sites)
    north, east = sum(site.latitude for site in place.sites), sum(site.longitude for site in place.sites)
    return Site(place.slug, place.name, north / many, east / many)


def _fitted(flat: _Places) -> tuple[_Places, float]:
    """Into the frame, in the middle of it; and how much of the drawing one unit takes."""
    if not flat:
        return {}, 1.0
    xs, ys = [x for x, _ in flat.values()], [y for _, y in flat.values()]
    wide, high = max(max(xs) - min(xs), _LEAST_KM), max(max(ys) - min(ys), _LEAST_KM)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * ABOVE) / high)
    left, top = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    placed = {
        slug: (round(WIDTH / 2 + (x - left) * scale, 1), round(HEIGHT / 2 + (y - top) * scale, 1))
        for slug, (x, y) in flat.items()
    }
    return placed, scale


def _dots(sites: Sequence[Site], at: _Places, marked: frozenset[str]) -> tuple[Dot, ...]:
    return tuple(Dot(site.slug, site.name, *at[site.slug], site.slug in marked) for site in sites)


def _line(one: Site, other: Site, at: _Places, linked: set[frozenset[str]], marks: Marks) -> Line:
    pair = frozenset((one.slug, other.slug))
    km = distance_km(one, other)
    shown = f"{floor(km * 10) / 10:.1f}" if km < 100 else f"{floor(km):,}".replace(",", "\N{NARROW NO-BREAK SPACE}")
    between = f"{one.name} and {other.name}"
    return Line(*at[one.slug], *at[other.slug], pair in linked, pair in marks.pairs, f"{shown} km", between)


def _round_down(km: float) -> int:
    """1, 2, 5, 10, 20 ... at most `km`, at least 1."""
    if km < 1:
        return 1
    ten: int = 10 ** floor(log10(km))
    return max(step * ten for step in (1, 2, 5) if step * ten <= km)
