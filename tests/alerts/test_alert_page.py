"""`/alerts/{id}/`: one alert, and to staff its course: who was told, to whom it went on, past whom."""

from datetime import datetime
from typing import Any

import pytest

from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.models import Alert
from tests.browsing import browser_of, text_of
from tests.duty.scene import away, on_call, raised, unheard
from tests.house import House


@pytest.fixture
def passed_on(house: House, tuesday: datetime) -> Alert:
    """Told to the engineers, then past one who is away to the second on call."""
    on_call(house.second_engineer, 1, tuesday)
    on_call(house.planner, 2, tuesday)
    away(house.second_engineer, tuesday)
    first = raised(house, tuesday, "engineers")
    unheard(first, tuesday, 1)
    return first


def test_the_whole_course_from_any_step_of_it(house: House, passed_on: Alert) -> None:
    step = Alert.objects.get(threshold="80%:escalated")
    for alert in (passed_on, step):
        page = text_of(browser_of(house.engineer).get(f"/alerts/{alert.pk}/"))
        assert "Told to an engineer" in page
        assert "Passed on to the second on call" in page
        assert "Passed over: Engineer Two is out of office until" in page
        assert "Planner E-mail ○ Waiting" in page


def test_acknowledged_from_its_page(house: House, passed_on: Alert) -> None:
    browser = browser_of(house.engineer)
    assert "Acknowledge" in text_of(browser.get(f"/alerts/{passed_on.pk}/")).partition("Alerts ")[2]
    alert_acknowledge(actor=house.engineer, alert=passed_on)
    page = browser.get(f"/alerts/{passed_on.pk}/")
    assert "acknowledged by Engineer" in text_of(page)
    assert f"/alerts/{passed_on.pk}/acknowledge/" not in page.content.decode()


def test_customers_see_the_alert_and_not_whom_the_provider_told(house: House, passed_on: Alert) -> None:
    page = text_of(browser_of(house.contact).get(f"/alerts/{passed_on.pk}/"))
    assert "has used 80% of its time" in page
    for word in ("Told to", "Planner", "Engineer"):
        assert word not in page
    assert browser_of(house.stranger).get(f"/alerts/{passed_on.pk}/").status_code == 404


def test_by_rest(house: House, passed_on: Alert) -> None:
    where = f"/api/v1/alerts/{passed_on.pk}/course/"
    first, second = browser_of(house.engineer).get(where).json()["steps"]
    assert (first["threshold"], first["tell"], len(first["deliveries"])) == ("80%", ["engineers"], 4)
    assert (second["threshold"], second["tell"]) == ("80%:escalated", ["second_on_call"])
    assert {one["recipient"] for one in second["deliveries"]} == {"planner"}
    assert browser_of(house.contact).get(where).json() == {"steps": []}
    assert browser_of(house.stranger).get(where).status_code == 404


def test_it_costs_the_same_however_long_the_course(
    house: House, tuesday: datetime, passed_on: Alert, django_assert_num_queries: Any
) -> None:
    browser = browser_of(house.manager)
    for times in (2, 4):
        # session, reader, bell; the alert, its steps, their deliveries
        with django_assert_num_queries(6):
            browser.get(f"/alerts/{passed_on.pk}/")
        unheard(passed_on, tuesday, times)
