"""Two planners on one year, on two connections: one plan, and the second is told."""

from datetime import datetime

import pytest

from hostops.lib.errors import NotPossible, Outdated
from hostops.lib.now import moved_to
from maintenance.actions.year_plans import plan_change, plan_draft
from maintenance.actions.year_publishing import plan_publish
from maintenance.models import Window, YearPlan
from tests.duty.test_two_at_once import then
from tests.house import House
from tests.maintenance_years.scene import RULE, drafted
from tests.tickets.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_draft_the_same_year(house: House, tuesday: datetime) -> None:
    acts = [then(tuesday, plan_draft, actor=who, year=2027, rule=RULE) for who in (house.planner, house.manager)]
    results = at_once(*acts)
    assert [type(result) for result in results if not isinstance(result, YearPlan)] == [NotPossible]
    assert Window.objects.count() == 12


def test_two_change_what_they_both_read(house: House, tuesday: datetime) -> None:
    plan = drafted(house)
    copies = [YearPlan.objects.get(pk=plan.pk) for _ in range(2)]
    acts = [
        then(tuesday, plan_change, actor=house.planner, plan=copy, title=f"Title {number}", if_version=1)
        for number, copy in enumerate(copies)
    ]
    results = at_once(*acts)
    assert [type(result) for result in results if not isinstance(result, YearPlan)] == [Outdated]


def test_two_publish_it(house: House, tuesday: datetime) -> None:
    plan = drafted(house)
    copies = [YearPlan.objects.get(pk=plan.pk) for _ in range(2)]
    results = at_once(*[then(tuesday, plan_publish, actor=house.planner, plan=copy) for copy in copies])
    assert [type(result) for result in results if not isinstance(result, YearPlan)] == [NotPossible]
    with moved_to(tuesday):
        assert YearPlan.objects.get().acknowledgements.count() == 1
