"""Results of runs keep what is owed and stop its clocks; what is rolled back is owed again."""

from datetime import UTC, datetime, timedelta

from hostops.clocks.models import ClockEvent, Cycle
from hostops.lib.now import moved_to
from maintenance.patching.models import ClosedPeriod, PatchResult
from maintenance.patching.owing import releases_heard, results_heard, results_undone
from maintenance.patching.turning import periods_turn
from tests.house import House
from tests.patching.cases import done, lacking, ran, released
from tests.patching.scene import patched

DAY = timedelta(days=1)
WEEK_END = datetime(2026, 3, 15, 23, tzinfo=UTC)


def test_a_done_result_keeps_the_week_and_stops_its_clock(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    run = ran([scene.servers["erp1"]], "linux")
    (result,) = done(run)
    (week,) = scene.owed("erp1")
    assert (week.done_at, week.done_by_id, week.state_at(tuesday)) == (tuesday, result.pk, "on_time")
    clock = scene.clock("erp1")
    assert (clock.stopped_at, clock.next_at) == (tuesday, None)
    assert scene.clock("win1").stopped_at is None
    assert ClockEvent.objects.filter(clock=clock).latest("id").reason == f"Patched in {run.number}."


def test_at_the_last_instant_it_is_in_time_and_counts_for_the_next_week_too(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    with moved_to(WEEK_END + timedelta(hours=1)):
        done(ran([scene.servers["erp1"]], "linux"), WEEK_END)
    week, following = scene.owed("erp1")
    assert week.done_at == following.done_at == WEEK_END
    assert [one.state_at(WEEK_END) for one in (week, following)] == ["on_time", "on_time"]
    ended = Cycle.objects.get(clock=scene.clock("erp1"))
    assert ended.stopped_at == ended.due_at == WEEK_END


def test_what_comes_later_leaves_it_late_with_the_instant(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    late = WEEK_END + DAY
    with moved_to(late):
        periods_turn()
        done(ran([scene.servers["erp1"]], "linux"))
    week, following = scene.owed("erp1")
    assert (week.done_at, week.state_at(late)) == (late, "late")
    assert following.state_at(late) == "on_time"


def test_an_earlier_result_that_is_heard_of_later_counts(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    late = WEEK_END + DAY
    with moved_to(late):
        periods_turn()
        done(ran([scene.servers["erp1"]], "linux"))
        done(ran([scene.servers["erp1"]], "linux"), tuesday)
    week, following = scene.owed("erp1")
    assert (week.done_at, following.done_at) == (tuesday, late)
    assert Cycle.objects.get(clock=scene.clock("erp1")).stopped_at == tuesday


def test_failed_keeps_nothing_nor_does_another_platform(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    failed = ran([scene.servers["erp1"]], "linux")
    failed.results.update(state="failed", finished_at=tuesday)
    results_heard(list(failed.results.all()), None)
    done(ran([scene.servers["erp1"]], "windows"))
    assert scene.owed("erp1")[0].done_at is None


def test_rolled_back_owes_it_again_to_the_same_instant(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    (result,) = done(ran([scene.servers["erp1"]], "linux"))
    with moved_to(tuesday + DAY):
        result.state = PatchResult.State.ROLLED_BACK
        result.save()
        results_undone([result], None, "Rolled back: the shop did not start.")
    (week,) = scene.owed("erp1")
    assert (week.done_at, week.done_by_id) == (None, None)
    clock = scene.clock("erp1")
    assert (clock.cycle, clock.started_at, clock.due_at) == (2, tuesday + DAY, WEEK_END)
    assert clock.next_at
    assert clock.next_at < WEEK_END


def test_rolled_back_where_another_result_stands(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    (result,) = done(ran([scene.servers["erp1"]], "linux"))
    with moved_to(tuesday + DAY):
        (second,) = done(ran([scene.servers["erp1"]], "linux"))
        result.state = PatchResult.State.ROLLED_BACK
        result.save()
        results_undone([result], None, "Rolled back.")
    (week,) = scene.owed("erp1")
    assert (week.done_at, week.done_by_id) == (tuesday + DAY, second.pk)
    assert scene.clock("erp1").stopped_at == tuesday


def test_a_closed_period_stays_as_it_was_closed(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    (week,) = scene.owed("erp1")
    ClosedPeriod.objects.create(
        account=house.nordic, platform="linux", starts_at=week.starts_at, ends_at=week.due_at, on_time=0, late=1,
        excepted=0, figures="{}", sha256="0" * 64, closed_at=tuesday,
    )  # fmt: skip
    done(ran([scene.servers["erp1"]], "linux"))
    assert scene.owed("erp1")[0].done_at is None


def test_a_release_is_kept_by_its_version_or_a_newer_one(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    release = released("checkpoint", "R81.20")
    assert [one.release for one in scene.owed("fw1", "release")] == [release]
    done(ran([scene.servers["fw1"]], "checkpoint"), installed=[{"package": "", "from": "R80", "to": "R81.10"}])
    assert scene.owed("fw1", "release")[0].done_at is None
    done(ran([scene.servers["fw1"]], "checkpoint"), installed=[{"package": "", "from": "R80", "to": "R82"}])
    (row,) = scene.owed("fw1", "release")
    assert row.done_at == tuesday
    assert row.subject
    assert row.subject.clocks.get().stopped_at == tuesday


def test_a_release_is_kept_by_a_run_that_has_it(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    release = released("checkpoint", "R81.20")
    done(ran([scene.servers["fw1"]], "checkpoint", [release]))
    assert scene.owed("fw1", "release")[0].done_at == tuesday


def test_an_update_that_is_gone_keeps_its_release(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    release = released("checkpoint", "9.2-3", package="openssl", source="dnf")
    update = lacking(scene.servers["fw1"], release)
    with moved_to(tuesday + DAY):
        update.gone_at = tuesday + DAY
        update.save()
        releases_heard([release.pk], None)
    (row,) = scene.owed("fw1", "release")
    assert row.done_at == tuesday + DAY
    assert row.subject
    assert row.subject.clocks.get().stopped_at == tuesday + DAY
