"""Two reports of one schedule at once, on two connections."""

from datetime import datetime

import pytest

from backups.actions.hearing import What, runs_record
from backups.models import Run
from tests.backups_hearing.scene import Schedules, told
from tests.duty.test_two_at_once import then
from tests.house import House
from tests.tickets.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_same_run_told_twice_is_recorded_once(house: House, schedules: Schedules, tuesday: datetime) -> None:
    runs = [told(schedule) for schedule in schedules.values()]
    # each in an order of its own, as two reports would name them
    acts = [then(tuesday, runs_record, actor=None, told=order) for order in (runs, runs[::-1])]
    results = at_once(*acts)
    outcomes = sorted(outcome.what for result in results for outcome in result)
    assert outcomes == [What.CREATED] * len(runs) + [What.KNOWN] * len(runs)
    assert Run.objects.count() == len(runs)
