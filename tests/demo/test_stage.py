"""Stories are played beside one another, each step at its own instant."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from hostops.lib.now import now
from hostops.lib.stage import Routine, Stage

NOON = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def teller(told: list[tuple[str, datetime]], name: str, *waits: float) -> Iterator[datetime]:
    told.append((name, now()))
    for hours in waits:
        yield now() + hours * HOUR
        told.append((name, now()))


def test_steps_come_in_the_order_of_time() -> None:
    told: list[tuple[str, datetime]] = []
    stage = Stage(NOON + 9 * HOUR)
    stage.enlist(NOON + HOUR, teller(told, "late", 1, 3))
    stage.enlist(NOON, teller(told, "early", 3))
    stage.play()
    assert told == [
        ("early", NOON),
        ("late", NOON + HOUR),
        ("late", NOON + 2 * HOUR),
        ("early", NOON + 3 * HOUR),
        ("late", NOON + 5 * HOUR),
    ]


def test_nothing_is_played_after_the_end() -> None:
    told: list[tuple[str, datetime]] = []
    stage = Stage(NOON + 2 * HOUR)
    stage.enlist(NOON, teller(told, "told", 1, 1, 1))
    stage.play()
    assert [at for _, at in told] == [NOON, NOON + HOUR, NOON + 2 * HOUR]


def test_a_story_never_goes_back() -> None:
    told: list[tuple[str, datetime]] = []
    stage = Stage(NOON + HOUR)
    stage.enlist(NOON, teller(told, "backwards", -5))
    stage.play()
    assert [at for _, at in told] == [NOON, NOON]


def test_a_story_may_enlist_another() -> None:
    told: list[tuple[str, datetime]] = []
    stage = Stage(NOON + 5 * HOUR)

    def first() -> Iterator[datetime]:
        stage.enlist(now() + HOUR, teller(told, "second"))
        yield now() + 2 * HOUR
        told.append(("first", now()))

    stage.enlist(NOON, first())
    stage.play()
    assert told == [("second", NOON + HOUR), ("first", NOON + 2 * HOUR)]


def test_what_is_due_by_itself_goes_first_and_up_to_the_end() -> None:
    told: list[tuple[str, datetime]] = []
    due = [NOON + HOUR * number for number in (1, 2, 4, 7)]
    stage = Stage(NOON + 5 * HOUR)
    stage.always(Routine(lambda: due[0], lambda: told.append(("routine", due.pop(0)))))
    stage.enlist(NOON + 2 * HOUR, teller(told, "story"))
    stage.play()
    assert told == [
        ("routine", NOON + HOUR),
        ("routine", NOON + 2 * HOUR),
        ("story", NOON + 2 * HOUR),
        ("routine", NOON + 4 * HOUR),
    ]


def test_the_present_is_where_it_was_afterwards() -> None:
    stage = Stage(NOON)
    stage.enlist(NOON, teller([], "story"))
    stage.play()
    assert datetime.now(UTC) - now() < timedelta(seconds=5)
