"""A customer's start: what is asked, owed, used, planned and new, and nothing of anybody else."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.accounts.models import Account, Contract, Person
from hostops.accounts.roles import Role
from hostops.subjects import planned as plans
from hostops.subjects.planned import Planned
from tests.house import House, person
from tests.tickets.cases import file, phoned
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, part, text
from tickets.actions import case_assign, case_resolve, case_wait, message_add


def section(browser: Browser, who: Person, ident: str) -> str:
    """The text of one part of the page, to the end of the part."""
    html = page(browser(who), "/")
    return part(html[: html.index("</section>", html.index(f'id="{ident}"'))] + "</main>", ident)


def test_home_is_by_role(house: House, browser: Browser) -> None:
    for customer in (house.holder, house.contact, house.viewer):
        assert "Places in use" in text(browser(customer), "/")
    for member in (house.engineer, house.planner, house.manager):
        assert browser(member).get("/")["Location"] == "/cases/"


def test_open_cases_with_what_is_owed_by_when_and_who_has_them(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    file(house, 4, title="A wish")
    case_assign(actor=house.engineer, case=file(house, 3), assignee=house.engineer)
    shown = section(browser, house.contact, "open-cases")
    assert "Shop is down ○ New First response 12 Mar 2026, 00:00 UTC in 1 d 7 h Engineer" in shown
    assert shown.index("Shop is down") < shown.index("A wish")  # what is due next comes first
    assert 'datetime="2026-03-12T00:00:00Z"' in page(browser(house.contact), "/")
    assert "data-due" in page(browser(house.contact), "/")  # times.js counts it down


def test_what_a_response_waits_for_is_told(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 3, server=house.unregistered)
    shown = section(browser, house.contact, "open-cases")
    assert "waits for the decision whether the unregistered server is covered (itpdx:3d)" in shown
    Contract.objects.filter(pk=house.contract.pk).update(starts_at=None)
    file(house, 4, server=None)
    assert "waits for the contract's first payment (itpdx:1a)" in section(browser, house.contact, "open-cases")


def test_ended_cases_are_not_owed_anything(house: House, tuesday: datetime, browser: Browser) -> None:
    case_resolve(actor=house.engineer, case=file(house, 3), body="Done.")
    assert "No open cases." in section(browser, house.contact, "open-cases")


def test_an_unanswered_question_comes_first_and_loud(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    case_wait(actor=house.engineer, case=case, question="Which browser?")
    shown = section(browser, house.contact, "asked")
    assert f"Answer {case.number} Shop is down" in shown
    assert "Which browser?" in shown
    message_add(actor=house.contact, case=case, body="All of them.")
    assert "We wait for you" not in text(browser(house.contact), "/")


def test_a_priority_case_asks_for_its_call(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 1)
    shown = section(browser, house.contact, "asked")
    assert "Call +1 503 555 0142 or write to support@itpdx.example" in shown
    assert f"and name {case.number} Shop is down : its response time counts from then." in shown


def test_a_priority_case_that_came_by_telephone_asks_for_nothing(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    phoned(house, 1)
    assert "We wait for you" not in text(browser(house.contact), "/")


def test_held_cases_with_their_place_in_line(house: House, tuesday: datetime, browser: Browser) -> None:
    phoned(house, 1)
    file(house, 2, title="Slow")
    file(house, 2, title="Slower")
    shown = section(browser, house.contact, "held-cases")
    assert "Slow , number 1 in line" in shown
    assert "Slower , number 2 in line" in shown


def test_the_last_news_are_the_providers(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    message_add(actor=house.contact, case=case, body="Any news?")
    message_add(actor=house.engineer, case=case, body="They have done it again.", visibility="internal")
    message_add(actor=house.engineer, case=case, body="We are on it.")
    shown = section(browser, house.contact, "news")
    assert "We are on it." in shown
    assert "Any news?" not in shown
    assert "They have done it again." not in shown


def test_the_policy_in_force_since_when(house: House, browser: Browser) -> None:
    shown = section(browser, house.contact, "policy")
    assert "Hosting Service Level Agreement ITPDX LLC, version 1, since 1 Jan 2025, 00:00 UTC" in shown
    assert 'href="/policies/itpdx/?version=1"' in page(browser(house.contact), "/")


def test_where_to_call_in_an_emergency(house: House, browser: Browser) -> None:
    assert 'href="tel:+15035550142"' in page(browser(house.contact), "/")
    assert "support@iptor.example" in text(browser(house.stranger), "/")


def test_new_case_is_offered_to_those_who_may_file(house: House, browser: Browser) -> None:
    assert 'href="/cases/new/"' in page(browser(house.contact), "/")
    assert 'href="/cases/new/"' not in page(browser(house.viewer), "/")
    assert "A named contact of your account can file one." in text(browser(house.viewer), "/")


def test_nothing_of_another_account(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3, title="Zebra")
    case_wait(actor=house.engineer, case=case, question="Giraffe?")
    phoned(house, 1, title="Lion")
    file(house, 2, title="Tiger")
    shown = text(browser(house.stranger), "/")
    assert [name for name in ("Zebra", "Giraffe", "Lion", "Tiger", "Harbor") if name in shown] == []


def test_an_outage_of_another_account_is_told_by_the_policys_words_alone(
    house: House, tuesday: datetime, neighbour: Person, browser: Browser
) -> None:
    phoned(house, 1)
    assert "A catastrophic outage at a customer is being worked on first" in text(browser(neighbour), "/")
    assert "A catastrophic outage at a customer" not in text(browser(house.contact), "/")


def test_an_account_without_a_contract(house: House, browser: Browser) -> None:
    bare = Account.objects.create(slug="bare", name="Bare")
    shown = text(browser(person("bare-contact", Role.NAMED_CONTACT, bare)), "/")
    assert "There is no contract yet." in shown
    assert "no response time is promised" in shown


@pytest.fixture
def desk_that_plans(tuesday: datetime) -> Iterator[list[Planned]]:
    """A source of plans, for harbor alone, as a desk registers one."""
    made: list[Planned] = []

    def source(reader: Any, at: datetime, most: int) -> list[Planned]:
        assert at == tuesday
        return made[:most] if reader.account_id and reader.account.slug == "harbor" else []

    plans.sources.add("test", source)
    yield made
    del plans.sources._items["test"]


def test_what_is_planned_the_nearest_first(house: House, desk_that_plans: list[Planned], browser: Browser) -> None:
    assert "Nothing is planned." in section(browser, house.contact, "planned")
    begins = datetime.fromisoformat("2026-03-15T08:00:00Z")
    later = Planned("Long window", begins + timedelta(days=30), None, "/windows/2/")
    near = Planned("Short window", begins, begins + timedelta(hours=2), "/windows/1/", ["web1"], "The shop is away.")
    desk_that_plans += [later, near]
    shown = section(browser, house.contact, "planned")
    assert "Short window 15 Mar 2026, 08:00 UTC" in shown
    assert "to 15 Mar 2026, 10:00 UTC web1: The shop is away." in shown
    assert shown.index("Short window") < shown.index("Long window")
    assert "All servers" in shown
    assert "Nothing is planned." in section(browser, house.stranger, "planned")
