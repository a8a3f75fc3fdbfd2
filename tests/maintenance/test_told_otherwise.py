"""An account that no mail reaches is told otherwise, which counts as sent to it at that instant (iptor:5f)."""

from datetime import datetime
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from hostops.accounts.models import Account
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.actions import notice_told, window_announce
from maintenance.models import ToldOtherwise, Window
from maintenance.scope import Scope
from maintenance.tasks import settle
from tests.house import House, contract
from tests.maintenance.scene import DAY, HOUR, begun, clock, decided, mailed, planned
from tests.tickets_api.conftest import Callers

CALL: dict[str, Any] = {"by": "phone", "who": "Ada Fjord", "words": "She read the notice to the board."}


@pytest.fixture
def fjord(house: House) -> Account:
    """An account on iptor with nobody to mail."""
    account = Account.objects.create(slug="fjord", name="Fjord", timezone="Europe/Oslo")
    contract(account, house.nordic_contract.bindings.get().version)
    return account


@pytest.fixture
def window(house: House, fjord: Account, tuesday: datetime) -> Window:
    """Announced; nordic was mailed, and fjord has nobody."""
    made = planned(house, scope=Scope(accounts=[house.nordic, fjord]))
    window_announce(actor=house.planner, window=decided(house, made))
    mailed()
    return made


def test_it_keeps_no_window_from_its_start(house: House, window: Window, fjord: Account, tuesday: datetime) -> None:
    assert window.notices.get().sent_at is None
    with moved_to(tuesday + DAY):
        notice_told(actor=house.planner, window=window, account=fjord, at=tuesday + HOUR, **CALL)
        assert settle() == 1
    assert (window.notices.get().sent_at, clock(window).stopped_at) == (tuesday + HOUR, tuesday + HOUR)
    window.refresh_from_db()
    assert begun(house, window).state == "in_progress"


def test_told_too_late_is_not_kept(house: House, window: Window, fjord: Account) -> None:
    with moved_to(window.starts_at - 5 * DAY):
        notice_told(actor=house.planner, window=window, account=fjord, **CALL)
        settle()
    assert window.notices.get().kept is False


def test_what_makes_no_sense_is_refused(house: House, window: Window, fjord: Account, tuesday: datetime) -> None:
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"at": tuesday + HOUR}, "at"),
        ({"at": tuesday - HOUR}, "at"),
        ({"by": "pigeon"}, "by"),
        ({"who": " "}, "who"),
        ({"words": ""}, "words"),
        ({"account": house.harbor}, "account"),
    )
    for given, field in wrong:
        with pytest.raises(BadField) as refused:
            notice_told(actor=house.planner, window=window, **{"account": fjord, **CALL, **given})
        assert list(refused.value.errors) == [field]
    with pytest.raises(NotPossible, match=r"told of .* already"):
        notice_told(actor=house.planner, window=window, account=house.nordic, **CALL)
    for who in (house.engineer, house.stranger):
        with pytest.raises(NotAllowed):
            notice_told(actor=who, window=window, account=fjord, **CALL)


def test_before_the_announcement_nobody_can_be_told(house: House, fjord: Account, tuesday: datetime) -> None:
    window = planned(house, scope=Scope(accounts=[house.nordic, fjord]))
    with pytest.raises(NotPossible):
        notice_told(actor=house.planner, window=window, account=fjord, **CALL)


def test_it_is_written_once(house: House, window: Window, fjord: Account) -> None:
    notice_told(actor=house.planner, window=window, account=fjord, **CALL)
    with pytest.raises(NotPossible):
        notice_told(actor=house.planner, window=window, account=fjord, **CALL)
    with pytest.raises(DatabaseError), transaction.atomic():
        ToldOtherwise.objects.update(who="Nobody")


def test_by_rest(house: House, window: Window, fjord: Account, calls: Callers) -> None:
    where = f"/api/v1/windows/{window.number}/"
    assert calls.planner.post(f"{where}tell/", {"account": "fjord", **CALL}).status_code == 200
    [row] = [row for row in calls.planner.get(f"{where}affected/").json()["results"] if row["account"] == "fjord"]
    assert [(told["by"], told["who"]) for told in row["told_otherwise"]] == [("phone", "Ada Fjord")]
