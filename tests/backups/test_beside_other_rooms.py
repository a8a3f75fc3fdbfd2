"""Clocks of backups in the rooms that show every clock: explained there, and not in anybody's way."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from hostops.duty.facts import gathered
from hostops.lib.now import moved_to
from tests.api.conftest import Signed
from tests.backups.house import DAY, HOUR, Schedules, backed_up, clock_of, ran
from tests.house import House

SLOT = datetime(2026, 3, 11, 0, 0, tzinfo=UTC)


@pytest.fixture
def kept(house: House, tuesday: datetime) -> Schedules:
    return backed_up(house)


def test_a_handover_is_not_full_of_nightly_backups(house: House, kept: Schedules) -> None:
    with moved_to(SLOT + HOUR):
        said = [fact.text for section in gathered(house.engineer, SLOT + HOUR) for fact in section.facts]
    assert said == []


def test_each_cycle_explains_itself(house: House, kept: Schedules, signed: Signed) -> None:
    daily = kept["erp1", "daily"]
    with moved_to(SLOT + HOUR):
        ran(daily, SLOT + HOUR)
        client, pk = signed(house.stranger), clock_of(daily).pk
        kept_one = client.get(f"/api/v1/clocks/{pk}/explanation/?cycle=1").json()
        present = client.get(f"/api/v1/clocks/{pk}/explanation/").json()
    assert kept_one["rule"]["clause"] == "iptor:2a"
    assert (present["started_at"], present["due_at"]) == ("2026-03-12T00:00:00Z", "2026-03-12T04:00:00Z")
    assert kept_one["stopped_at"] == "2026-03-11T01:00:00Z"


def test_the_page_of_the_clock(house: House, kept: Schedules) -> None:
    daily = kept["erp1", "daily"]
    with moved_to(SLOT + DAY + HOUR):
        ran(daily, SLOT + HOUR)
        client = Client()
        client.force_login(house.engineer)
        page = client.get(f"/clocks/{clock_of(daily).pk}/")
    assert page.status_code == 200
    assert daily.number in page.content.decode()


def test_its_alert_is_worded_with_the_number_of_the_schedule(house: House, kept: Schedules, signed: Signed) -> None:
    with moved_to(SLOT + HOUR):
        ran(kept["erp1", "daily"], SLOT + HOUR, "failed")
    [alert] = signed(house.stranger).get("/api/v1/alerts/?kind=backup").json()["results"]
    assert alert["threshold"] == "failed"
    assert alert["subject"]["reference"] == kept["erp1", "daily"].number
    assert alert["subject"]["url"].endswith(f"/backups/{kept['erp1', 'daily'].number}/")
