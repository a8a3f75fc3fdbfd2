"""`GET /availability/`: the month of an account, running or closed."""

from datetime import date, datetime
from hashlib import sha256

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.actions.months import month_close
from tests.api.conftest import Signed
from tests.house import House
from tests.maintenance_availability.scene import DAY, HOUR, MINUTE, down

AVAILABILITY = "/api/v1/availability/"
FEBRUARY = date(2026, 2, 1)


def test_a_running_month(house: House, signed: Signed, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday - HOUR + MINUTE)
    found = signed(house.viewer).get(AVAILABILITY).json()
    assert (found["account"], found["month"], found["state"], found["revision"]) == (
        "harbor",
        "2026-03",
        "running",
        None,
    )
    assert (found["availability"], found["commitment"]) == ("99.9977", "99.99")
    assert (found["total_seconds"], found["unscheduled_seconds"], found["seconds_left"]) == (2_674_800, 60, 207)
    assert found["met"] is True
    assert [word["word"] for word in found["definition"]][:2] == ["Availability", "The month"]
    (server,) = found["servers"]
    assert [piece["kind"] for piece in server["strip"]] == ["up", "down", "up"]
    assert sum(piece["seconds"] for piece in server["strip"]) == found["total_seconds"]


def test_a_closed_month_with_its_revisions(house: House, signed: Signed, tuesday: datetime) -> None:
    closed = signed(house.manager).post(
        f"{AVAILABILITY}close/", {"account": "harbor", "month": "2026-02"}, format="json"
    )
    assert (closed.status_code, closed.json()["state"], closed.json()["revision"]) == (201, "closed", 1)
    down(house, tuesday - 20 * DAY, tuesday - 20 * DAY + MINUTE)
    query = {"account": "harbor", "month": "2026-02"}
    found = signed(house.engineer).get(AVAILABILITY, query).json()
    assert (found["revision"], found["unscheduled_seconds"], found["verified"]) == (2, 60, True)
    assert [(one["revision"], one["verified"], one["closed_by"]) for one in found["revisions"]] == [
        (2, True, "engineer"), (1, True, "manager"),
    ]  # fmt: skip
    assert "harbor: seconds that count as down 0, now 60" in found["revisions"][0]["changes"]
    first = signed(house.engineer).get(AVAILABILITY, {**query, "revision": "1"}).json()
    assert (first["revision"], first["unscheduled_seconds"]) == (1, 0)
    assert signed(house.engineer).get(AVAILABILITY, {**query, "revision": "3"}).status_code == 400


def test_the_frozen_figures_byte_for_byte(house: House, signed: Signed, tuesday: datetime) -> None:
    row = month_close(actor=house.manager, account=house.harbor, month=FEBRUARY)
    client = signed(house.contact)
    (told,) = client.get(AVAILABILITY, {"month": "2026-02"}).json()["revisions"]
    answer = client.get(f"{AVAILABILITY}revisions/{told['id']}/")
    assert sha256(answer.content).hexdigest() == told["sha256"] == row.sha256
    assert signed(house.stranger).get(f"{AVAILABILITY}revisions/{told['id']}/").status_code == 404


def test_what_is_asked_wrongly(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer = signed(house.engineer)
    for query in (
        {}, {"account": "nobody"}, {"account": "harbor", "month": "2026-13"}, {"account": "harbor", "month": "2026-04"},
        {"account": "harbor", "mnth": "2026-03"}, {"account": "harbor", "revision": "0"},
    ):  # fmt: skip
        assert engineer.get(AVAILABILITY, query).status_code == 400, query


def test_a_stranger_sees_none_of_it(house: House, signed: Signed, tuesday: datetime) -> None:
    month_close(actor=house.manager, account=house.harbor, month=FEBRUARY)
    stranger = signed(house.stranger)
    assert stranger.get(AVAILABILITY, {"account": "harbor", "month": "2026-02"}).status_code == 400
    assert [one["account"] for one in stranger.get(f"{AVAILABILITY}accounts/").json()["results"]] == ["nordic"]
    closing = {"account": "nordic", "month": "2026-02"}
    assert stranger.post(f"{AVAILABILITY}close/", closing, format="json").status_code == 403


def test_every_account_in_sums(house: House, signed: Signed, tuesday: datetime) -> None:
    month_close(actor=house.manager, account=house.harbor, month=FEBRUARY)
    found = signed(house.planner).get(f"{AVAILABILITY}accounts/", {"month": "2026-02"}).json()["results"]
    assert [(one["account"], one["servers"], one["availability"], one["revision"]) for one in found] == [
        ("harbor", 1, "100.0000", 1), ("nordic", 1, "100.0000", None),
    ]  # fmt: skip
    assert (found[1]["commitment"], found[1]["met"]) == (None, None)
    only = signed(house.planner).get(f"{AVAILABILITY}accounts/", {"account": "nordic"}).json()["results"]
    assert [one["month"] for one in only] == ["2026-03"]


def test_what_it_costs(house: House, signed: Signed, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday)
    client = signed(house.engineer)
    for where, query, count in [
        # token, account, revisions; servers, contracts, bindings, notices, downtimes
        (AVAILABILITY, {"account": "harbor"}, 8),
        # token, accounts, revisions; servers, contracts, bindings, notices, downtimes
        (f"{AVAILABILITY}accounts/", {}, 8),
    ]:
        assert client.get(where, query).status_code == 200
        with CaptureQueriesContext(connection) as caught:
            client.get(where, query)
        assert len(caught) == count, where
