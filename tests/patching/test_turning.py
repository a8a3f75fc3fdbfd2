"""When a period has come it is put on record, and the duty's clock counts for it."""

from datetime import UTC, datetime, timedelta

from pytest_django import DjangoAssertNumQueries

from hostops.accounts.models import Server
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.querysets import state_of
from hostops.lib.now import moved_to
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.models import PatchDuty
from maintenance.patching.turning import periods_turn
from tests.house import BEGAN, House
from tests.patching.cases import released
from tests.patching.scene import patched, platforms

DAY = timedelta(days=1)
WEEK_END = datetime(2026, 3, 15, 23, tzinfo=UTC)
QUARTER_END = datetime(2026, 3, 31, 22, tzinfo=UTC)


def test_nothing_is_looked_at_before_the_week_is_over(house: House, tuesday: datetime) -> None:
    patched(house)
    with moved_to(WEEK_END - timedelta(microseconds=1)):
        assert periods_turn() == 0


def test_the_next_week_counts_from_its_first_instant(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    with moved_to(WEEK_END):
        assert periods_turn() == 2
    week, following = scene.owed("erp1")
    clock = scene.clock("erp1")
    assert following.starts_at == clock.started_at == week.due_at
    assert (following.cause, clock.cycle, clock.due_at) == ("2026-W12", 2, WEEK_END + 7 * DAY)
    ended = Cycle.objects.get(clock=clock)
    assert (ended.stopped_at, ended.due_at) == (None, WEEK_END)


def test_weeks_that_nobody_turned_are_all_on_record(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    # across the change to summer time
    with moved_to(WEEK_END + 16 * DAY):
        periods_turn()
        assert periods_turn() == 0
    assert [one.cause for one in scene.owed("erp1")] == ["2026-W11", "2026-W12", "2026-W13", "2026-W14"]
    assert scene.clock("erp1").due_at == datetime(2026, 4, 5, 22, tzinfo=UTC)
    assert scene.clock("erp1").cycle == 4


def test_a_quarter_without_a_release_owes_nothing(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    with moved_to(QUARTER_END):
        periods_turn()
    assert scene.owed("ibm1") == []
    assert not Clock.objects.filter(subject=scene.duties["ibm1"].subject_id).exists()
    assert PatchDuty.objects.get(pk=scene.duties["ibm1"].pk).look_at == datetime(2026, 6, 30, 22, tzinfo=UTC)
    assert [one.cause for one in scene.owed("ocp1")] == ["2026-Q1", "2026-Q2"]


def test_a_release_too_near_to_the_end_is_owed_in_the_next_quarter(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    # three days by the wall clock of Stockholm, which went to summer time in between
    with moved_to(datetime(2026, 3, 28, 23, 1, tzinfo=UTC)):
        released("powervs", "V7R5 PTF 12")
    assert scene.owed("ibm1") == []
    with moved_to(QUARTER_END):
        periods_turn()
    assert [one.cause for one in scene.owed("ibm1")] == ["2026-Q2"]
    assert scene.clock("ibm1").started_at == QUARTER_END


def test_a_week_that_was_missed_shows_so(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    with moved_to(WEEK_END + DAY):
        assert state_of(scene.clock("erp1"), WEEK_END + DAY) == "breached"
        periods_turn()
        assert state_of(scene.clock("erp1"), WEEK_END + DAY) == "running"
    assert scene.owed("erp1")[0].state_at(WEEK_END + DAY) == "late"


def test_many_duties_cost_no_more_statements(
    house: House, tuesday: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    platforms(house)
    model = house.nordic_server
    Server.objects.bulk_create(
        Server(
            account=model.account, contract=model.contract, hostname=f"app-{number}", platform="linux",
            online_at=BEGAN, registered_at=BEGAN,
        )
        for number in range(40)
    )  # fmt: skip
    duties_follow(actor=None)
    with moved_to(WEEK_END), django_assert_max_num_queries(20):
        assert periods_turn() == 42
