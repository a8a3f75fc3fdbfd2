"""Accounts that join after a plan was published are shown, and taken in by one act with a letter of their own."""

from typing import Any

import pytest

from hostops.accounts.models import Account, Person, Server
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.lib.errors import NotAllowed, NotPossible
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from maintenance.actions import window_take_in
from maintenance.actions.year_joining import plan_take_in
from maintenance.actions.year_records import standing_windows
from maintenance.affected import added_later
from maintenance.models import Notice, YearPlan
from maintenance.notices import notice_give
from maintenance.scope import scope_of
from maintenance.states import State
from tests.house import BEGAN, House, contract, person
from tests.maintenance.scene import DAY
from tests.maintenance_years.scene import drafted, published
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser

pytestmark = pytest.mark.usefixtures("tuesday")
TITLE = "Service windows 2027"


@pytest.fixture
def plan(house: House) -> YearPlan:
    return published(house)


@pytest.fixture
def newcomer(house: House, iptor: PolicyVersion, plan: YearPlan) -> Person:
    """The named contact of an account that came after the plan was published."""
    account = Account.objects.create(slug="fjord", name="Fjord", timezone="Europe/Oslo")
    given: dict[str, Any] = {"zone": house.nordic_server.zone, "online_at": BEGAN, "registered_at": BEGAN}
    Server.objects.create(account=account, contract=contract(account, iptor), hostname="fjord1", **given)
    return person("fjord-contact", Role.NAMED_CONTACT, account)


def test_they_alone_are_sent_it_and_asked_to_acknowledge(house: House, plan: YearPlan, newcomer: Person) -> None:
    plan_take_in(actor=house.planner, plan=plan)
    mails = Delivery.objects.filter(channel="email", title=TITLE)
    assert [mail.recipient for mail in mails.order_by("id")] == [house.stranger, newcomer]
    assert plan.acknowledgements.get(account=newcomer.account).acknowledged_at is None
    with pytest.raises(NotPossible, match="was sent the plan"):
        plan_take_in(actor=house.planner, plan=plan)


def test_its_planned_windows_touch_them(house: House, plan: YearPlan, newcomer: Person) -> None:
    plan_take_in(actor=house.planner, plan=plan)
    for window in standing_windows(plan):
        assert {row.account for row in window.affected.all()} == {house.nordic, newcomer.account}
    assert YearPlan.objects.visible_to(newcomer).get() == plan


def test_one_that_is_announced_names_them_and_is_announced_anew_by_choice(
    house: House, plan: YearPlan, newcomer: Person
) -> None:
    first, *_ = standing_windows(plan)
    first.state, first.announced_at = State.ANNOUNCED, plan.published_at
    first.save()
    assert plan.published_at
    notice_give(house.planner, first, Notice.Why.FIRST, plan.published_at)
    plan_take_in(actor=house.planner, plan=plan)
    first.refresh_from_db()
    assert (first.announced_at, [server.hostname for server in added_later(first)]) == (plan.published_at, ["fjord1"])
    window_take_in(actor=house.planner, window=first)
    assert first.announced_at is None


def test_one_whose_notice_is_too_late_waits_to_be_moved_with_them(
    house: House, plan: YearPlan, newcomer: Person
) -> None:
    first, second, *_ = standing_windows(plan)
    with moved_to(first.starts_at - 5 * DAY):
        plan_take_in(actor=house.planner, plan=plan)
    assert [row.account for row in first.affected.all()] == [house.nordic]
    assert newcomer.account in {row.account for row in second.affected.all()}
    first.refresh_from_db()
    assert newcomer.account in scope_of(first).accounts


def test_planners_alone_and_of_what_is_published(house: House, plan: YearPlan, newcomer: Person) -> None:
    for who in (house.engineer, house.stranger):
        with pytest.raises(NotAllowed):
            plan_take_in(actor=who, plan=plan)
    with pytest.raises(NotPossible, match="draft"):
        plan_take_in(actor=house.planner, plan=drafted(house, 2028))


def test_the_year_shows_them_and_takes_them_in(
    house: House, plan: YearPlan, newcomer: Person, browser: Browser
) -> None:
    planner, where = browser(house.planner), "/windows/year/2027/"
    page = planner.get(where).content.decode()
    assert "Joined since it was published" in page
    assert "Fjord" in planner.get(f"{where}take-in/").content.decode()
    planner.post(f"{where}take-in/", {"version": plan.version})
    assert "Joined since it was published" not in planner.get(where).content.decode()


def test_by_rest(house: House, plan: YearPlan, newcomer: Person, calls: Callers) -> None:
    where = "/api/v1/year-plans/2027/"
    assert calls.planner.get(where).json()["joined"] == ["fjord"]
    answer = calls.planner.post(f"{where}take-in/")
    assert (answer.status_code, answer.json()["joined"]) == (200, [])
