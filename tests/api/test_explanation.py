"""`/clocks/{id}/explanation/`: the rule, the spans and the reasons, in the manners of the contract."""

from datetime import datetime

import pytest

from hostops.clocks.models import Clock
from tests.api.conftest import Signed
from tests.house import House
from tickets.actions import case_file


@pytest.fixture
def filed(house: House, tuesday: datetime) -> Clock:
    """The response clock of a case that a customer filed."""
    case = case_file(
        actor=house.contact, account=house.harbor, title="Shop is slow", description="x", requested_severity=3,
        server=house.server, channel="portal",
    )  # fmt: skip
    return Clock.objects.get(subject=case.subject, kind="response")


def test_it_names_rule_policy_and_calendar_and_every_instant_has_its_z(
    house: House, signed: Signed, filed: Clock
) -> None:
    told = signed(house.contact).get(f"/api/v1/clocks/{filed.pk}/explanation/").json()
    assert told["clock"] == filed.pk
    assert told["rule"]["clause"] == "itpdx:4e"
    assert told["rule"]["text"]
    assert told["policy"]["id"] == "itpdx"
    assert told["policy"]["version"] == 1
    assert told["calendar"]["timezone"] == "America/Los_Angeles"
    assert told["due_at"] == "2026-03-12T00:00:00Z"  # the close of the next business day in Portland
    instants = [told["policy"]["published_at"], told["recomputations"][0]["recorded_at"], told["spans"][0]["from"]]
    assert all(instant.endswith("Z") for instant in instants)
    assert told["spans"][-1]["until"] == told["due_at"]
    assert told["counted_seconds"] == sum(span["seconds"] for span in told["spans"] if span["counts"])


@pytest.mark.parametrize(
    ("cycle", "status"), [("1", 200), ("", 200), ("2", 404), ("0", 200), ("x", 400), ("9" * 30, 400)]
)
def test_another_cycle_is_asked_for_by_its_number(
    house: House, signed: Signed, filed: Clock, cycle: str, status: int
) -> None:
    answer = signed(house.contact).get(f"/api/v1/clocks/{filed.pk}/explanation/", {"cycle": cycle})
    assert answer.status_code == status
