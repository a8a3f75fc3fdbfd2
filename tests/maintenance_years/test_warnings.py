"""What is unwise about a date: clocks that change in it, copies that fall into it (iptor:5e)."""

from typing import Any

import pytest

from maintenance.actions.year_plans import plan_look
from maintenance.yearlook import PlanWarning
from tests.house import House
from tests.maintenance_years.scene import RULE

pytestmark = pytest.mark.usefixtures("tuesday")


def warnings(house: House, **rule: Any) -> list[PlanWarning]:
    return list(plan_look(actor=house.planner, year=2027, rule={**RULE, **rule})[1].warnings)


def test_clocks_that_change_while_it_lasts(house: House) -> None:
    found = [
        one
        for one in warnings(house, nth="last", at="00:30", duration="PT5H", long_months=[4, 9])
        if one.kind == "clock"
    ]
    assert [one.month for one in found] == [3, 10]
    assert "it takes 5 hours, whatever they show" in found[0].detail
    assert not any(one.needs_word for one in found)


def test_a_start_that_comes_twice_is_the_first(house: House) -> None:
    found = warnings(
        house, nth="last", at="02:15", duration="PT5H", weekday="sat", long={"weekday": "sun"}, long_months=[4, 10]
    )
    said = [one.detail for one in found if one.kind == "clock" and one.month == 10]
    assert "02:15 comes twice that day in Europe/Stockholm; it starts at the first" in said


def test_rare_copies_give_way_and_need_no_word(house: House) -> None:
    found = [one for one in warnings(house) if one.kind == "backup"]
    assert {one.reference for one in found} == {"iptor:2b"}
    assert not any(one.needs_word for one in found)
    assert found[0].detail == "the weekly full backup of Sun 02:00 Europe/Stockholm gives way"
