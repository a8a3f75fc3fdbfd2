"""A window in a freeze needs a word of its planner; an emergency one is never stopped by it."""

from collections.abc import Callable
from datetime import datetime

import pytest

from hostops.lib.errors import BadField
from maintenance.actions import window_plan
from maintenance.actions.freezing import freeze_lift
from maintenance.actions.year_plans import plan_look
from maintenance.checking import check_again
from maintenance.freezes import windows_in
from maintenance.models import Window
from maintenance.scope import Scope
from maintenance.states import State
from tests.house import House
from tests.maintenance.scene import DAY, SUNDAY, drafted, planned
from tests.maintenance_freezes.scene import around, frozen
from tests.maintenance_years.scene import RULE, at

SCOPES: dict[str, Callable[[House], Scope]] = {
    "everything": lambda house: Scope(all=True),
    "its account": lambda house: Scope(accounts=[house.nordic]),
    "its server": lambda house: Scope(servers=[house.nordic_server]),
}


@pytest.mark.parametrize("scope", SCOPES)
def test_a_window_in_it_needs_a_word(house: House, tuesday: datetime, scope: str) -> None:
    freeze = frozen(house, SCOPES[scope](house))
    window = drafted(house)
    with pytest.raises(BadField) as refused:
        window_plan(actor=house.planner, window=window)
    assert f"{freeze.number}, freeze: Year's end." in refused.value.errors["word"]
    window_plan(actor=house.planner, window=window, word="The vendor insists.")
    assert window.state == State.PLANNED
    assert windows_in(freeze, house.engineer) == [window]


def test_another_accounts_freeze_is_nothing_to_it(house: House, tuesday: datetime) -> None:
    frozen(house, Scope(accounts=[house.harbor]))
    frozen(house, Scope(servers=[house.server]))
    frozen(house, **around(SUNDAY + 10 * DAY))
    assert planned(house).state == State.PLANNED


def test_a_lifted_one_stands_in_nobodys_way(house: House, tuesday: datetime) -> None:
    freeze_lift(actor=house.planner, freeze=frozen(house), reason="The sale is off.")
    assert planned(house).state == State.PLANNED


def test_what_begins_when_it_ends_is_not_in_it(house: House, tuesday: datetime) -> None:
    frozen(house, starts_at=SUNDAY - DAY, ends_at=SUNDAY)
    assert planned(house).state == State.PLANNED


def test_an_emergency_is_told_of_it_and_not_stopped(house: House, tuesday: datetime) -> None:
    freeze = frozen(house, **around(tuesday))
    window = drafted(house, "emergency", starts_at=tuesday + DAY / 4)
    [clash] = check_again(window).verdict.clashes
    assert (clash.kind, clash.reference, clash.needs_word) == ("freeze", freeze.number, False)
    assert window_plan(actor=house.planner, window=window).state == State.PLANNED


def test_a_customer_sees_its_own_windows_in_it_and_no_drafts(house: House, tuesday: datetime) -> None:
    drafted(house)
    ours = planned(house)
    theirs = Window.objects.exclude(pk=ours.pk).get()
    freeze = frozen(house)
    assert theirs.state == State.DRAFT
    assert windows_in(freeze, house.stranger) == [ours]
    assert windows_in(freeze, house.contact) == []


def test_a_year_is_told_which_dates_lie_in_one(house: House, tuesday: datetime) -> None:
    freeze = frozen(house, starts_at=at("2027-12-15 00:00"), ends_at=at("2028-01-02 00:00"))
    _, looked = plan_look(actor=house.planner, year=2027, rule=RULE)
    [found] = [one for one in looked.warnings if one.kind == "freeze"]
    assert (found.month, found.reference, found.needs_word) == (12, freeze.number, True)
    assert found.detail == f"at the same time as {freeze.number}, freeze: Year's end."
