"""A year is drafted by a rule or of dates, and checked as a whole (iptor:5e)."""

from datetime import datetime, timedelta

import pytest

from hostops.journal.models import Entry as JournalEntry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from maintenance.actions.year_plans import plan_draft, plan_look
from maintenance.actions.year_records import standing_windows
from maintenance.models import Window, YearPlan
from tests.house import House
from tests.maintenance_years.scene import RULE, STOCKHOLM, at, dates, drafted, entry, moved

pytestmark = pytest.mark.usefixtures("tuesday")


def wrong(error: pytest.ExceptionInfo[BadField]) -> dict[str, str]:
    return error.value.errors


def test_by_a_rule(house: House) -> None:
    plan = drafted(house)
    windows = standing_windows(plan)
    assert (plan.state, plan.timezone, plan.title) == ("draft", STOCKHOLM, "Service windows 2027")
    assert [window.kind for window in windows].count("long") == 2
    assert (windows[0].starts_at, windows[0].ends_at) == (at("2027-01-17 00:00"), at("2027-01-17 06:00"))
    assert (windows[3].starts_at, windows[3].ends_at) == (at("2027-04-10 08:00"), at("2027-04-11 20:00"))
    assert {window.state for window in windows} == {"draft"}
    assert windows[3].title == "Longer service window, April 2027"
    assert plan.rule["long_months"] == [4, 10]


def test_by_the_policys_own_rule(house: House) -> None:
    windows = standing_windows(plan_draft(actor=house.planner, year=2027))
    assert [window.starts_at.month for window in windows if window.kind == "long"] == [5, 11]
    assert windows[1].starts_at == at("2027-02-21 00:00")
    assert windows[4].ends_at - windows[4].starts_at == timedelta(hours=36)


def test_of_dates(house: House) -> None:
    given = dates(drafted(house, 2028))
    kinds = enumerate((one.kind for one in given), start=1)
    given = [entry(f"2027-{month:02}-05 01:00", f"2027-{month:02}-05 04:00", kind) for month, kind in kinds]
    assert dates(drafted(house, rule=None, dates=given)) == given


def test_accounts_whose_policy_plans_no_years_are_left_out(house: House) -> None:
    plan = drafted(house)
    window = standing_windows(plan)[0]
    assert plan.scope == {"all": True}
    assert [item.account for item in window.scope_items.all()] == [house.nordic]


def test_the_journal_keeps_who_and_what(house: House) -> None:
    plan = drafted(house)
    entry = JournalEntry.objects.get(verb="maintenance.plan.drafted")
    assert (entry.actor, entry.reference) == (house.planner, "plan 2027")
    assert len(entry.after["dates"]) == 12
    assert plan.version == 1


def test_a_time_that_clocks_jump_over_is_refused_by_its_date(house: House) -> None:
    with pytest.raises(BadField) as error:
        drafted(house, rule={**RULE, "nth": "last", "at": "02:30", "duration": "PT3H"})
    assert "2027-03-28 has no 02:30 in Europe/Stockholm" in wrong(error)["rule"]
    assert "iptor:5e" in wrong(error)["rule"]
    assert not Window.objects.exists()
    assert not YearPlan.objects.exists()


def test_every_fault_stands_at_its_date(house: House) -> None:
    given = moved(drafted(house, 2028), 2, "2028-01-25 00:00", "2028-01-25 07:00")
    YearPlan.objects.update(year=2029)
    with pytest.raises(BadField) as error:
        drafted(house, 2028, rule=None, dates=given)
    found = wrong(error)
    assert set(found) == {"dates", "dates.1"}
    assert found["dates"] == "February has no window; 1 is promised in every month (iptor:5e)"
    assert "January has 2 windows" in found["dates.1"]
    assert "lasts up to 6 hours" in found["dates.1"]


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"weekday": "sunday"}, "rule.weekday"),
        ({"nth": 5}, "rule.nth"),
        ({"at": "24:00"}, "rule.at"),
        ({"at": "0:00"}, "rule.at"),
        ({"duration": "6 hours"}, "rule.duration"),
        ({"duration": "P2M"}, "rule.duration"),
        ({"long": {"nth": 0}}, "rule.long.nth"),
        ({"long": [1]}, "rule.long"),
        ({"long_months": [13]}, "rule.long_months"),
        ({"long_months": [4, 4]}, "rule.long_months"),
        ({"on": "sun"}, "rule.on"),
        ({"long": {"on": "sun"}}, "rule.long.on"),
    ],
)
def test_a_rule_that_is_none(house: House, rule: dict[str, object], field: str) -> None:
    with pytest.raises(BadField) as error:
        drafted(house, rule=rule)
    assert field in wrong(error)


def test_three_long_months_break_the_budget(house: House) -> None:
    with pytest.raises(BadField, match="3 long windows"):
        drafted(house, rule={**RULE, "long_months": [4, 8, 10]})


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"year": 2400}, "year"),
        ({"timezone": "Mars/Base"}, "timezone"),
        ({"title": "x" * 300}, "title"),
        ({"dates": []}, "rule"),
    ],
)
def test_a_head_that_is_none(house: House, given: dict[str, object], field: str) -> None:
    with pytest.raises(BadField) as error:
        drafted(house, **given)  # type: ignore[arg-type]
    assert field in wrong(error)


def test_a_year_has_one_plan(house: House) -> None:
    drafted(house)
    with pytest.raises(NotPossible, match="There is a plan of 2027 already"):
        drafted(house)
    assert Window.objects.count() == 12


@pytest.mark.parametrize("who", ["engineer", "contact", "stranger"])
def test_planners_alone(house: House, who: str) -> None:
    with pytest.raises(NotAllowed):
        plan_draft(actor=getattr(house, who), year=2027)


def test_looking_stores_nothing_and_tells_everything(house: House, tuesday: datetime) -> None:
    entries, seen = plan_look(actor=house.planner, year=2026, rule=RULE)
    assert len(entries) == 12
    assert seen.faults == ()
    late = [warning for warning in seen.warnings if warning.kind == "notice"]
    assert [warning.month for warning in late] == [1, 2, 3]
    assert late[2].needs_word
    assert "6 days of notice had to be sent by 2026-03-09 00:00" in late[2].detail
    assert not YearPlan.objects.exists()
