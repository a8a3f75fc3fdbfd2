"""`/events/` as both sides use it."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.models import BusinessEvent
from tests.house import House
from tests.maintenance_events.scene import DAY, event, planned
from tests.tickets_pages.conftest import Browser

LIST = "/events/"
SALE = {"title": "Spring sale", "starts_at": "2026-03-30T08:00", "ends_at": "2026-03-30T20:00", "needs": "Traffic."}


def test_filed_changed_withdrawn_by_a_named_contact(house: House, browser: Browser, tuesday: datetime) -> None:
    contact = browser(house.contact)
    asked = "Business events are filed at least 14 days ahead; a later one is accepted and flagged (itpdx:5d)."
    assert asked in contact.get(f"{LIST}new/").content.decode()
    answer = contact.post(f"{LIST}new/", {**SALE, "servers": [house.server.pk]})
    made = BusinessEvent.objects.get()
    assert answer["Location"] == f"{LIST}{made.pk}/"
    assert list(made.servers.all()) == [house.server]
    page = contact.get(f"{LIST}{made.pk}/").content.decode()
    assert "No service window is in its way." in page
    assert "Last moment to file in time (itpdx:5d)" in page
    contact.post(f"{LIST}{made.pk}/change/", {**SALE, "title": "Summer sale"})
    made.refresh_from_db()
    assert (made.title, list(made.servers.all())) == ("Summer sale", [])
    contact.post(f"{LIST}{made.pk}/withdraw/", {"reason": ""})
    assert "Withdrawn" in contact.get(f"{LIST}{made.pk}/").content.decode()


def test_a_planner_answers(house: House, browser: Browser, tuesday: datetime) -> None:
    made = event(house, tuesday, days=3)
    planner = browser(house.planner)
    assert "Filed late" in planner.get(f"{LIST}{made.pk}/").content.decode()
    planner.post(f"{LIST}{made.pk}/answer/", {"answer": "Two more web servers."})
    assert "Two more web servers." in browser(house.viewer).get(f"{LIST}{made.pk}/").content.decode()
    assert browser(house.contact).get(f"{LIST}{made.pk}/answer/").status_code == 403


def test_staff_file_for_an_account(house: House, browser: Browser, tuesday: datetime) -> None:
    browser(house.planner).post(f"{LIST}new/", {**SALE, "account": "nordic"})
    assert BusinessEvent.objects.get().account == house.nordic
    assert browser(house.engineer).get(f"{LIST}new/").status_code == 403
    assert browser(house.viewer).get(f"{LIST}new/").status_code == 403


def test_a_clash_is_shown_on_the_page_and_in_the_list(house: House, browser: Browser, tuesday: datetime) -> None:
    made = event(house, tuesday)
    window = planned(tuesday + 20 * DAY, server=house.server)
    for where in (LIST, f"{LIST}{made.pk}/"):
        assert f"/windows/{window.number}/" in browser(house.planner).get(where).content.decode()


def test_a_time_that_clocks_skip_is_refused(house: House, browser: Browser, tuesday: datetime) -> None:
    house.contact.timezone = "Europe/Berlin"
    house.contact.save()
    answer = browser(house.contact).post(f"{LIST}new/", {**SALE, "starts_at": "2026-03-29T02:30"})
    assert "Europe/Berlin" in answer.content.decode()
    assert not BusinessEvent.objects.exists()


def test_a_stranger_finds_none(house: House, browser: Browser, tuesday: datetime) -> None:
    made = event(house, tuesday)
    stranger = browser(house.stranger)
    assert "No events yet." in stranger.get(LIST).content.decode()
    for step in ("", "change/", "withdraw/", "answer/"):
        assert stranger.get(f"{LIST}{made.pk}/{step}").status_code == 404


def test_filters_and_csv(house: House, browser: Browser, tuesday: datetime) -> None:
    made = event(house, tuesday, days=3)
    client = browser(house.manager)
    for query, there in [
        ("", True), ("?account=nordic", False), ("?state=ahead", True), ("?state=over", False), ("?late=yes", True),
        ("?late=no", False), ("?answered=no", True), ("?ordering=soonest", True), ("?state=gone", False),
    ]:  # fmt: skip
        assert (f"{LIST}{made.pk}/" in client.get(f"{LIST}{query}").content.decode()) is there, query
    lines = client.get(f"{LIST}events.csv").getvalue().decode().splitlines()
    assert lines[1].startswith(f"{made.pk},harbor,Spring sale,2026-03-13T17:00:00Z")


def test_the_list_costs_the_same_however_long(house: House, browser: Browser, tuesday: datetime) -> None:
    planned(tuesday + 20 * DAY)
    for _ in range(8):
        event(house, tuesday)
    client = browser(house.planner)
    client.get(LIST)
    with CaptureQueriesContext(connection) as caught:
        client.get(LIST)
    # session, person, bell; accounts for the filter; events, their servers; windows, scopes, servers
    assert len(caught) <= 10
