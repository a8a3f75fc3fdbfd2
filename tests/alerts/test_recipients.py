"""An alert goes to the people in its roles, once each, and to nobody else."""

from datetime import datetime
from typing import Any

import pytest

from hostops.accounts.models import Person
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.routing import route
from hostops.clocks.models import Clock
from tests.alerts.scene import PEOPLE, alert, clock, entry, mails, subject, told
from tests.house import House

ENGINEERS = {"engineer", "engineer-two"}


@pytest.mark.parametrize(
    ("role", "people"),
    [
        ("engineers", ENGINEERS),
        ("planners", {"planner"}),
        ("managers", {"manager"}),
        ("holder", {"harbor-holder"}),
        ("contacts", {"harbor-holder", "harbor-contact"}),
        ("viewers", {"harbor-viewer"}),
    ],
)
def test_role_is_these_people(house: House, tuesday: datetime, role: str, people: set[str]) -> None:
    raised = alert(house, tuesday, role)
    assert route() == 1
    assert told(raised) == people


def test_stranger_is_never_told_of_another_account(house: House, tuesday: datetime) -> None:
    raised = alert(house, tuesday, "contacts", "holder", "viewers", "reporter")
    PEOPLE[raised.clock.subject_id] = {"reporter": [house.stranger.pk]}
    route()
    assert told(raised) == {"harbor-holder", "harbor-contact", "harbor-viewer"}


def test_who_stands_in_two_roles_is_told_once(house: House, tuesday: datetime) -> None:
    raised = alert(house, tuesday, "assignee", "engineers", "managers")
    PEOPLE[raised.clock.subject_id] = {"assignee": [house.engineer.pk]}
    route()
    assert sorted(mail.recipient.username for mail in mails() if mail.recipient) == [*sorted(ENGINEERS), "manager"]
    [mine] = mails(recipient=house.engineer)
    assert "the one it is assigned to (or standing in) and as an engineer" in mine.body


def test_desk_names_assignee_and_reporter(house: House, tuesday: datetime) -> None:
    raised = alert(house, tuesday, "assignee", "reporter")
    PEOPLE[raised.clock.subject_id] = {"assignee": [house.second_engineer.pk], "reporter": [house.viewer.pk]}
    route()
    assert told(raised) == {"engineer-two", "harbor-viewer"}


@pytest.mark.parametrize("gone", [False, True])
def test_without_an_assignee_the_engineers_stand_in(house: House, tuesday: datetime, gone: bool) -> None:
    raised = alert(house, tuesday, "assignee")
    if gone:
        house.planner.is_active = False
        house.planner.save()
        PEOPLE[raised.clock.subject_id] = {"assignee": [house.planner.pk]}
    route()
    assert told(raised) == ENGINEERS


def test_who_has_left_is_not_told(house: House, tuesday: datetime) -> None:
    Person.objects.filter(pk=house.second_engineer.pk).update(is_active=False)
    raised = alert(house, tuesday, "engineers")
    route()
    assert told(raised) == {"engineer"}


def test_without_a_mail_address_the_bell_remains(house: House, tuesday: datetime) -> None:
    Person.objects.filter(pk=house.manager.pk).update(email="")
    alert(house, tuesday, "managers")
    route()
    assert list(Delivery.objects.values_list("channel", "state")) == [("bell", "sent")]


@pytest.mark.parametrize("tell", ["holder", "viewers"])
def test_nobody_to_tell_is_told_to_the_managers(house: House, tuesday: datetime, tell: str) -> None:
    raised = alert(house, tuesday, tell, subject=subject(None))
    route()
    [mail] = mails(alert=raised)
    assert mail.recipient == house.manager
    assert mail.title.startswith("Nobody to tell: S-1: response is overdue")
    assert f"no active person stands in the role {tell}" in mail.body


def test_not_even_managers_and_it_is_routed_all_the_same(house: House, tuesday: datetime) -> None:
    Person.objects.update(is_active=False)
    raised = alert(house, tuesday, "engineers")
    assert [route(), route()] == [1, 0]
    raised.refresh_from_db()
    assert raised.routed_at == tuesday
    assert not Delivery.objects.exists()


def test_recorded_only_is_told_to_nobody(house: House, tuesday: datetime) -> None:
    watched = clock(house, entry("50%", tuesday), entry("breach", tuesday, "managers"))
    raised = Alert.objects.bulk_create(
        [Alert(clock=watched, cycle=1, revision=9, threshold="50%", instant=tuesday, raised_at=tuesday, tell=[])]
    )[0]
    assert [route(), route()] == [1, 0]
    assert not Delivery.objects.filter(alert=raised).exists()


def test_alert_that_cannot_be_routed_reaches_the_managers_and_stops_nobody(house: House, tuesday: datetime) -> None:
    well = [alert(house, tuesday, "planners") for _ in range(3)]
    bad = alert(house, tuesday, "caretakers")
    assert [route(), route()] == [4, 0]
    assert all(told(one) == {"planner"} for one in well)
    [mail] = mails(alert=bad)
    assert (mail.recipient, mail.title) == (house.manager, f"Alert {bad.pk} could not be told as it should")


def test_hundreds_cost_as_few_questions_as_one(house: House, tuesday: datetime, django_assert_num_queries: Any) -> None:
    alert(house, tuesday, "managers")
    route()  # what a process reads once: the policy
    subjects = [alert(house, tuesday, "assignee", "contacts", "managers").clock.subject_id for _ in range(30)]
    PEOPLE.asked = []
    with django_assert_num_queries(11) as seen:  # two of them: who is away, whether a rota is kept
        route()
    assert not any('"document"' in query["sql"] for query in seen.captured_queries)
    assert PEOPLE.asked == [sorted(subjects)]
    assert Delivery.objects.count() == 2 + 30 * 5 * 2


def test_routing_twice_writes_nothing_twice(house: House, tuesday: datetime) -> None:
    alert(house, tuesday, "engineers", "managers")
    route()
    Alert.objects.update(routed_at=None)
    route()
    assert Delivery.objects.count() == 6


def test_clock_of_a_kind_without_desk_is_told_all_the_same(house: House, tuesday: datetime) -> None:
    raised = alert(house, tuesday, "engineers", subject=subject(house.harbor, kind="unknown"))
    route()
    assert told(raised) == ENGINEERS
    assert Clock.objects.get().set_aside == ""
