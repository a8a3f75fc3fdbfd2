"""What a customer's start page says of security, and what it does not ask."""

from datetime import datetime, timedelta

import pytest

from hostops.lib.now import moved_to
from maintenance.security.actions import probe_withdraw, response_close, shutdown_answer
from tests.house import House
from tests.security.scene import announced, opened, shut
from tests.tickets_pages.conftest import Browser

pytestmark = pytest.mark.django_db


def home(browser: Browser, reader: object) -> str:
    text: str = browser(reader).get("/").content.decode()  # type: ignore[arg-type]
    return text


def test_open_responses_running_tests_and_shutdowns_stand_there(
    house: House, browser: Browser, tuesday: datetime
) -> None:
    shutdown, test = shut(house), announced(house)
    page = home(browser, house.contact)
    for number in (shutdown.response.number, test.number):
        assert number in page
    assert f"/security/shutdowns/{shutdown.pk}/answer/" in page
    assert f"/security/shutdowns/{shutdown.pk}/answer/" not in home(browser, house.viewer)
    assert "home-security" not in home(browser, house.stranger)


def test_what_is_over_is_gone(house: House, browser: Browser, tuesday: datetime) -> None:
    response, test, shutdown = opened(house), announced(house), shut(house)
    shutdown_answer(actor=house.contact, shutdown=shutdown, answer="The form is gone.")
    for one in (response, shutdown.response):
        response_close(actor=house.engineer, response=one, outcome="Closed.")
    assert test.number in home(browser, house.contact)
    with moved_to(tuesday + timedelta(days=2)):
        assert "home-security" not in home(browser, house.contact)
    probe_withdraw(actor=house.contact, test=test, reason="Off.")
    assert "home-security" not in home(browser, house.contact)


def test_nobody_is_asked_to_call_about_the_providers_own_case(
    house: House, browser: Browser, tuesday: datetime
) -> None:
    case = opened(house).affected.get().case
    assert "We wait for you" not in home(browser, house.contact)
    assert "counts from a call" not in browser(house.contact).get(case.url).content.decode()
