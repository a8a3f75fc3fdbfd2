"""The demo's months: most kept, one missed, one revised, one waiting for an approval; events of every kind."""

from datetime import datetime

import pytest

from hostops.accounts.models import Account
from maintenance.availability.told import months_of_accounts
from maintenance.models import AvailabilityMonth, BusinessEvent, Downtime
from maintenance.rules.months import moved

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]


def test_downtimes_of_half_a_year_with_an_exclusion_that_waits(present: datetime) -> None:
    rows = Downtime.objects.current()
    assert rows.count() >= 12
    assert rows.exclude(approved_at=None).count() == 1
    assert rows.exclude(exclusion="").filter(approved_at=None).count() == 1


def test_closed_months_of_every_account_kept_missed_and_revised(present: datetime) -> None:
    months = AvailabilityMonth.objects.all()
    assert months.values("account").distinct().count() == Account.objects.count()
    assert {True, False} <= {month.figures["met"] for month in months}
    assert months.get(account__slug="harbor", revision=2).changes


def test_the_running_month_has_something_to_show(present: datetime) -> None:
    month = moved(max(AvailabilityMonth.objects.values_list("month", flat=True)), 1)
    told = months_of_accounts(list(Account.objects.all()), month, present)
    assert all(figures["servers"] for figures in told.values())


def test_events_ahead_behind_late_answered_and_withdrawn(present: datetime) -> None:
    states = {event.state_at(present) for event in BusinessEvent.objects.all()}
    assert {"ahead", "over", "withdrawn"} <= states
    assert BusinessEvent.objects.filter(filed_late=True).exists()
    assert BusinessEvent.objects.exclude(answer="").count() >= 3
