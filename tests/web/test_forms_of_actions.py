"""A form for one action: what the action refuses stands at the field, or above the form, and what was typed is kept."""

from datetime import datetime

from django.test import Client

from hostops.accounts.tokens import Token
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.lib.now import moved_to
from tests.browsing import HTMX, browser_of
from tests.house import House
from tests.tickets.cases import due, phoned


def breach(house: House) -> Alert:
    """An alert of a case that nobody answered in time."""
    instant = due(phoned(house))
    assert instant is not None
    with moved_to(instant):
        sweep()
    return Alert.objects.get(threshold="breach")


def token_in_the_past(browser: Client, **headers: str) -> str:
    data = {"name": "my own script", "scope": "read", "expires_at": "2020-01-01T10:00"}
    answer = browser.post("/profile/tokens/new/", data, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_wrong_field_is_told_at_the_field_and_the_input_kept(house: House) -> None:
    html = token_in_the_past(browser_of(house.engineer))
    field = html[html.index('name="expires_at"') :]
    assert "is-invalid" in field[:400]
    assert "This has passed." in field[:800]
    assert 'value="my own script"' in html
    assert not Token.objects.exists()


def test_what_is_not_possible_now_is_told_above_the_form(house: House, tuesday: datetime) -> None:
    alert = breach(house)
    alert_acknowledge(actor=house.manager, alert=alert)
    answer = browser_of(house.engineer).post(f"/alerts/{alert.pk}/acknowledge/")
    assert answer.status_code == 409
    assert "Manager acknowledged it" in answer.content.decode()


def test_in_place_the_same_is_422_for_htmx_to_swap(house: House, tuesday: datetime) -> None:
    alert = breach(house)
    alert_acknowledge(actor=house.manager, alert=alert)
    answer = browser_of(house.engineer).post(f"/alerts/{alert.pk}/acknowledge/", headers=HTMX)
    assert answer.status_code == 422
    assert "<!DOCTYPE" not in answer.content.decode()


def test_success_leads_on_and_says_so(house: House, tuesday: datetime) -> None:
    browser = browser_of(house.engineer)
    answer = browser.post(f"/alerts/{breach(house).pk}/acknowledge/", follow=True)
    assert answer.redirect_chain == [("/alerts/", 302)]
    assert "The alert is acknowledged." in answer.content.decode()


def test_success_in_place_takes_the_whole_page_there(house: House, tuesday: datetime) -> None:
    answer = browser_of(house.engineer).post(f"/alerts/{breach(house).pk}/acknowledge/", headers=HTMX)
    assert answer["HX-Redirect"] == "/alerts/"
