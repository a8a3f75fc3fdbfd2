"""Who else is at a case, and who is writing."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hostops.lib.now import moved_to
from hostops.web.presence import SECONDS
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address
from tickets.models import Case


@pytest.fixture
def case(house: House, tuesday: datetime) -> Case:
    return file(house, 3)


def said(client: Client, case: Case, writing: str = "") -> str:
    answer = client.post(address(case, "presence"), {"writing": writing})
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_engineers_see_each_other_and_what_is_written(house: House, case: Case, browser: Browser) -> None:
    one, two = browser(house.engineer), browser(house.manager)
    assert said(one, case) == ""
    assert said(two, case) == f"{house.engineer.display_name} is looking at this case."
    said(one, case, "note")
    assert said(two, case) == f"{house.engineer.display_name} is writing a note."


def test_customers_see_who_writes_to_them_and_nothing_of_notes(house: House, case: Case, browser: Browser) -> None:
    engineer, contact = browser(house.engineer), browser(house.contact)
    for writing in ("", "note"):
        said(engineer, case, writing)
        assert said(contact, case) == ""
    said(engineer, case, "reply")
    assert said(contact, case) == f"{house.engineer.display_name} is writing a reply."


def test_who_has_gone_is_soon_shown_no_more(house: House, case: Case, tuesday: datetime, browser: Browser) -> None:
    engineer, manager = browser(house.engineer), browser(house.manager)
    said(engineer, case)
    with moved_to(tuesday + timedelta(seconds=SECONDS + 1)):
        assert said(manager, case) == ""


def test_colleagues_of_a_customer_do_not_see_each_other(house: House, case: Case, browser: Browser) -> None:
    contact, holder, engineer = browser(house.contact), browser(house.holder), browser(house.engineer)
    said(contact, case, "reply")
    assert said(holder, case) == ""
    assert said(engineer, case) == (
        f"{house.contact.display_name} is writing a reply. {house.holder.display_name} is looking at this case."
    )


def test_what_is_written_elsewhere_is_looking(house: House, case: Case, browser: Browser) -> None:
    said(browser(house.engineer), case, "<b>poems</b>")
    assert said(browser(house.manager), case) == f"{house.engineer.display_name} is looking at this case."


def test_where_the_server_does_not_answer_nobody_is_shown(
    house: House, case: Case, browser: Browser, settings: Any
) -> None:
    one, two = browser(house.engineer), browser(house.manager)
    said(one, case)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"  # nobody listens there
    assert said(two, case) == ""
