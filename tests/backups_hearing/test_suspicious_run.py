"""A good run far from its own history is marked, with the figures, as it is recorded."""

from datetime import timedelta

from backups.actions.hearing import runs_record
from backups.models import Run
from backups.told import Told
from hostops.policies.actions import contract_bind
from tests.backups_hearing.scene import NIGHT, Schedules, told
from tests.house import House


def night(schedules: Schedules, days_ago: int, size: int | None = 1000, tier: str = "nightly_code") -> Told:
    end = NIGHT - timedelta(days=days_ago)
    return told(
        schedules["web1", tier],
        finished_at=end,
        started_at=end - timedelta(minutes=10),
        bytes=size,
        external_id=f"{tier}-{days_ago}",
    )


def test_by_the_history_of_its_own_schedule(house: House, schedules: Schedules) -> None:
    runs_record(actor=None, told=[night(schedules, days) for days in range(8, 1, -1)])
    runs_record(actor=None, told=[night(schedules, days, 10, "nightly_database") for days in range(8, 1, -1)])
    assert not Run.objects.filter(suspicious__isnull=False).exists()
    small = runs_record(actor=None, told=[night(schedules, 1, 10)])[0].run
    assert small is not None
    small.refresh_from_db()
    assert small.suspicious == [
        {"what": "size", "value": 10, "median": 1000, "percent": 1, "bound": 50, "runs": 7},
    ]


def test_by_the_bounds_of_the_contract_from_when_on_it_has_them(house: House, schedules: Schedules) -> None:
    version = house.contract.bindings.get().version
    overrides = [("backups.suspicion.size_below", 5, "Only what changed is written.")]
    contract_bind(
        actor=None, contract=house.contract, version=version, binds_from=NIGHT - timedelta(days=1), overrides=overrides
    )
    usual = [night(schedules, days) for days in range(9, 2, -1)]
    ends = [night(schedules, 2, 100), night(schedules, 1, 100), night(schedules, 0, 40)]
    runs_record(actor=None, told=[*usual, *ends])
    marked = Run.objects.filter(suspicious__isnull=False).order_by("finished_at")
    assert [(run.bytes, run.suspicious[0]["bound"]) for run in marked if run.suspicious] == [(100, 50), (40, 5)]


def test_within_one_call_each_by_those_before_it(house: House, schedules: Schedules) -> None:
    usual = [night(schedules, days) for days in range(8, 1, -1)]
    told_at_once = [night(schedules, 1, 3000), *usual, night(schedules, 0, 2999)]
    runs_record(actor=None, told=told_at_once)
    marked = Run.objects.filter(suspicious__isnull=False).order_by("finished_at")
    assert [run.bytes for run in marked] == [3000, 2999]


def test_a_size_that_is_heard_of_later_is_judged_too(house: House, schedules: Schedules) -> None:
    runs_record(actor=None, told=[night(schedules, days) for days in range(8, 1, -1)])
    runs_record(actor=None, told=[night(schedules, 1, None)])
    runs_record(actor=None, told=[night(schedules, 1, 10)])
    suspicious = Run.objects.get(external_id="nightly_code-1").suspicious
    assert suspicious is not None
    assert suspicious[0]["value"] == 10


def test_a_failed_run_is_no_history(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    failed = [
        told(schedule, status="failed", bytes=1, external_id=f"f{days}", finished_at=NIGHT - timedelta(days=days))
        for days in range(1, 9)
    ]
    runs_record(actor=None, told=[*failed, night(schedules, 0)])
    assert not Run.objects.filter(suspicious__isnull=False).exists()
