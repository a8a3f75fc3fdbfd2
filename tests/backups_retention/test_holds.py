"""Holds: a copy that must not go, by whom, why, and until when."""

from datetime import datetime
from typing import Any

import pytest

from backups.actions.holding import hold_place, hold_release
from backups.models import Hold, Run
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.backups_retention.scene import DAY, HOUR, copy, daily
from tests.house import House
from tests.tickets_api.calls import pointers
from tests.tickets_api.conftest import Callers

ADDRESS = "/api/v1/backups/holds/"


@pytest.fixture
def run(house: House, iptor: PolicyVersion, tuesday: datetime) -> Run:
    """Nordic's, its time over."""
    return copy(daily(house, iptor), tuesday - 8 * DAY)


def place(house: House, run: Run, **more: Any) -> Hold:
    return hold_place(**{"actor": house.engineer, "run": run, "kind": "hand", "reason": "An audit.", **more})


def expirable(at: datetime) -> list[int]:
    return list(Run.objects.expirable(at).values_list("pk", flat=True))


def test_it_keeps_the_copy_until_its_end(house: House, run: Run, tuesday: datetime) -> None:
    place(house, run, until_at=tuesday + DAY)
    assert expirable(tuesday) == []
    assert expirable(tuesday + DAY - HOUR) == []
    assert expirable(tuesday + DAY) == [run.pk]


def test_without_an_end_it_keeps_until_it_is_released(house: House, run: Run, tuesday: datetime) -> None:
    hold = place(house, run, kind="legal", reason="A court\x00 asks.")
    assert hold.reason == "A court asks."
    assert expirable(tuesday + 3650 * DAY) == []
    hold_release(actor=house.planner, hold=hold, reason="The case is closed.")
    assert expirable(tuesday) == [run.pk]
    with pytest.raises(NotPossible, match="It holds no more"):
        hold_release(actor=house.planner, hold=hold, reason="Again.")
    said = Entry.objects.filter(verb__startswith="backups.hold").order_by("pk")
    assert [(entry.verb, entry.reason, entry.reference) for entry in said] == [
        ("backups.hold.placed", "A court asks.", run.schedule.number),
        ("backups.hold.released", "The case is closed.", run.schedule.number),
    ]


def test_a_longer_hold_takes_the_place_of_a_shorter_one(house: House, run: Run, tuesday: datetime) -> None:
    first = place(house, run, until_at=tuesday + DAY)
    second = place(house, run, until_at=tuesday + 2 * DAY)
    first.refresh_from_db()
    assert first.released_at == second.placed_at == tuesday
    with pytest.raises(NotPossible, match="release that one first"):
        place(house, run, until_at=tuesday + DAY)
    place(house, run)
    with pytest.raises(NotPossible, match="until it is released"):
        place(house, run, until_at=tuesday + 9 * DAY)


def test_a_legal_hold_yields_to_a_legal_one_alone(house: House, run: Run, tuesday: datetime) -> None:
    place(house, run, kind="legal", until_at=tuesday + DAY)
    with pytest.raises(NotPossible, match="legal hold"):
        place(house, run)
    assert place(house, run, kind="legal").until_at is None


def test_a_hold_that_ran_out_is_put_away_as_it_ended(house: House, run: Run, tuesday: datetime) -> None:
    old = place(house, run, until_at=tuesday + HOUR)
    with moved_to(tuesday + DAY):
        with pytest.raises(NotPossible):
            hold_release(actor=house.engineer, hold=old, reason="Late.")
        place(house, run, kind="hand")
    old.refresh_from_db()
    assert (old.released_at, old.released_by) == (tuesday + HOUR, None)


def test_what_can_not_be_held(house: House, run: Run, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="behind"):
        place(house, run, until_at=tuesday)
    with pytest.raises(BadField, match="Write something here"):
        place(house, run, reason=" \x00 ")
    with pytest.raises(NotPossible, match="left no copy"):
        place(house, copy(run.schedule, tuesday - DAY, status="failed"))
    with pytest.raises(NotPossible, match="is gone"):
        place(house, copy(run.schedule, tuesday - 9 * DAY, deleted_at=tuesday))
    for person in (house.contact, house.holder, house.stranger, house.viewer):
        with pytest.raises(NotAllowed):
            place(house, run, actor=person)


def test_by_rest(house: House, run: Run, calls: Callers, tuesday: datetime) -> None:
    until = (tuesday + DAY).isoformat()
    answer = calls.engineer.post(
        ADDRESS, {"run": run.pk, "kind": "legal", "reason": "A court asks.", "until_at": until}
    )
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert made == {
        "id": made["id"], "run": run.pk, "server": "erp1", "account": "nordic", "tier": "daily", "kind": "legal",
        "reason": "A court asks.", "until_at": "2026-03-11T17:00:00Z", "active": True, "placed_by": "engineer",
        "placed_at": "2026-03-10T17:00:00Z", "released_by": None, "released_at": None,
    }  # fmt: skip
    assert answer["Location"].endswith(f"{ADDRESS}{made['id']}/")
    listed = calls.stranger.get(ADDRESS, {"active": "true", "run": run.pk, "kind": "legal"}).json()["results"]
    assert listed == [made]
    step = f"{ADDRESS}{made['id']}/release/"
    assert pointers(calls.engineer.post(step, {})) == ["/reason"]
    assert calls.engineer.post(step, {"reason": "Over."}).json()["active"] is False
    assert calls.engineer.post(step, {"reason": "Over."}).status_code == 409
    assert calls.stranger.get(ADDRESS, {"active": "true"}).json()["results"] == []
    assert len(calls.stranger.get(ADDRESS, {"active": "false"}).json()["results"]) == 1


def test_customers_see_their_own_and_place_none(house: House, run: Run, calls: Callers) -> None:
    hold = place(house, run)
    assert calls.contact.get(ADDRESS).json()["results"] == []
    assert calls.contact.get(f"{ADDRESS}{hold.pk}/").status_code == 404
    assert calls.stranger.get(f"{ADDRESS}{hold.pk}/").status_code == 200
    body = {"run": run.pk, "kind": "hand", "reason": "x"}
    assert calls.stranger.post(ADDRESS, body).status_code == 403
    assert calls.contact.post(f"{ADDRESS}{hold.pk}/release/", {"reason": "x"}).status_code == 404
    assert pointers(calls.engineer.post(ADDRESS, {**body, "run": 987654})) == ["/run"]
