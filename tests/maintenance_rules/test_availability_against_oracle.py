"""Months of made-up servers against an oracle that steps second by second."""

from decimal import Decimal
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from maintenance.rules.availability import Cover, Down, Promise, account_strip, kinds_of, server_month, split
from maintenance.rules.intervals import Stretch
from tests.maintenance_rules import month_oracle as oracle
from tests.maintenance_rules.month_oracle import Scene, at

_SECONDS = st.integers(-40, 160)
_SHARES = st.sampled_from(["100", "99.99", "97.5", "50", "33.333333", None])


def _spans() -> st.SearchStrategy[tuple[int, int]]:
    """Mostly short, sometimes empty, some that end before they start, some from far before to far after."""
    return st.tuples(_SECONDS, st.integers(-3, 60)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    start = draw(st.integers(0, 40))
    month = (start, start + draw(st.integers(1, 90)))
    born = draw(st.integers(-50, 120))
    edge = draw(st.integers(-10, 120))
    estimates = st.none() | st.integers(0, 20)
    return Scene(
        month,
        (born, draw(st.just(500) | st.integers(born, 200))),
        [(a, b, draw(st.booleans())) for a, b in draw(st.lists(_spans(), max_size=6))],
        [(a, b, draw(estimates)) for a, b in draw(st.lists(_spans(), max_size=4))],
        [(-100, edge, draw(_SHARES)), (edge, 600, draw(_SHARES))],
    )


def _given(scene: Scene) -> tuple[Stretch, Stretch, list[Down], list[Cover], list[Promise]]:
    return (
        Stretch(at(scene.month[0]), at(scene.month[1])),
        Stretch(at(scene.life[0]), at(scene.life[1])),
        [Down(at(a), at(b), "force_majeure" if out else "", key) for key, (a, b, out) in enumerate(scene.downs)],
        [Cover(at(a), at(b), estimate, key) for key, (a, b, estimate) in enumerate(scene.covers)],
        [Promise(at(a), at(b), Decimal(words) if words else None) for a, b, words in scene.promises],
    )


@settings(max_examples=400, deadline=None)
@given(scenes())
def test_each_second_counts_as_the_oracle_says(scene: Scene) -> None:
    found = server_month(*_given(scene))
    said = list(oracle.kinds(scene).values())
    counted = found.counted
    assert counted.total == len(said) - said.count("absent")
    assert (counted.scheduled, counted.excluded, counted.down) == tuple(
        said.count(kind) for kind in ("scheduled", "excluded", "down")
    )
    assert counted.allowed == oracle.most_down(scene)
    assert {over.key: over.seconds for over in found.over} == oracle.beyond_estimate(scene)


@settings(max_examples=300, deadline=None)
@given(scenes())
def test_the_strip_is_the_month_from_end_to_end(scene: Scene) -> None:
    strip = server_month(*_given(scene)).strip
    painted = [piece.kind for piece in strip for _ in range(piece.seconds)]
    assert painted == list(oracle.kinds(scene).values())
    assert (strip[0].start, strip[-1].end) == (at(scene.month[0]), at(scene.month[1]))
    for before, after in pairwise(strip):
        assert before.end == after.start
        assert before.kind != after.kind


@settings(max_examples=300, deadline=None)
@given(scenes(), scenes())
def test_an_account_is_the_sum_of_its_servers(one: Scene, other: Scene) -> None:
    other.month = one.month
    months = [server_month(*_given(scene)) for scene in (one, other)]
    together = months[0].counted + months[1].counted
    said = [oracle.kinds(scene) for scene in (one, other)]
    assert together.down == sum(list(kinds.values()).count("down") for kinds in said)
    assert together.total == sum(month.counted.total for month in months)
    strip = [
        piece.kind for piece in account_strip(_given(one)[0], [m.strip for m in months]) for _ in range(piece.seconds)
    ]
    loud = ["down", "excluded", "scheduled", "up", "absent"]
    assert strip == [min(said[0][s], said[1][s], key=loud.index) for s in range(*one.month)]


@settings(max_examples=300, deadline=None)
@given(scenes())
def test_one_downtime_is_told_apart_as_its_seconds_are(scene: Scene) -> None:
    month, life, downs, covers, _ = _given(scene)
    said = oracle.kinds(scene)
    for down, (start, end, _) in zip(downs, scene.downs, strict=True):
        found = split(month, life, down, kinds_of(downs, covers), covers)
        mine = [said[second] for second in range(start, end) if second in said]
        assert (found.scheduled, found.excluded, found.down) == tuple(
            mine.count(kind) for kind in ("scheduled", "excluded", "down")
        )


@settings(max_examples=300, deadline=None)
@given(scenes())
def test_kept_is_said_exactly_where_the_share_reaches_the_commitment(scene: Scene) -> None:
    counted = server_month(*_given(scene)).counted
    if counted.promised is None or not counted.total:
        assert counted.met is None
        return
    assert counted.available is not None
    assert counted.met == (counted.available >= counted.promised / counted.total)
