"""`/availability/downtimes/` as people use it."""

from datetime import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.actions.downtimes import downtime_correct
from maintenance.models import Downtime
from tests.house import House
from tests.maintenance_availability.scene import HOUR, announced, down
from tests.tickets_pages.conftest import Browser

LIST = "/availability/downtimes/"


def test_recorded_in_the_readers_zone_to_the_second(house: House, browser: Browser, tuesday: datetime) -> None:
    house.engineer.timezone = "Europe/Stockholm"
    house.engineer.save()
    sent = {"server": "web1", "starts_at": "2026-03-10T17:00:05", "ends_at": "2026-03-10T17:30"}
    sent |= {"cause": "Disk.", "source": "hand"}
    answer = browser(house.engineer).post(f"{LIST}new/", sent)
    row = Downtime.objects.get()
    assert answer["Location"] == f"{LIST}{row.pk}/"
    assert (row.starts_at.isoformat(), row.ends_at and row.ends_at.isoformat()) == (
        "2026-03-10T16:00:05+00:00", "2026-03-10T16:30:00+00:00",
    )  # fmt: skip


def test_what_is_refused_stands_at_its_field(house: House, browser: Browser, tuesday: datetime) -> None:
    engineer = browser(house.engineer)
    sent = {"server": "web9", "starts_at": "2026-03-10T16:00", "ends_at": "", "cause": "x", "source": "hand"}
    for change, words in [
        ({}, "There is no server web9"), ({"server": "web1", "starts_at": "2026-03-10T18:00"}, "This is still to come"),
        ({"window": "SW-0"}, "There is no such window."), ({"case": "HC-0"}, "There is no such case."),
    ]:  # fmt: skip
        answer = engineer.post(f"{LIST}new/", {**sent, **change})
        assert words in answer.content.decode(), words
    assert not Downtime.objects.exists()


def test_corrected_excluded_approved_refused(house: House, browser: Browser, tuesday: datetime) -> None:
    row = down(house, tuesday - 2 * HOUR, tuesday - HOUR)
    engineer, manager = browser(house.engineer), browser(house.manager)
    sent = {"starts_at": "2026-03-10T15:00", "ends_at": "2026-03-10T15:20", "cause": row.cause, "reason": "The log."}
    where = engineer.post(f"{LIST}{row.pk}/correct/", sent)["Location"]
    assert "Then: The log." in engineer.get(where).content.decode()
    sent = {"exclusion": "force_majeure", "reason": "A flood."}
    where = engineer.post(f"{where}exclude/", sent)["Location"]
    assert "Asked for and not approved: it counts." in engineer.get(where).content.decode()
    assert engineer.post(f"{where}approve/", {"note": ""}).status_code == 403
    where = manager.post(f"{where}approve/", {"note": ""})["Location"]
    assert "Exclusion approved" in engineer.get(where).content.decode()
    where = manager.post(f"{where}refuse/", {"reason": "It was our own pump."})["Location"]
    page = engineer.get(where).content.decode()
    assert "Exclusion approved" not in page
    assert "It was our own pump." in page


def test_an_entry_that_was_corrected_leads_on(house: House, browser: Browser, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, None)
    later = downtime_correct(actor=house.engineer, downtime=row, ends_at=tuesday, reason="Back.")
    page = browser(house.viewer).get(f"{LIST}{row.pk}/").content.decode()
    assert f'href="{LIST}{later.pk}/"' in page
    assert browser(house.engineer).post(f"{LIST}{row.pk}/correct/", {}).status_code in (200, 409)
    shown = browser(house.viewer).get(LIST).content.decode()
    assert f"{LIST}{later.pk}/" in shown
    assert f"{LIST}{row.pk}/" not in shown


def test_customers_read_their_own_alone(house: House, browser: Browser, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    assert "The disk was full." in browser(house.viewer).get(LIST).content.decode()
    assert "No downtime is recorded." in browser(house.stranger).get(LIST).content.decode()
    assert browser(house.stranger).get(f"{LIST}{row.pk}/").status_code == 404
    assert browser(house.stranger).post(f"{LIST}{row.pk}/correct/", {}).status_code == 404
    for who in (house.holder, house.viewer):
        assert browser(who).get(f"{LIST}new/").status_code == 403
        assert browser(who).get(f"{LIST}{row.pk}/correct/").status_code == 403


def test_filters_and_csv(house: House, browser: Browser, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday, cause="=HYPERLINK()")
    client = browser(house.engineer)
    for query, there in [
        ("", True), ("?account=harbor", True), ("?account=nordic", False), ("?server=web1", True),
        ("?month=2026-03", True), ("?month=2026-02", False), ("?source=case", False), ("?held=asked", False),
    ]:  # fmt: skip
        assert (f"{LIST}{row.pk}/" in client.get(f"{LIST}{query}").content.decode()) is there, query
    lines = client.get(f"{LIST}downtimes.csv").getvalue().decode().splitlines()
    assert lines[1].startswith(f"{row.pk},web1,harbor,2026-03-10T16:00:00Z,2026-03-10T17:00:00Z,'=HYPERLINK()")


def test_the_list_costs_the_same_however_long(house: House, browser: Browser, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 2 * HOUR, tuesday)
    for _ in range(8):
        down(house, tuesday - HOUR, tuesday, source="window", window=window)
    client = browser(house.viewer)
    client.get(LIST)
    with CaptureQueriesContext(connection) as caught:
        client.get(LIST)
    assert len([one for one in caught.captured_queries if "maintenance_downtime" in one["sql"]]) == 1
    assert len(caught) <= 5  # the session, its person, the bell; the rows
