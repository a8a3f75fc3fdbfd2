"""A run that is told of is recorded once, under the terms that bound it."""

from datetime import UTC, datetime, timedelta

import pytest

from backups.actions.hearing import EndsFirst, What, runs_record
from backups.models import Run, Stray
from backups.models.stray import Why
from backups.told import Told
from hostops.lib.errors import NotAllowed
from tests.backups_hearing.scene import NIGHT, Schedules, told
from tests.house import House


def test_slot_and_expiry_follow_the_tier(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    run = runs_record(actor=house.contact, told=[told(schedule)])[0].run
    assert run is not None
    # 01:00 in Berlin is midnight UTC; kept 7 days by the provider's calendar
    assert run.slot_at == datetime(2026, 3, 10, 0, 0, tzinfo=UTC)
    assert run.expires_at == NIGHT + timedelta(days=7)
    assert (run.status, run.bytes, run.received_by) == ("ok", 1000, house.contact)


def test_a_failed_run_leaves_no_copy(house: House, schedules: Schedules) -> None:
    run = runs_record(actor=house.contact, told=[told(schedules["web1", "nightly_code"], status="failed")])[0].run
    assert run is not None
    assert run.expires_at is None


def test_an_occasional_tier_has_no_slot(house: House, schedules: Schedules) -> None:
    run = runs_record(actor=house.contact, told=[told(schedules["web1", "occasional_code"])])[0].run
    assert run is not None
    assert run.slot_at is None
    assert run.expires_at == NIGHT + timedelta(days=30)


def test_server_and_tier_name_a_schedule_in_any_case(house: House, schedules: Schedules) -> None:
    named = Told(status="ok", server=" WEB1", tier="nightly_code", finished_at=NIGHT)
    run = runs_record(actor=house.contact, told=[named])[0].run
    assert run is not None
    assert run.schedule == schedules["web1", "nightly_code"]


def test_told_twice_is_recorded_once(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    runs_record(actor=house.contact, told=[told(schedule)])
    again = runs_record(actor=house.contact, told=[told(schedule), told(schedule)])
    assert [outcome.what for outcome in again] == [What.KNOWN, What.KNOWN]
    assert Run.objects.count() == 1


def test_twice_in_one_call_is_recorded_once(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    outcomes = runs_record(actor=house.contact, told=[told(schedule), told(schedule), told(schedule, bytes=7)])
    assert [outcome.what for outcome in outcomes] == [What.CREATED, What.KNOWN, What.DIFFERS]
    assert Run.objects.count() == 1


def test_what_was_missing_is_filled_in(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    runs_record(actor=house.contact, told=[told(schedule, bytes=None)])
    start = NIGHT - timedelta(minutes=5)
    more = told(schedule, started_at=start, detail={"files": 3}, needs=("a0",))
    assert runs_record(actor=house.contact, told=[more])[0].what == What.FILLED
    run = Run.objects.get()
    assert (run.bytes, run.started_at, run.detail, run.needs) == (1000, start, {"files": 3}, ["a0"])


@pytest.mark.parametrize("other", [{"bytes": 999}, {"status": "failed"}, {"finished_at": NIGHT - timedelta(hours=1)}])
def test_other_figures_are_kept_aside(house: House, schedules: Schedules, other: dict[str, object]) -> None:
    schedule = schedules["web1", "nightly_code"]
    runs_record(actor=house.contact, told=[told(schedule)])
    outcome = runs_record(actor=house.contact, told=[told(schedule, **other)])[0]
    assert outcome.what == What.DIFFERS
    assert next(iter(other)) in outcome.detail
    stray = Stray.objects.get()
    assert (stray.why, stray.server, stray.tier) == (Why.DIFFERS, "web1", "nightly_code")
    run = Run.objects.get()
    assert (run.bytes, run.status, run.finished_at) == (1000, "ok", NIGHT)


@pytest.mark.parametrize(
    ("server", "tier", "why"),
    [("nosuch", "nightly_code", Why.SERVER), ("web1", "nosuch", Why.TIER), ("erp1", "daily", Why.SERVER)],
)
def test_what_is_unknown_or_foreign_waits_for_a_person(
    house: House, schedules: Schedules, server: str, tier: str, why: Why
) -> None:
    named = Told(status="ok", server=server, tier=tier, finished_at=NIGHT)
    outcomes = [runs_record(actor=house.contact, told=[named])[0] for _ in range(2)]
    assert [outcome.what for outcome in outcomes] == [What.KEPT_ASIDE] * 2
    stray = Stray.objects.get()
    assert (stray.why, stray.account, stray.received_by) == (why, house.harbor, house.contact)
    assert Told.from_json(stray.told) == named


def test_a_schedule_of_somebody_else_does_not_exist(house: House, schedules: Schedules) -> None:
    outcome = runs_record(actor=house.contact, told=[told(schedules["erp1", "daily"])])[0]
    assert (outcome.what, Run.objects.count()) == (What.KEPT_ASIDE, 0)


def test_a_run_from_the_future_waits(house: House, schedules: Schedules, tuesday: datetime) -> None:
    schedule = schedules["web1", "nightly_code"]
    near = told(schedule, finished_at=tuesday + timedelta(minutes=4), external_id="near")
    far = told(schedule, finished_at=tuesday + timedelta(minutes=6), external_id="far")
    outcomes = runs_record(actor=house.contact, told=[near, far])
    assert [outcome.what for outcome in outcomes] == [What.CREATED, What.KEPT_ASIDE]
    assert Stray.objects.get().why == Why.FUTURE


def test_one_that_ends_first_is_refused_and_nothing_is_stored(house: House, schedules: Schedules) -> None:
    schedule = schedules["web1", "nightly_code"]
    backwards = told(schedule, external_id="b", started_at=NIGHT + timedelta(seconds=1))
    with pytest.raises(EndsFirst) as refused:
        runs_record(actor=house.contact, told=[told(schedule), backwards])
    assert refused.value.index == 1
    assert not Run.objects.exists()


def test_a_time_without_zone_is_the_servers_own(house: House, schedules: Schedules) -> None:
    naive = datetime(2026, 3, 10, 2, 0)  # noqa: DTZ001 - of a wall clock
    run = runs_record(actor=house.contact, told=[told(schedules["web1", "nightly_code"], finished_at=naive)])[0].run
    assert run is not None
    assert run.finished_at == NIGHT


def test_a_viewer_may_not_report(house: House, schedules: Schedules) -> None:
    with pytest.raises(NotAllowed):
        runs_record(actor=house.viewer, told=[told(schedules["web1", "nightly_code"])])


def test_history_counts_for_slots_before_the_terms(house: House, schedules: Schedules) -> None:
    old = datetime(2024, 6, 1, 3, 0, tzinfo=UTC)
    run = runs_record(actor=house.contact, told=[told(schedules["web1", "nightly_code"], finished_at=old)])[0].run
    assert run is not None
    assert run.slot_at == datetime(2024, 5, 31, 23, 0, tzinfo=UTC)


def test_hostile_text_is_made_safe(house: House, schedules: Schedules) -> None:
    hostile = told(schedules["web1", "nightly_code"], message="a\0b\x1b[31m‮c", external_id="x")
    run = runs_record(actor=house.contact, told=[hostile])[0].run
    assert run is not None
    assert run.message == "ab[31mc"
