"""Servers get the cadence of their platform from the policy in force, and a clock for the period that it is."""

from datetime import UTC, datetime

from hostops.lib.now import moved_to
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.models import PatchDuty, PatchOwed
from tests.house import House
from tests.patching.scene import patched


def test_each_platform_has_its_duty_and_web1_has_none(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    assert {name: duty.platform for name, duty in scene.duties.items()} == {
        "erp1": "linux",
        "win1": "windows",
        "ibm1": "powervs",
        "ocp1": "openshift",
        "fw1": "checkpoint",
    }


def test_the_clock_counts_for_the_week(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    clock = scene.clock("erp1")
    # Monday 9 to Monday 16 March in Stockholm
    assert clock.started_at == datetime(2026, 3, 8, 23, tzinfo=UTC)
    assert clock.due_at == datetime(2026, 3, 15, 23, tzinfo=UTC)
    assert (clock.clause, clock.subject.reference) == ("iptor:4b", scene.duties["erp1"].number)
    assert scene.duties["erp1"].look_at == clock.due_at
    (week,) = scene.owed("erp1")
    assert (week.cause, week.starts_at, week.due_at) == ("2026-W11", clock.started_at, clock.due_at)


def test_a_quarter_is_owed_regardless_or_only_with_a_release(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    assert [one.cause for one in scene.owed("ocp1")] == ["2026-Q1"]
    assert scene.owed("ibm1") == scene.owed("fw1") == []
    assert scene.duties["ibm1"].look_at == scene.duties["ocp1"].look_at
    assert scene.duties["fw1"].look_at is None


def test_nothing_changes_twice(house: House, tuesday: datetime) -> None:
    patched(house)
    assert duties_follow(actor=None) == 0


def test_a_server_that_comes_near_to_the_end_is_first_owed_the_next_week(house: House) -> None:
    with moved_to(datetime(2026, 3, 13, 12, tzinfo=UTC)):
        scene = patched(house)
        assert scene.owed("erp1") == []
        assert scene.duties["erp1"].look_at == datetime(2026, 3, 15, 23, tzinfo=UTC)


def test_earlier_weeks_are_put_on_record(house: House, tuesday: datetime) -> None:
    scene = patched(house, since=datetime(2026, 2, 23, 12, tzinfo=UTC))
    assert [one.cause for one in scene.owed("erp1")] == ["2026-W09", "2026-W10", "2026-W11"]
    assert scene.clock("erp1").cycle == 1


def test_a_server_that_leaves_ends_its_duty(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    server = scene.servers["erp1"]
    server.retired_at = tuesday
    server.save()
    assert duties_follow(actor=None) == 1
    duty = PatchDuty.objects.get(pk=scene.duties["erp1"].pk)
    assert (duty.ended_at, duty.look_at) == (tuesday, None)
    assert scene.clock("erp1").cancelled_at == tuesday
    assert scene.owed("erp1")[0].dropped_reason == "erp1 left."


def test_a_late_week_of_a_server_that_leaves_stays_late_and_its_clock_is_still(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    with moved_to(datetime(2026, 3, 20, tzinfo=UTC)):
        server = scene.servers["erp1"]
        server.retired_at = datetime(2026, 3, 20, tzinfo=UTC)
        server.save()
        duties_follow(actor=None)
        clock = scene.clock("erp1")
        assert (clock.cancelled_at, clock.due_at) == (server.retired_at, datetime(2026, 3, 15, 23, tzinfo=UTC))
        (week,) = scene.owed("erp1")
        assert (week.dropped_at, week.state_at(server.retired_at)) == (None, "late")


def test_a_server_that_becomes_another_platform_and_comes_back(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    server = scene.servers["erp1"]
    for platform in ("OpenShift", "Linux"):
        server.platform = platform
        server.save()
        assert duties_follow(actor=None) == 2
    linux, openshift = PatchDuty.objects.filter(server=server).order_by("pk")
    assert (linux.ended_at, openshift.ended_at) == (None, tuesday)
    assert scene.clock("erp1").due_at == datetime(2026, 3, 15, 23, tzinfo=UTC)
    assert scene.clock("erp1").cancelled_at is None
    assert PatchOwed.objects.get(duty=linux).dropped_at is None
