"""Acknowledging in the browser: who may, whose, and by a form alone."""

from datetime import datetime

import pytest

from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE, running
from tests.browsing import browser_of
from tests.house import House


@pytest.fixture
def alert(house: House, tuesday: datetime) -> Alert:
    running(house, tuesday)
    with moved_to(tuesday + 10 * MINUTE):
        sweep()
    return Alert.objects.get(threshold="breach")


def test_staff_do(house: House, alert: Alert) -> None:
    browser = browser_of(house.engineer)
    assert "Acknowledge" in browser.get("/alerts/").content.decode()
    assert browser.post(f"/alerts/{alert.pk}/acknowledge/")["Location"] == "/alerts/"
    alert.refresh_from_db()
    assert alert.acknowledged_by == house.engineer
    assert "✓ Engineer" in browser.get("/alerts/").content.decode()


def test_to_look_at_the_form_changes_nothing(house: House, alert: Alert) -> None:
    assert (
        "You say that you have seen it"
        in browser_of(house.engineer).get(f"/alerts/{alert.pk}/acknowledge/").content.decode()
    )
    alert.refresh_from_db()
    assert alert.acknowledged_by is None


def test_customers_may_not(house: House, alert: Alert) -> None:
    assert browser_of(house.contact).post(f"/alerts/{alert.pk}/acknowledge/").status_code == 403
    assert '<button type="submit" class="btn btn-sm' not in browser_of(house.contact).get("/alerts/").content.decode()


def test_a_strangers_is_not_there(house: House, alert: Alert) -> None:
    assert browser_of(house.stranger).post(f"/alerts/{alert.pk}/acknowledge/").status_code == 404


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999999999"])
def test_what_does_not_exist_is_404(house: House, number: str) -> None:
    assert browser_of(house.engineer).post(f"/alerts/{number}/acknowledge/").status_code == 404
