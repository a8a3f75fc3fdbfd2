"""The level of a promise is told from its rule; where a rule is of several levels, from the case."""

from datetime import datetime
from typing import Any

import pytest

from hostops.clocks.models import Clock
from hostops.policies.actions import policy_publish
from hostops.policies.loading import DOCUMENTS, load, restore
from hostops.policies.models import PolicyVersion
from tests.house import House
from tests.tickets.cases import clock, file
from tests.tickets_reports.rows import promise
from tickets.models import Case
from tickets.reports.levels import LevelsMade, levels


def level(of: Clock) -> int | None:
    found: Any = Clock.objects.annotate(level=LevelsMade().expression()).get(pk=of.pk)
    return found.level  # type: ignore[no-any-return]


def test_the_rule_tells_whatever_became_of_the_case(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    Case.objects.filter(pk=case.pk).update(severity=4)
    assert level(clock(case)) == 3


@pytest.mark.parametrize("of", [1, 2, 3, 4])
def test_each_level_has_its_rule(house: House, tuesday: datetime, of: int) -> None:
    assert level(promise(house, tuesday, None, level=of)) == of


def test_a_policy_without_levels_has_none(house: House, tuesday: datetime) -> None:
    case = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    assert level(clock(case)) is None


@pytest.fixture
def shared(house: House) -> PolicyVersion:
    """A version in which Levels 3 and 4 are answered under one clause."""
    data = load(DOCUMENTS / "itpdx.yaml").model_dump(mode="json")
    third, fourth = (next(each for each in data["cases"]["severities"] if each["level"] == of) for of in (3, 4))
    fourth["response"]["clause"] = third["response"]["clause"]
    return policy_publish(actor=None, document=restore(data, "shared"))


def test_where_a_clause_is_of_two_levels_the_case_tells(house: House, tuesday: datetime, shared: PolicyVersion) -> None:
    case = file(house, 4)
    third = PolicyVersion.objects.get(pk=shared.pk).parsed.cases.response_for(3)
    Clock.objects.filter(subject=case.subject).update(version=shared, clause=third.clause)
    assert level(clock(case)) == 4
    Case.objects.filter(pk=case.pk).update(severity=3)
    assert level(clock(case)) == 3


def test_levels_of_all_versions(house: House, shared: PolicyVersion) -> None:
    assert levels() == [1, 2, 3, 4]
