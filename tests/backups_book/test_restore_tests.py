"""Each server with a backup owes a restore test in time; one that came back keeps it, one that failed alerts."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from backups.actions.trials import trial_record
from backups.models import Schedule, Trial
from backups.trials import trials_follow
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.outbox import deliver
from hostops.alerts.routing import route
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock
from hostops.clocks.querysets import state_of
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import moved_to, now
from hostops.policies.models import PolicyVersion
from tests.backups_book.scene import BEGAN, DAY, HOUR, SLOT, kept, ran, scheduled
from tests.house import House

# Three months after the schedule was made, by the calendar of the policy.
FIRST_DUE = datetime(2026, 3, 31, 23, tzinfo=UTC)


def clock() -> Clock:
    return Clock.objects.get(kind="restore_test")


def tried(house: House, at: datetime, **more: Any) -> Trial:
    given: dict[str, Any] = {
        "actor": house.engineer, "server": house.nordic_server, "what": "The database, into an empty server.",
        "started_at": at - HOUR, "finished_at": at, "succeeded": True, "checked_by": "Nordic's own accountant", **more,
    }  # fmt: skip
    return trial_record(**given)


def test_a_server_with_a_backup_owes_a_test(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    assert trials_follow() == 0
    scheduled(house.nordic_server, iptor)
    scheduled(house.nordic_server, iptor, "snapshot")
    assert (trials_follow(), trials_follow()) == (1, 0)
    assert (clock().started_at, clock().due_at, clock().subject.account) == (BEGAN, FIRST_DUE, house.nordic)
    assert clock().subject.url == f"/backups/servers/{house.nordic_server.pk}/"


def test_a_test_that_came_back_keeps_it_and_the_next_counts_from_its_end(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    copy = kept(scheduled(house.nordic_server, iptor), SLOT + HOUR)
    trials_follow()
    trial = tried(house, tuesday - HOUR, run=copy)
    assert (trial.run, trial.recorded_by) == (copy, house.engineer)
    assert (clock().cycle, clock().started_at) == (2, tuesday - HOUR)
    assert clock().due_at == datetime(2026, 6, 10, 15, tzinfo=UTC)  # 17:00 in Stockholm, summer by then
    ended = clock().cycles.get()
    assert (ended.stopped_at, state_of(ended, now())) == (tuesday - HOUR, "met")
    tried(house, tuesday - 2 * DAY)  # told later of an earlier one: nothing moves
    assert clock().cycle == 2


def test_overdue_alerts_by_the_sweep(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    scheduled(house.nordic_server, iptor)
    trials_follow()
    with moved_to(FIRST_DUE + HOUR):
        sweep()
        told = Alert.objects.filter(clock=clock()).exclude(tell=[]).get()
        assert (told.threshold, told.instant) == ("breach", FIRST_DUE)
        tried(house, FIRST_DUE + HOUR)
        assert state_of(clock().cycles.get(), now()) == "breached"


def test_one_that_failed_keeps_nothing_and_alerts_at_once(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    scheduled(house.nordic_server, iptor)
    trials_follow()
    with pytest.raises(BadField, match="findings"):
        tried(house, tuesday, succeeded=False)
    tried(house, tuesday, succeeded=False, findings="The archive was empty.")
    tried(house, tuesday, succeeded=False, findings="Again.")
    assert (clock().cycle, state_of(clock(), now())) == (1, "running")
    alert = Alert.objects.get(clock=clock())
    assert (alert.threshold, alert.tell) == ("failed", ["engineers", "managers"])
    route()
    deliver()
    mails = Delivery.objects.filter(alert=alert, channel="email")
    assert mails.exists()
    assert not mails.filter(state="dropped").exists()
    assert f"RT-{house.nordic_server.pk}: restore test failed" in {mail.title for mail in mails}


def test_what_cannot_be_is_refused(house: House, iptor: PolicyVersion, itpdx: PolicyVersion, tuesday: datetime) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    other = ran(scheduled(house.server, itpdx, "nightly_code"), SLOT + HOUR)
    failed, later = ran(schedule, SLOT + HOUR, "failed"), ran(schedule, tuesday - HOUR / 2)
    cases: list[tuple[dict[str, Any], str]] = [
        ({"started_at": tuesday + HOUR, "at": tuesday + 2 * HOUR}, "finished_at"),
        ({"started_at": tuesday}, "finished_at"),
        ({"run": other}, "run"), ({"run": failed}, "run"), ({"run": later}, "run"),
        ({"what": ""}, "what"), ({"checked_by": " "}, "checked_by"), ({"what": "x" * 2001}, "what"),
    ]  # fmt: skip
    for wrong, field in cases:
        given = dict(wrong)
        with pytest.raises(BadField) as refused:
            tried(house, given.pop("at", tuesday - HOUR / 4), **given)
        assert field in refused.value.errors, wrong
    for who in (house.holder, house.stranger):
        with pytest.raises(NotAllowed):
            tried(house, tuesday, actor=who)
    assert not Trial.objects.exists()


def test_written_once(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    trial = tried(house, tuesday)
    with pytest.raises(IntegrityError), transaction.atomic():
        Trial.objects.filter(pk=trial.pk).update(succeeded=False)


def test_nothing_is_owed_where_nothing_is_backed_up_any_more(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    scheduled(house.nordic_server, iptor)
    trials_follow()
    Schedule.objects.update(ended_at=tuesday)
    assert (trials_follow(), trials_follow()) == (1, 0)
    assert state_of(clock(), now()) == "cancelled"
    Schedule.objects.update(ended_at=None)
    assert (trials_follow(), trials_follow()) == (1, 0)
    assert (clock().cycle, clock().started_at) == (2, tuesday)
