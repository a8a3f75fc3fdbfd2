"""`GET /windows/{id}/notice.ics`: to a customer its own account's notice, to staff any account's."""

from datetime import datetime
from typing import Any

import pytest

from maintenance.models import Addressee
from tests.house import House
from tests.maintenance_calendars.conftest import Caller
from tests.maintenance_calendars.reading import as_customers_read
from tests.maintenance_calendars.scene import affects, event_of, notice, window


def both(house: House, state: str = "announced") -> str:
    made = window(state)
    affects(made, house.harbor, house.server)
    affects(made, house.nordic, house.nordic_server)
    return f"/api/v1/windows/{made.number}/notice.ics"


def test_customers_have_their_own(house: House, tuesday: datetime, caller: Caller) -> None:
    where = both(house)
    for reader, account, server in ((house.viewer, "harbor", "web1"), (house.stranger, "nordic", "erp1")):
        answer = caller(reader).get(where)
        assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        read = as_customers_read(answer.content)
        assert (read.account, [one.circuit_id for one in read.circuits]) == (account, [server])
    assert caller(house.stranger).get(f"{where}?account=harbor").status_code == 404


def test_staff_have_each_accounts(house: House, tuesday: datetime, caller: Caller) -> None:
    where, client = both(house), caller(house.planner)
    assert as_customers_read(client.get(f"{where}?account=nordic").content).account == "nordic"
    assert len(as_customers_read(client.get(where).content).circuits) == 2
    assert client.get(f"{where}?account=nosuch").status_code == 404


def test_a_draft_is_the_planners_own(house: House, tuesday: datetime, caller: Caller) -> None:
    where = both(house, "draft")
    assert caller(house.contact).get(where).status_code == 404
    assert event_of(caller(house.planner).get(where).content)["STATUS"] == "TENTATIVE"


def test_a_window_without_accounts_is_still_read(house: House, tuesday: datetime, caller: Caller) -> None:
    content = caller(house.planner).get(f"/api/v1/windows/{window('draft').number}/notice.ics").content
    assert as_customers_read(content).circuits


@pytest.mark.parametrize("accept", ["*/*", "text/calendar", "application/json"])
def test_it_has_one_form_whatever_is_accepted(house: House, tuesday: datetime, caller: Caller, accept: str) -> None:
    answer = caller(house.contact).get(both(house), HTTP_ACCEPT=accept)
    assert answer["Content-Type"].startswith("text/calendar")


def test_who_has_it_is_not_sent_it_again(house: House, tuesday: datetime, caller: Caller) -> None:
    where, client = both(house), caller(house.contact)
    again = client.get(where, HTTP_IF_NONE_MATCH=client.get(where)["ETag"])
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("number", ["SW-999999", "HC-1", "x", "0"])
def test_what_is_no_window_is_not_found(house: House, caller: Caller, number: str) -> None:
    assert caller(house.manager).get(f"/api/v1/windows/{number}/notice.ics").status_code == 404


def test_it_takes_three_queries(
    house: House, tuesday: datetime, caller: Caller, django_assert_num_queries: Any
) -> None:
    where, client = both(house), caller(house.planner)
    with django_assert_num_queries(3):  # the window, its accounts, their servers
        client.get(where)


def test_a_contact_acknowledges_by_rest(house: House, tuesday: datetime, caller: Caller) -> None:
    made = window()
    affects(made, house.harbor, house.server)
    notice(made, given_by=house.planner)
    where, client = f"/api/v1/windows/{made.number}/acknowledge/", caller(house.contact)
    kept = client.post(where, {"answer": "declined", "note": "Sale"}, format="json")
    assert kept.status_code == 200
    row = Addressee.objects.get()
    assert (row.person, row.answer, row.answer_note, row.answered_by) == (house.contact, "declined", "Sale", "api")
    assert client.post(where, {"answer": "question"}, format="json").status_code == 400
    assert client.post(where, {"answer": "accepted"}, format="json", HTTP_IF_MATCH='"SW-0:9"').status_code == 412
    assert caller(house.viewer).post(where, {"answer": "accepted"}, format="json").status_code == 403
    assert caller(house.stranger).post(where, {"answer": "accepted"}, format="json").status_code == 404
