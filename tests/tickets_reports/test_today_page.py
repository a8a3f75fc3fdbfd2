"""`/today/`: what stands now, each figure with its cases."""

import csv
import re
from datetime import datetime, timedelta
from html import unescape
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from hostops.alerts.models import Alert, Delivery
from hostops.lib.now import moved_to
from tests.api.rows import alert
from tests.browsing import browser_of, text_of
from tests.house import House
from tests.tickets.cases import clock, file, phoned
from tests.tickets_reports.test_attainment_page import table
from tickets.actions import case_assign, case_resolve
from tickets.models import Case

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def standing(house: House, tuesday: datetime) -> dict[str, Case]:
    """A Level 1 that is late, a Level 3 due within the hour, a Level 3, a Level 4, one without levels, and one done."""
    with moved_to(tuesday - HOUR):
        late = phoned(house, 1)
    found = {
        "late": late,
        "soon": file(house, 3),
        "low": file(house, 3),
        "lowest": file(house, 4),
        "nordic": file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server),
        "done": file(house, 3),
    }
    case_resolve(actor=house.engineer, case=found["done"], body="Done.")
    case_assign(actor=house.engineer, case=found["late"], assignee=house.engineer)
    case_assign(actor=house.engineer, case=found["low"], assignee=house.engineer)
    Case.objects.filter(pk=found["soon"].pk).update(next_due=tuesday + HOUR / 2)
    return found


@pytest.fixture
def browser(house: House) -> Client:
    return browser_of(house.manager)


def listed(browser: Client, url: str) -> int:
    answer = browser.get(unescape(url))
    assert answer.status_code == 200
    return len(answer.context["page"].rows)


def test_open_by_severity(standing: dict[str, Case], browser: Client) -> None:
    found = table(browser.get("/today/").content.decode(), "severity")
    assert {label: cells[:5] for label, cells in found.items()} == {
        "Level 1": ["1", "1", "0", "0", "0"],
        "Level 3": ["2", "0", "1", "1", "1"],
        "Level 4": ["1", "0", "0", "0", "1"],
        "Without levels": ["1", "0", "0", "1", "1"],
        "Live cases": ["5", "1", "1", "2", "3"],
    }


def test_load_of_each_engineer_the_idle_too(standing: dict[str, Case], browser: Client) -> None:
    found = table(browser.get("/today/").content.decode(), "load")
    assert {who: cells[:4] for who, cells in found.items()} == {
        "Nobody": ["3", "0", "1", "2"],
        "Engineer": ["2", "1", "0", "0"],
        "Engineer Two": ["0", "0", "0", "0"],
    }
    assert "45 min late" in found["Engineer"][4]


def test_every_figure_leads_to_just_its_cases(standing: dict[str, Case], browser: Client) -> None:
    html = browser.get("/today/").content.decode()
    found = re.findall(r'<a href="(/cases/[^"]*)">(\d+)</a>', html)
    assert len(found) > 20
    for url, count in found:
        assert listed(browser, url) == int(count), url


def test_somebody_who_left_still_shows_with_their_cases(
    house: House, standing: dict[str, Case], browser: Client
) -> None:
    house.engineer.is_active = False
    house.engineer.save()
    found = table(browser.get("/today/").content.decode(), "load")
    assert found["Engineer"][0] == "2"
    assert listed(browser, "/cases/?assignee=engineer") == 2


def test_alerts_of_the_last_hours_and_what_became_of_them(
    house: House, standing: dict[str, Case], browser: Client, tuesday: datetime
) -> None:
    of = clock(standing["late"])
    alert(of, tuesday - 13 * HOUR, "50%")
    breach = alert(of, tuesday - HOUR / 2)
    for number, (state, error) in enumerate((("sent", ""), ("sent", ""), ("failed", "550 no such user"))):
        Delivery.objects.create(
            key=f"t:{number}", alert=breach, recipient=house.engineer, address="engineer@example.com", channel="email",
            title="Overdue", state=state, created_at=tuesday, last_error=error,
        )  # fmt: skip
    answer = browser.get("/today/")
    text = text_of(answer)
    raised = Alert.objects.filter(raised_at__gte=tuesday - 12 * HOUR).count()
    assert f"{raised} alert" in text
    assert "✕ 1 message could not be delivered" in text
    assert "engineer@example.com" in text
    assert "550 no such user" in text
    assert "2 sent , ✕ 1 failed" in text.replace("2 sent,", "2 sent ,")
    html = answer.content.decode()
    for url, count in re.findall(r'<a href="(/alerts/[^"]*)">(\d+) (?:alert|not)', html):
        assert listed(browser, url) == int(count), url


def test_when_cases_arrive_in_the_zone_asked_for(house: House, tuesday: datetime, browser: Client) -> None:
    for back in (0, 7, 14):
        with moved_to(tuesday - back * DAY):
            file(house, 4)
    with moved_to(tuesday - 57 * DAY):
        file(house, 4)
    found = table(browser.get("/today/", {"zone": "Europe/Stockholm"}).content.decode(), "week")
    assert found["Tuesday"][18] == "3"
    assert sum(int(count) for cells in found.values() for count in cells) == 3
    # the clocks of Portland went forward on the 8th
    portland = table(browser.get("/today/", {"zone": "America/Los_Angeles"}).content.decode(), "week")
    assert (portland["Tuesday"][10], portland["Tuesday"][9]) == ("1", "2")


def test_a_quiet_house(house: House, tuesday: datetime, browser: Client) -> None:
    text = text_of(browser.get("/today/"))
    assert "Nothing is open." in text
    assert "No alerts." in text
    assert "could not be delivered" not in text


def rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode())))


def test_each_picture_as_csv(standing: dict[str, Case], browser: Client) -> None:
    severity = rows(browser.get("/today/severity.csv"))
    assert severity[0] == ["severity", "open", "late", "due_within_hour", "due_within_day", "unassigned", "next_due"]
    assert severity[1][:3] == ["1", "1", "1"]
    load = rows(browser.get("/today/load.csv"))
    assert load[2][:4] == ["engineer", "Engineer", "2", "1"]
    week = rows(browser.get("/today/week.csv", {"zone": "UTC"}))
    assert len(week) == 1 + 7 * 24
    assert ["Tuesday", "17", "5", "UTC"] in week


@pytest.mark.parametrize("path", ["", "severity.csv", "load.csv", "week.csv"])
def test_no_business_of_customers(house: House, path: str) -> None:
    for person in (house.holder, house.contact, house.viewer):
        assert browser_of(person).get(f"/today/{path}").status_code == 403
    assert b'href="/today/"' not in browser_of(house.holder).get("/policies/").content
    assert b'href="/today/"' in browser_of(house.engineer).get("/policies/").content
