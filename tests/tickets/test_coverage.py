"""Coverage decisions rest on a clause and what it asks for (itpdx:2a-2c, 4k, 6a)."""

from datetime import datetime, timedelta

import pytest

from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file, state
from tickets.actions import advice_record, coverage_decide
from tickets.models import Advice, Case

DAY = timedelta(days=1)


def withhold(house: House, case: Case, advice: Advice | None = None) -> Case:
    return coverage_decide(
        actor=house.engineer, case=case, decision="withheld", clause="itpdx:2c", reason="Fixed in 2.4.", advice=advice
    )


def test_withholding_for_a_fix_needs_the_advice(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        withhold(house, file(house, 3))
    assert "advice" in refused.value.errors


def test_advice_of_an_earlier_case_allows_it(house: House, tuesday: datetime) -> None:
    with moved_to(tuesday - DAY):
        earlier = advice_record(actor=house.engineer, case=file(house, 3), fixed_version="2.4", told="Ann")
    case = withhold(house, file(house, 3), earlier.advice.get())
    assert (case.coverage, case.coverage_clause, state(case)) == ("withheld", "itpdx:2c", "cancelled")


def test_advice_given_after_this_report_does_not(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    with moved_to(tuesday + DAY):
        later = advice_record(actor=house.engineer, case=file(house, 3), fixed_version="2.4", told="Ann")
        with pytest.raises(BadField):
            withhold(house, case, later.advice.get())


def test_advice_to_another_account_does_not(house: House, tuesday: datetime) -> None:
    with moved_to(tuesday - DAY):
        foreign = file(house, None, actor=house.stranger, account=house.nordic, server=None)
        advice_record(actor=house.engineer, case=foreign, fixed_version="2.4", told="Bo")
    with pytest.raises(BadField):
        withhold(house, file(house, 3), foreign.advice.get())


def test_decision_needs_a_clause_it_rests_on(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        coverage_decide(
            actor=house.engineer, case=file(house, 3), decision="consulting", clause="itpdx:4k", reason="Tuning."
        )
    assert "itpdx:6a" in refused.value.errors["clause"]


def test_covered_after_all_counts_anew(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    coverage_decide(actor=house.engineer, case=case, decision="consulting", clause="itpdx:6a", reason="Tuning.")
    with moved_to(tuesday + DAY):
        coverage_decide(
            actor=house.engineer, case=case, decision="covered", clause="itpdx:2a", reason="It is our own code."
        )
        assert state(case) == "running"


def test_a_policy_without_grounds_knows_no_decision(house: House, tuesday: datetime) -> None:
    case = file(house, None, actor=house.stranger, account=house.nordic, server=None)
    with pytest.raises(NotPossible):
        coverage_decide(actor=house.engineer, case=case, decision="covered", clause="iptor:0", reason="Yes.")
