"""An exception takes what it covers off the clocks until it is over, but nothing that is known to be exploited."""

from datetime import UTC, date, datetime, timedelta

from hostops.lib.now import moved_to
from maintenance.patching.models import PatchException
from maintenance.patching.owing import owed_excepted, owed_reopened
from maintenance.patching.turning import periods_turn
from tests.house import House
from tests.patching.cases import exploited, released
from tests.patching.scene import Patched, patched

DAY = timedelta(days=1)
WEEK_END = datetime(2026, 3, 15, 23, tzinfo=UTC)
CVE = "CVE-2026-1234"


def excepted(scene: Patched, hostname: str, tuesday: datetime, days: int) -> PatchException:
    house = scene.house
    made = PatchException.objects.create(
        account=house.nordic, reason="A trade fair.", from_at=tuesday, until_at=tuesday + days * DAY,
        asked_by=house.engineer, asked_at=tuesday, approved_by=house.manager, approved_at=tuesday,
    )  # fmt: skip
    made.servers.add(scene.servers[hostname])
    return made


def test_what_it_covers_is_off_the_clock(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    exception = excepted(scene, "erp1", tuesday, 30)
    owed_excepted(scene.owed("erp1"), exception, house.manager)
    (week,) = scene.owed("erp1")
    assert (week.exception, week.state_at(WEEK_END)) == (exception, "excepted")
    clock = scene.clock("erp1")
    assert (clock.cancelled_at, clock.next_at) == (tuesday, None)


def test_a_week_that_comes_while_it_runs_is_covered_too(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    exception = excepted(scene, "erp1", tuesday, 30)
    with moved_to(WEEK_END):
        periods_turn()
    following = scene.owed("erp1")[1]
    assert following.exception == exception
    assert scene.clock("erp1").cancelled_at == WEEK_END
    assert scene.clock("win1").cancelled_at is None


def test_its_end_opens_the_clock_again_to_the_same_instant(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    exception = excepted(scene, "erp1", tuesday, 2)
    owed_excepted(scene.owed("erp1"), exception, house.manager)
    with moved_to(tuesday + 2 * DAY):
        owed_reopened(scene.owed("erp1"), None, f"{exception.number} is over.")
    clock = scene.clock("erp1")
    assert (clock.cycle, clock.cancelled_at, clock.due_at) == (2, None, WEEK_END)
    assert scene.owed("erp1")[0].state_at(tuesday + 2 * DAY) == "open"


def test_a_vulnerability_that_is_listed_reopens_at_once(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    excepted(scene, "fw1", tuesday, 90)
    released("checkpoint", "R81.20", cves=[CVE])
    (row,) = scene.owed("fw1", "release")
    assert row.subject
    assert row.exception
    assert row.subject.clocks.get().cancelled_at == tuesday
    exploited(CVE, date(2026, 3, 13))
    (row,) = scene.owed("fw1", "release")
    assert (row.exception, row.because) == (None, "kev")
    assert row.subject
    clock = row.subject.clocks.get()
    assert (clock.cancelled_at, clock.due_at) == (None, datetime(2026, 3, 13, 23, tzinfo=UTC))
