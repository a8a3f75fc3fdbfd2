"""Maps: everything inside the frame, distances in proportion."""

from hypothesis import given
from hypothesis import strategies as st

from hostops.inventory.drawing import HEIGHT, WIDTH, Marks, map_of, world_of
from hostops.inventory.rules import Place, Site
from tests.inventory.test_rules import DALLAS, FRANKFURT, RING

NONE = Marks(frozenset(), frozenset())
_sites = st.lists(st.tuples(st.integers(-85, 85), st.integers(-179, 179)), min_size=1, max_size=6)


@given(_sites)
def test_everything_is_inside_the_frame(where: list[tuple[float, float]]) -> None:
    place = Place("x", "X", tuple(Site(str(n), str(n), *at) for n, at in enumerate(where)))
    for drawn in (map_of(place, [], NONE), world_of([place], [], NONE)):
        assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawn.dots)
        assert drawn.bar <= WIDTH


def test_north_is_up_and_east_is_right() -> None:
    dots = {dot.slug: dot for dot in map_of(FRANKFURT, RING, NONE).dots}
    assert dots["fra-3"].y < dots["fra-1"].y
    assert dots["fra-2"].x < dots["fra-1"].x


def test_the_scale_is_true() -> None:
    drawn = map_of(FRANKFURT, RING, NONE)
    lengths = {line.km: ((line.x1 - line.x2) ** 2 + (line.y1 - line.y2) ** 2) ** 0.5 for line in drawn.lines}
    for km, length in lengths.items():
        assert abs(length * drawn.bar_km / drawn.bar - float(km.removesuffix(" km"))) < 0.2


def test_what_is_connected_is_told_from_what_is_measured() -> None:
    drawn = map_of(FRANKFURT, RING, Marks(frozenset({"fra-1"}), frozenset({frozenset(("fra-1", "fra-3"))})))
    assert [line.linked for line in drawn.lines] == [True, False, True]
    assert [line.marked for line in drawn.lines] == [False, True, False]
    assert [dot.slug for dot in drawn.dots if dot.marked] == ["fra-1"]


def test_the_world_shows_lines_between_locations_alone() -> None:
    drawn = world_of([FRANKFURT, DALLAS], RING, NONE)
    assert [dot.slug for dot in drawn.dots] == ["frankfurt", "dallas"]
    assert len(drawn.lines) == 1
    assert world_of([FRANKFURT, DALLAS], RING[:4], NONE).lines == ()


def test_a_distance_stands_beside_its_line_away_from_the_middle() -> None:
    drawn = map_of(FRANKFURT, RING, NONE)
    for line in drawn.lines:
        middle = ((line.x1 + line.x2) / 2 - WIDTH / 2, (line.y1 + line.y2) / 2 - HEIGHT / 2)
        x, y, _ = line.label
        away = ((x - WIDTH / 2) * middle[0] + (y - HEIGHT / 2) * middle[1]) / (middle[0] ** 2 + middle[1] ** 2)
        assert away > 1
    assert drawn.lines[0].between == "Ostend and Höchst"
