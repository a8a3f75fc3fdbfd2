"""What a tool tells of the copies that it removed, and what comes of one that went too early."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from backups.actions.expiring import Gone, copies_gone
from backups.actions.holding import hold_place
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.outbox import deliver
from hostops.alerts.routing import route
from hostops.clocks.models import Clock
from hostops.journal.models import Entry
from hostops.lib.errors import NotAllowed
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.backups_retention.scene import DAY, HOUR, copy, daily, nightly, schedule
from tests.house import House
from tests.tickets_api.calls import pointers
from tests.tickets_api.conftest import Callers

ADDRESS = "/api/v1/backups/expirable/report/"


def told(caller: Any, *copies: dict[str, Any], **more: Any) -> list[tuple[int | None, str]]:
    answer = caller.post(ADDRESS, {"copies": list(copies), **more})
    assert answer.status_code == 200, answer.content
    return [(row["id"], row["outcome"]) for row in answer.json()["copies"]]


def test_a_copy_whose_time_was_over_is_gone_and_no_more_said(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    run = copy(daily(house, iptor), tuesday - 8 * DAY)
    assert told(calls.stranger, {"id": run.pk}) == [(run.pk, "expired")]
    run.refresh_from_db()
    assert run.deleted_at == tuesday
    assert not Alert.objects.exists()
    assert Entry.objects.get(verb="backups.copy.gone").after == {"expired": [run.pk]}
    # the same again changes nothing
    with moved_to(tuesday + HOUR):
        assert told(calls.stranger, {"id": run.pk}) == [(run.pk, "known")]
    run.refresh_from_db()
    assert run.deleted_at == tuesday
    assert Entry.objects.filter(verb="backups.copy.gone").count() == 1


def test_at_the_very_instant_it_may_go_a_second_before_it_is_an_alert(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    of = daily(house, iptor)
    over, early = copy(of, tuesday - 7 * DAY), copy(of, tuesday - 7 * DAY + timedelta(seconds=1))
    assert told(calls.engineer, {"id": over.pk}, {"id": early.pk}) == [(over.pk, "expired"), (early.pk, "early")]
    alert = Alert.objects.get()
    assert (alert.threshold, alert.instant, alert.clock.kind) == ("lost", tuesday, "retention")
    assert alert.clock.subject == of.subject
    assert alert.clock.clause == "iptor:2a"
    assert alert.tell == ["engineers", "planners"]  # as the policy has it of a backup that is missed


def test_the_alert_is_told_by_mail_in_plain_words(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    run = copy(daily(house, iptor), tuesday - 2 * DAY, external_id="4f2e")
    copies_gone(actor=house.engineer, gone=[Gone(run.pk, tuesday - HOUR)])
    route()
    with moved_to(tuesday + DAY):  # into everybody's day
        deliver()
    mail = Delivery.objects.get(channel="email", recipient=house.planner)
    assert mail.state == "sent"
    number = run.schedule.number
    assert mail.title == f"{number}: retention was broken: a copy went before its time"
    assert (
        "The copy of 2026-03-08 17:00:00 UTC (4f2e) went on 2026-03-10 16:00:00 UTC, "
        "while it was to be kept until 2026-03-15 17:00:00 UTC." in mail.body
    )


def test_a_copy_under_a_hold_is_an_alert_though_its_time_was_over(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    run = copy(daily(house, iptor), tuesday - 8 * DAY)
    hold_place(actor=house.engineer, run=run, kind="legal", reason="A court asks.")
    with moved_to(tuesday + DAY):
        # before the hold was placed it might go, though it is told of only now
        assert told(calls.engineer, {"id": run.pk}) == [(run.pk, "held")]
    assert "while a hold kept it" in Alert.objects.get().note


def test_what_went_before_the_hold_was_placed_was_not_held(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    run = copy(daily(house, iptor), tuesday - 8 * DAY)
    hold_place(actor=house.engineer, run=run, kind="legal", reason="A court asks.")
    found = copies_gone(actor=house.engineer, gone=[Gone(run.pk, tuesday - HOUR)])
    assert [one.what for one in found] == ["expired"]


def test_many_losses_of_a_schedule_are_one_alert_and_each_schedule_has_its_own(
    house: House, iptor: PolicyVersion, itpdx: PolicyVersion, tuesday: datetime
) -> None:
    first, second = daily(house, iptor), nightly(house, itpdx)
    runs = [copy(of, tuesday - n * DAY, external_id=f"n{n}") for of in (first, second) for n in range(1, 7)]
    copies_gone(actor=house.engineer, gone=[Gone(run.pk) for run in runs])
    alerts = {alert.clock.subject_id: alert.note for alert in Alert.objects.all()}
    assert set(alerts) == {first.subject_id, second.subject_id}
    assert all(f"(n{n})" in note for note in alerts.values() for n in range(1, 7))
    # another day another alert, on the same clock
    more = copy(first, tuesday - HOUR)
    copies_gone(actor=house.engineer, gone=[Gone(more.pk)])
    assert Alert.objects.filter(clock__subject=first.subject).count() == 2
    assert Clock.objects.filter(subject=first.subject, kind="retention").count() == 1


def test_an_occasional_copy_is_kept_as_promised_too(house: House, itpdx: PolicyVersion, tuesday: datetime) -> None:
    run = copy(schedule(house.server, itpdx, "occasional_code"), tuesday - 29 * DAY)
    copies_gone(actor=house.engineer, gone=[Gone(run.pk)])
    assert Alert.objects.get().clock.clause == "itpdx:5h"


def test_copies_by_the_tools_own_names(house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime) -> None:
    run = copy(daily(house, iptor), tuesday - 8 * DAY, external_id="4f2e")
    other = copy(schedule(house.nordic_server, iptor, "snapshot"), tuesday - 8 * DAY, external_id="77aa")
    names = [{"external_id": "4f2e"}, {"external_id": "77aa"}, {"external_id": "none"}]
    assert told(calls.stranger, *names, server="ERP1", tier="daily") == [
        (run.pk, "expired"), (None, "unknown"), (None, "unknown"),
    ]  # fmt: skip
    assert told(calls.stranger, *names, server="erp1")[1] == (other.pk, "expired")


def test_runs_that_left_no_copy_and_copies_of_others(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    failed = copy(daily(house, iptor), tuesday - 8 * DAY, status="failed")
    foreign = copy(failed.schedule, tuesday - 8 * DAY)
    assert told(calls.stranger, {"id": failed.pk}, {"id": 987654}) == [(failed.pk, "no_copy"), (987654, "unknown")]
    assert told(calls.contact, {"id": foreign.pk}) == [(foreign.pk, "unknown")]
    foreign.refresh_from_db()
    assert foreign.deleted_at is None


def test_the_same_copy_twice_in_a_report(house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime) -> None:
    run = copy(daily(house, iptor), tuesday - 8 * DAY)
    assert told(calls.engineer, {"id": run.pk}, {"id": run.pk}) == [(run.pk, "expired"), (run.pk, "known")]


def test_instants_that_cannot_be(house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime) -> None:
    run, well = copy(daily(house, iptor), tuesday - 8 * DAY), copy(daily_of(house, iptor), tuesday - 9 * DAY)
    ahead, before = tuesday + timedelta(minutes=6), tuesday - 8 * DAY - timedelta(seconds=1)
    for at in (ahead, before):
        copies = [{"id": well.pk}, {"id": run.pk, "deleted_at": at.isoformat()}]
        answer = calls.engineer.post(ADDRESS, {"copies": copies})
        assert (answer.status_code, pointers(answer)) == (400, ["/copies/1/deleted_at"])
    well.refresh_from_db()
    assert well.deleted_at is None  # nothing of the report is recorded
    # the clocks of two machines differ a little: that is now
    soon = tuesday + timedelta(minutes=4)
    assert told(calls.engineer, {"id": run.pk, "deleted_at": soon.isoformat()}) == [(run.pk, "expired")]
    run.refresh_from_db()
    assert run.deleted_at == tuesday


def daily_of(house: House, iptor: PolicyVersion) -> Any:
    return schedule(house.nordic_server, iptor, "snapshot")


@pytest.mark.parametrize(
    ("body", "at"),
    [
        ({"copies": []}, "/copies"),
        ({}, "/copies"),
        ({"copies": [{}]}, "/copies/0/id"),
        ({"copies": [{"id": 1, "external_id": "a"}]}, "/copies/0/id"),
        ({"copies": [{"id": 0}]}, "/copies/0/id"),
        ({"copies": [{"external_id": "a"}]}, "/server"),
        ({"copies": [{"external_id": "a"}], "server": "web1"}, "/server"),  # harbor's, asked by nordic
        ({"copies": [{"id": 1, "deleted_at": "2026-03-10"}]}, "/copies/0/deleted_at"),
        ({"copies": [{"id": 1}] * 1001}, "/copies"),
    ],
)
def test_reports_that_are_none(house: House, calls: Callers, body: dict[str, Any], at: str) -> None:
    answer = calls.stranger.post(ADDRESS, body)
    assert (answer.status_code, pointers(answer)) == (400, [at])


def test_who_may_report(house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime) -> None:
    run = copy(daily(house, iptor), tuesday - 8 * DAY)
    with pytest.raises(NotAllowed):
        copies_gone(actor=house.viewer, gone=[Gone(run.pk)])
    assert calls.viewer.post(ADDRESS, {"copies": [{"id": run.pk}]}).status_code == 403
