"""Changing a plan: dates move, a published one journals old and new and is acknowledged again (iptor:5e)."""

from datetime import timedelta

import pytest

from hostops.alerts.models import Delivery
from hostops.journal.models import Entry as JournalEntry
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from maintenance.actions.year_plans import plan_change
from maintenance.actions.year_publishing import plan_acknowledge
from maintenance.actions.year_records import standing_windows
from maintenance.models import Window, YearPlan
from tests.house import House
from tests.maintenance_years.scene import RULE, at, dates, drafted, entry, moved, published

pytestmark = pytest.mark.usefixtures("tuesday")


def change(house: House, plan: YearPlan, **more: object) -> YearPlan:
    return plan_change(actor=house.planner, plan=plan, **more)  # type: ignore[arg-type]


def test_a_date_moves_and_its_window_with_it(house: House) -> None:
    plan = drafted(house)
    march = standing_windows(plan)[2]
    change(house, plan, dates=moved(plan, 3, "2027-03-14 00:00", "2027-03-14 05:00"))
    march.refresh_from_db()
    assert (march.starts_at, march.ends_at) == (at("2027-03-14 00:00"), at("2027-03-14 05:00"))
    assert Window.objects.count() == 12
    assert plan.version == 2


def test_a_plan_that_breaks_a_rule_is_refused_and_nothing_is_half_done(house: House) -> None:
    plan = drafted(house)
    before = dates(plan)
    with pytest.raises(BadField) as error:
        change(house, plan, dates=moved(plan, 3, "2027-02-28 00:00", "2027-02-28 05:00"))
    assert set(error.value.errors) == {"dates", "dates.2"}
    assert dates(plan) == before
    assert plan.version == 1


def test_drafted_anew_by_another_rule(house: House) -> None:
    plan = drafted(house)
    change(house, plan, rule={**RULE, "nth": 1, "long_months": [5, 11]})
    windows = standing_windows(plan)
    assert windows[0].starts_at == at("2027-01-03 00:00")
    assert [window.starts_at.month for window in windows if window.kind == "long"] == [5, 11]
    assert windows[4].title == "Longer service window, May 2027"
    assert windows[3].title == "Service window, April 2027"
    assert Window.objects.count() == 12


def test_the_title_alone(house: House) -> None:
    plan = drafted(house)
    change(house, plan, title="Common storage 2027")
    assert plan.title == "Common storage 2027"
    assert len(dates(plan)) == 12


def test_the_second_of_two_planners_is_told(house: House) -> None:
    plan = drafted(house)
    change(house, plan, title="First", if_version=1)
    with pytest.raises(Outdated, match="changed in the meantime"):
        change(house, plan, title="Second", if_version=1)
    assert plan.title == "First"


def test_a_published_plan_journals_old_and_new_and_is_told_again(house: House) -> None:
    plan = published(house)
    plan_acknowledge(actor=house.stranger, plan=plan)
    told = Delivery.objects.filter(channel="email", recipient=house.stranger).count()
    june = standing_windows(plan)[5]
    change(house, plan, dates=moved(plan, 6, "2027-06-13 00:00", "2027-06-13 06:00"), reason="the hall is closed")
    noted = JournalEntry.objects.get(verb="maintenance.plan.changed")
    assert noted.reason == "the hall is closed"
    assert noted.before["dates"][june.number].startswith("short 2027-06-19T22:00:00")
    assert noted.after["dates"][june.number].startswith("short 2027-06-12T22:00:00")
    june.refresh_from_db()
    assert june.state == "planned"
    assert plan.acknowledgements.get().acknowledged_at is None
    mails = Delivery.objects.filter(channel="email", recipient=house.stranger).order_by("pk")
    assert mails.count() == told + 1
    assert "Sun 13 Jun 2027, 00:00 CEST to Sun 13 Jun 2027, 06:00 CEST" in mails.last().body  # type: ignore[union-attr]


def test_a_published_plan_whose_title_changes_tells_nobody(house: House) -> None:
    plan = published(house)
    plan_acknowledge(actor=house.stranger, plan=plan)
    told = Delivery.objects.count()
    change(house, plan, title="Common storage")
    assert Delivery.objects.count() == told
    assert plan.acknowledgements.get().acknowledged_at is not None


def test_another_month_for_a_longer_window_of_a_published_plan(house: House) -> None:
    plan = published(house)
    change(house, plan, rule={**RULE, "long_months": [5, 10]})
    windows = standing_windows(plan)
    assert [window.starts_at.month for window in windows if window.kind == "long"] == [5, 10]
    assert {window.state for window in windows} == {"planned"}
    assert Window.objects.filter(state="cancelled", plan=plan).count() == 2


def test_what_was_announced_does_not_move_with_the_plan(house: House) -> None:
    plan = published(house)
    window = standing_windows(plan)[5]
    Window.objects.filter(pk=window.pk).update(state="announced")
    with pytest.raises(NotPossible, match="announced: change the window itself"):
        change(house, plan, dates=moved(plan, 6, "2027-06-13 00:00", "2027-06-13 06:00"))
    change(house, plan, dates=moved(plan, 7, "2027-07-11 00:00", "2027-07-11 06:00"))


def test_seconds_count(house: House) -> None:
    plan = drafted(house)
    found = dates(plan)
    late = entry("2027-03-21 00:00", "2027-03-21 06:00")
    found[2] = type(late)("short", late.starts_at, late.ends_at + timedelta(seconds=1))
    with pytest.raises(BadField, match="6 hours and 1 second"):
        change(house, plan, dates=found)


@pytest.mark.parametrize("who", ["engineer", "stranger"])
def test_planners_alone(house: House, who: str) -> None:
    with pytest.raises(NotAllowed):
        plan_change(actor=getattr(house, who), plan=drafted(house), title="Mine")
