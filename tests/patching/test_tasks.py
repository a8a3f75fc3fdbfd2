"""What the desk does by itself, by beat: the whole way from a period to the alert that nobody asked for."""

from datetime import UTC, date, datetime, timedelta

from hostops.alerts.models import Alert, Delivery
from hostops.alerts.tasks import sweep
from hostops.celery import app
from hostops.lib.now import moved_to
from maintenance import tasks
from maintenance.patching.models import ClosedPeriod
from tests.house import House
from tests.patching.cases import exploited, released
from tests.patching.scene import patched, platforms

DAY = timedelta(days=1)
WEEK_END = datetime(2026, 3, 15, 23, tzinfo=UTC)
CVE = "CVE-2026-1234"


def round_at(at: datetime) -> None:
    """As beat has them done."""
    with moved_to(at):
        tasks.follow_patches()
        tasks.turn_patches()
        sweep()
        tasks.close_patches()


def test_beat_has_them_done() -> None:
    app.loader.import_default_modules()
    wanted = {entry["task"] for entry in app.conf.beat_schedule.values()}
    ours = {f"maintenance.tasks.{name}_patches" for name in ("turn", "follow", "close")}
    assert ours <= wanted <= set(app.tasks)


def test_a_week_without_a_patch_is_told_by_itself(house: House, tuesday: datetime) -> None:
    platforms(house)
    for days in range(9):
        round_at(tuesday + days * DAY)
    told = Alert.objects.filter(clock__kind="patch", clock__subject__title="Linux patches, erp1")
    told = told.filter(threshold__in=("80%", "breach"))
    assert [(alert.threshold, alert.instant) for alert in told.order_by("instant")] == [
        ("80%", datetime(2026, 3, 14, 13, 24, tzinfo=UTC)),
        ("breach", WEEK_END),
    ]
    assert Delivery.objects.filter(alert=told.get(threshold="breach"), recipient=house.planner).exists()
    assert not ClosedPeriod.objects.exists()
    round_at(WEEK_END + 3 * DAY)
    assert set(ClosedPeriod.objects.values_list("platform", "late")) == {("linux", 1), ("windows", 1)}


def test_the_day_of_a_vulnerability_is_told_by_itself(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("openshift", "4.16.3", cves=[CVE])
    exploited(CVE, date(2026, 3, 13))
    (owed,) = scene.owed("ocp1", "release")
    round_at(owed.due_at + timedelta(seconds=1))
    alert = Alert.objects.get(clock__subject=owed.subject, threshold="breach")
    assert alert.instant == datetime(2026, 3, 13, 23, tzinfo=UTC)
    assert alert.clock.subject.url == f"/patching/owed/{owed.number}/"
