"""Plain questions lead to a severity; the policy has the words, and any number of levels will do."""

from datetime import datetime

import pytest

from hostops.accounts.models import Account, Person
from hostops.accounts.roles import Role
from hostops.policies.actions import policy_publish
from tests.house import House, contract, person
from tests.policies.texts import third
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text, words
from tests.tickets_pages.test_file_page import send
from tickets.models import Case

SAID = {"requested_severity": ""}


def test_each_level_but_the_last_has_a_question(house: House, tuesday: datetime, browser: Browser) -> None:
    shown = text(browser(house.contact), "/cases/new/")
    assert "Is production down or is data being lost, with no way around it? Yes No Does it run" in shown
    assert "Is something broken that you can do without, or go around, for now? Yes No" in shown
    assert "Is it a question, a wish" not in shown


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"ask_1": "yes"}, 1),
        ({"ask_1": "no", "ask_2": "yes"}, 2),
        ({"ask_1": "no", "ask_2": "no", "ask_3": "yes"}, 3),
        ({"ask_1": "no", "ask_2": "no", "ask_3": "no"}, 4),
        # the first yes decides, and a level that is chosen outweighs the answers
        ({"ask_1": "no", "ask_2": "yes", "ask_3": "yes"}, 2),
        ({"ask_1": "yes", "requested_severity": "3"}, 3),
    ],
)
def test_answers_lead_to_a_level(
    house: House, tuesday: datetime, browser: Browser, answers: dict[str, str], level: int
) -> None:
    send(browser(house.contact), **{**SAID, **answers})
    assert Case.objects.get().severity == level


@pytest.mark.parametrize("answers", [{}, {"ask_1": "no"}, {"ask_2": "yes"}, {"ask_1": "perhaps"}])
def test_an_open_question_is_asked_again(
    house: House, tuesday: datetime, browser: Browser, answers: dict[str, str]
) -> None:
    shown = words(send(browser(house.contact), **{**SAID, **answers}).content.decode())
    assert "How bad is it? Answer the questions, or choose a severity." in shown
    assert not Case.objects.exists()


def test_answers_are_kept_when_something_else_is_wrong(house: House, tuesday: datetime, browser: Browser) -> None:
    shown = send(browser(house.contact), **SAID, ask_1="no", ask_2="yes", subject="").content.decode()
    assert 'name="ask_1" value="no" data-leads="" checked' in shown
    assert 'name="ask_2" value="yes" data-leads="2" checked' in shown


@pytest.fixture
def amber(house: House) -> Person:
    """Somebody under the third policy, whose document has no questions of its own."""
    account = Account.objects.create(slug="tara-one", name="One")
    contract(account, policy_publish(actor=None, document=third()))
    return person("tara-contact", Role.NAMED_CONTACT, account)


def test_a_policy_without_questions_asks_whether_its_definitions_fit(
    amber: Person, tuesday: datetime, browser: Browser
) -> None:
    shown = text(browser(amber), "/cases/new/")
    assert "Does this describe it? Nothing works. Yes No Does this describe it? Something works. Yes No" in shown
    assert "Red Response by 17:05 UTC today Nothing works." in shown
    send(browser(amber), **SAID, ask_1="no", ask_2="no")
    assert Case.objects.get().severity == 3


def test_a_server_under_another_contract_has_the_promises_of_that(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    other = contract(house.harbor, policy_publish(actor=None, document=third()))
    house.server.contract = other
    house.server.save()
    client = browser(house.contact)
    assert "Level 1 Response by 17:15 UTC today" in text(client, "/cases/new/")
    shown = page(client, "/cases/new/", server=house.server.pk, ask_1="no")
    assert "Red Response by 17:05 UTC today" in words(shown)
    assert f'<option value="{house.server.pk}" selected>' in shown
    assert 'name="ask_1" value="no" data-leads="" checked' in shown
    send(client, **SAID, server=str(house.server.pk), ask_1="no", ask_2="yes")
    assert Case.objects.get().contract == other


@pytest.mark.parametrize("server", ["0", "x", "99999999999999999999", "-1"])
def test_no_such_server_changes_nothing(house: House, tuesday: datetime, browser: Browser, server: str) -> None:
    assert "Level 1 Response by" in text(browser(house.contact), "/cases/new/", server=server)


def test_a_foreign_server_tells_nothing_of_its_contract(house: House, tuesday: datetime, browser: Browser) -> None:
    shown = text(browser(house.contact), "/cases/new/", server=house.nordic_server.pk)
    assert "Level 1 Response by" in shown
    assert "service request" not in shown
