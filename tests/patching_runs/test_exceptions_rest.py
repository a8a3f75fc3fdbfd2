"""`/patching/exceptions/` by REST."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from maintenance.patching.models import PatchException
from tests.api.conftest import Signed
from tests.house import House
from tests.patching_runs.scene import excepted

EXCEPTIONS = "/api/v1/patching/exceptions/"
BODY = {"servers": ["erp1"], "reason": "The vendor forbids it.", "until_at": "2026-04-10T00:00:00Z"}


def pointers(answer: Any) -> list[str]:
    return sorted(error["pointer"] for error in answer.json()["errors"])


def test_asked_for_approved_and_ended(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer, manager = signed(house.engineer), signed(house.manager)
    made = engineer.post(EXCEPTIONS, BODY, format="json")
    shown = made.json()
    assert (made.status_code, shown["state"], shown["servers"], shown["account"], shown["release"]) == (
        201, "asked", ["erp1"], "nordic", None,
    )  # fmt: skip
    where = f"{EXCEPTIONS}{shown['id']}/"
    assert engineer.post(f"{where}approve/", {}, format="json").status_code == 403
    approved = manager.post(f"{where}approve/", {}, format="json", HTTP_IF_MATCH=made.headers["ETag"]).json()
    assert (approved["state"], approved["approved_by"]) == ("running", house.manager.display_name)
    assert manager.post(f"{where}decline/", {"reason": "No."}, format="json").status_code == 409
    ended = engineer.post(f"{where}end/", {"reason": "Patched."}, format="json").json()
    assert (ended["state"], ended["ends_at"], ended["ended_reason"]) == ("over", "2026-03-10T17:00:00Z", "Patched.")


def test_one_without_an_end_is_refused_by_name(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer = signed(house.engineer)
    without = {name: value for name, value in BODY.items() if name != "until_at"}
    assert pointers(engineer.post(EXCEPTIONS, without, format="json")) == ["/until_at"]
    assert pointers(engineer.post(EXCEPTIONS, {**BODY, "until_at": None}, format="json")) == ["/until_at"]
    past = {**BODY, "until_at": "2026-03-01T00:00:00Z"}
    assert pointers(engineer.post(EXCEPTIONS, past, format="json")) == ["/until_at"]
    assert pointers(engineer.post(EXCEPTIONS, {**BODY, "servers": ["erp1", "web1"]}, format="json")) == ["/servers"]
    assert not PatchException.objects.exists()


def test_customers_read_their_own(house: House, signed: Signed, tuesday: datetime) -> None:
    mine, theirs = excepted(house, house.server), excepted(house, house.nordic_server)
    contact = signed(house.contact)
    assert [row["id"] for row in contact.get(EXCEPTIONS).json()["results"]] == [mine.pk]
    assert contact.get(f"{EXCEPTIONS}{theirs.pk}/").status_code == 404
    assert contact.post(f"{EXCEPTIONS}{mine.pk}/end/", {"reason": "No."}, format="json").status_code == 403
    assert contact.post(EXCEPTIONS, BODY, format="json").status_code == 403


def test_filters_and_the_cost_of_a_list(house: House, signed: Signed, tuesday: datetime) -> None:
    engineer = signed(house.engineer)
    running = [excepted(house, house.nordic_server) for _ in range(4)]
    waiting = engineer.post(EXCEPTIONS, BODY, format="json").json()
    for query, expected in (
        ("state=asked", [waiting["id"]]),
        ("state=running&account=nordic&ordering=id", [one.pk for one in running]),
        ("state=over&state=declined&state=ahead", []),
        ("server=ERP1&state=asked", [waiting["id"]]),
        ("account=harbor", []),
    ):
        assert [row["id"] for row in engineer.get(f"{EXCEPTIONS}?{query}").json()["results"]] == expected, query
    with CaptureQueriesContext(connection) as spent:
        engineer.get(EXCEPTIONS)
    assert len(spent) <= 5
