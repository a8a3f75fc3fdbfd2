"""An alert that nobody acknowledges goes down the lines of the rota, one by one, then to the policy's roles."""

from datetime import datetime

import pytest

from hostops.accounts.models import Person
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.escalation import escalate
from hostops.alerts.line import LINES
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.outbox import deliver
from hostops.alerts.routing import route
from hostops.journal.models import Entry
from hostops.lib.now import moved_to
from hostops.policies.schema.alerts import Threshold
from tests.alerts.scene import PEOPLE
from tests.browsing import browser_of, text_of
from tests.duty.scene import HOUR, away, names, on_call, raised, unheard, wait_of
from tests.house import House


def three_lines(house: House, now: datetime) -> None:
    for line, person in enumerate([house.second_engineer, house.engineer, house.planner], start=1):
        on_call(person, line, now)


def test_one_after_the_other_then_the_policys_roles(house: House, tuesday: datetime) -> None:
    three_lines(house, tuesday)
    first = raised(house, tuesday, "engineers")
    steps = unheard(first, tuesday, 6)
    assert [(step.threshold, step.tell, names(step)) for step in steps] == [
        ("80%:escalated", ["on_call"], ["engineer-two"]),
        ("80%:escalated:2", ["second_on_call"], ["engineer"]),
        ("80%:escalated:3", ["third_on_call"], ["planner"]),
        ("80%:escalated:4", ["managers"], ["manager"]),
    ]
    assert [step.instant for step in steps] == [tuesday + number * wait_of(first) for number in (1, 2, 3, 4)]
    assert all(step.wakes for step in steps)


def test_without_a_rota_the_policys_roles_alone(house: House, tuesday: datetime) -> None:
    assert [step.tell for step in unheard(raised(house, tuesday), tuesday, 3)] == [["managers"]]


def test_a_gap_in_a_line_is_passed_over(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 2, tuesday)
    steps = unheard(raised(house, tuesday), tuesday, 3)
    assert [step.tell for step in steps] == [["second_on_call"], ["managers"]]


def test_a_rota_that_is_kept_carries_on_where_the_roles_were_told_already(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    steps = unheard(raised(house, tuesday, "engineers", "managers", key="breach"), tuesday, 3)
    assert [step.tell for step in steps] == [["on_call"], ["managers"]]


def test_who_had_it_by_name_is_not_asked_again(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 2, tuesday)
    first = raised(house, tuesday, "assignee", "engineers")
    PEOPLE[first.clock.subject_id] = {"assignee": [house.engineer.pk]}
    assert unheard(first, tuesday, 1)[0].tell == ["second_on_call"]


def test_who_is_out_of_office_is_passed_over_and_it_is_said(house: House, tuesday: datetime) -> None:
    three_lines(house, tuesday)
    away(house.second_engineer, tuesday, house.manager)
    [step] = unheard(raised(house, tuesday), tuesday, 1)
    assert (step.tell, names(step)) == (["second_on_call"], ["engineer"])
    assert step.note.startswith("Passed over: Engineer Two is out of office until 11 Mar 2026, 17:00 UTC; Manager")
    assert step.note in Delivery.objects.filter(alert=step).first().body  # type: ignore[union-attr]
    entry = Entry.objects.get(verb="alerts.alert.escalated")
    assert entry.after == {"threshold": "80%:escalated", "tell": ["second_on_call"], "note": step.note}
    assert entry.actor is None


def test_the_list_says_to_whom_it_went_and_past_whom_to_staff_alone(house: House, tuesday: datetime) -> None:
    three_lines(house, tuesday)
    away(house.second_engineer, tuesday)
    unheard(raised(house, tuesday), tuesday, 1)
    words = "nobody had acknowledged it: told to the second on call Passed over: Engineer Two is out of office"
    assert words in text_of(browser_of(house.engineer).get("/alerts/"))
    assert "Engineer Two" not in text_of(browser_of(house.holder).get("/alerts/"))
    seen = {who: browser_of(who).get("/api/v1/alerts/").json()["results"][0] for who in (house.engineer, house.holder)}
    assert seen[house.engineer]["note"].startswith("Passed over: Engineer Two")
    assert seen[house.holder]["note"] == ""


def test_nobody_of_the_rota_is_there(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    away(house.engineer, tuesday)
    [step] = unheard(raised(house, tuesday), tuesday, 1)
    assert step.tell == ["managers"]
    assert "Engineer is out of office" in step.note


def test_who_has_left_is_not_on_call(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    Person.objects.filter(pk=house.engineer.pk).update(is_active=False)
    assert unheard(raised(house, tuesday), tuesday, 1)[0].tell == ["managers"]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_acknowledged_at_any_step_goes_no_further(house: House, tuesday: datetime, number: int) -> None:
    three_lines(house, tuesday)
    first = raised(house, tuesday)
    steps = [first, *unheard(first, tuesday, 2)]
    alert_acknowledge(actor=house.engineer, alert=steps[number])
    assert len(unheard(first, tuesday, 6)) == 2


def test_what_was_passed_on_while_it_was_acknowledged_goes_no_further(house: House, tuesday: datetime) -> None:
    """The next step is there but not routed yet when the first is acknowledged."""
    three_lines(house, tuesday)
    first = raised(house, tuesday)
    with moved_to(tuesday + wait_of(first)):
        escalate()
        alert_acknowledge(actor=house.engineer, alert=first)
        route()
    assert len(unheard(first, tuesday, 6)) == 1


def test_a_mail_that_nobody_has_acknowledged_it_is_dropped_once_somebody_has(house: House, tuesday: datetime) -> None:
    three_lines(house, tuesday)
    first = raised(house, tuesday)
    [step] = unheard(first, tuesday, 1)
    alert_acknowledge(actor=house.engineer, alert=first)
    with moved_to(tuesday + HOUR):
        deliver()
    assert Delivery.objects.get(alert=step, channel="email").state == "dropped"


def test_a_policy_may_name_who_is_on_call(house: House, tuesday: datetime) -> None:
    assert Threshold(at="80%", tell=("on_call", "second_on_call", "third_on_call")).tell == LINES
    on_call(house.second_engineer, 1, tuesday)
    on_call(house.planner, 2, tuesday)
    first = raised(house, tuesday, "on_call")
    assert names(first) == ["engineer-two"]
    assert [step.tell for step in unheard(first, tuesday, 2)] == [["second_on_call"], ["managers"]]


def test_on_call_without_anybody_is_the_engineers(house: House, tuesday: datetime) -> None:
    assert names(raised(house, tuesday, "on_call")) == ["engineer", "engineer-two"]


def test_on_call_and_away_is_said_where_the_policy_names_it(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    on_call(house.planner, 2, tuesday)
    away(house.engineer, tuesday)
    first = raised(house, tuesday, "on_call")
    assert names(first) == ["planner"]
    assert first.note.startswith("Passed over: Engineer is out of office until")


def test_routed_twice_it_goes_on_once(house: House, tuesday: datetime) -> None:
    three_lines(house, tuesday)
    first = raised(house, tuesday)
    unheard(first, tuesday, 1)
    Alert.objects.filter(pk=first.pk).update(routed_at=None)
    route()
    assert len(unheard(first, tuesday, 1)) == 1
    assert Entry.objects.filter(verb="alerts.alert.escalated").count() == 1
