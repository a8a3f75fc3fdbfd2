"""Exclusions: a cause of the policy, a reason, a manager's approval (itpdx:6b)."""

from datetime import datetime

import pytest

from hostops.lib.errors import BadField, NotAllowed, NotPossible
from maintenance.actions.downtimes import downtime_correct
from maintenance.actions.exclusions import downtime_exclude, exclusion_approve, exclusion_refuse
from maintenance.models import Downtime
from tests.house import House
from tests.maintenance_availability.scene import HOUR, down

WHY = "The exchange in Portland was dark."


@pytest.fixture
def row(house: House, tuesday: datetime) -> Downtime:
    return down(house, tuesday - 2 * HOUR, tuesday - HOUR)


def asked(house: House, row: Downtime) -> Downtime:
    return downtime_exclude(actor=house.engineer, downtime=row, exclusion="internet_outage", reason=WHY)


def test_asked_for_it_is_not_yet_approved(house: House, row: Downtime) -> None:
    found = asked(house, row)
    assert (found.exclusion, found.exclusion_reason, found.approved_at) == ("internet_outage", WHY, None)


def test_a_manager_approves(house: House, row: Downtime, tuesday: datetime) -> None:
    found = exclusion_approve(actor=house.manager, downtime=asked(house, row))
    assert (found.exclusion, found.approved_by, found.approved_at) == ("internet_outage", house.manager, tuesday)
    with pytest.raises(NotPossible, match="approved already"):
        exclusion_approve(actor=house.manager, downtime=found)


def test_a_managers_own_asking_approves(house: House, row: Downtime) -> None:
    found = downtime_exclude(actor=house.manager, downtime=row, exclusion="force_majeure", reason="A flood.")
    assert found.approved_by == house.manager


def test_nobody_else_approves(house: House, row: Downtime) -> None:
    found = asked(house, row)
    for who in (house.engineer, house.planner, house.holder):
        with pytest.raises(NotAllowed):
            exclusion_approve(actor=who, downtime=found)
    with pytest.raises(NotAllowed):
        downtime_exclude(actor=house.holder, downtime=row, exclusion="force_majeure", reason="x")


def test_refused_it_counts_again(house: House, row: Downtime) -> None:
    found = exclusion_refuse(actor=house.manager, downtime=asked(house, row), reason="It was our own router.")
    assert (found.exclusion, found.approved_at, found.reason) == ("", None, "It was our own router.")
    with pytest.raises(NotPossible, match="No exclusion"):
        exclusion_refuse(actor=house.manager, downtime=found, reason="x")
    with pytest.raises(NotPossible, match="No exclusion"):
        exclusion_approve(actor=house.manager, downtime=found)


def test_the_policy_knows_the_causes(house: House, row: Downtime, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="internet_outage, force_majeure, emergency_window"):
        downtime_exclude(actor=house.engineer, downtime=row, exclusion="bad_luck", reason="x")
    nordic = down(house, tuesday - HOUR, tuesday, server=house.nordic_server)
    with pytest.raises(NotPossible, match="excludes no downtime"):
        downtime_exclude(actor=house.engineer, downtime=nordic, exclusion="force_majeure", reason="x")


def test_a_corrected_interval_is_to_be_approved_again(house: House, row: Downtime, tuesday: datetime) -> None:
    approved = exclusion_approve(actor=house.manager, downtime=asked(house, row))
    longer = downtime_correct(actor=house.engineer, downtime=approved, ends_at=tuesday, reason="It went on.")
    assert (longer.exclusion, longer.approved_at) == ("internet_outage", None)


def test_nothing_is_excluded_without_a_reason(house: House, row: Downtime) -> None:
    with pytest.raises(BadField, match="reason"):
        downtime_exclude(actor=house.engineer, downtime=row, exclusion="force_majeure", reason="")
