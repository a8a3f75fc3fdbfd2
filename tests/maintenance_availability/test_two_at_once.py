"""Two at once, on two connections: over one entry, and over a month that is being closed."""

from datetime import date, datetime

import pytest

from hostops.lib.errors import NotPossible
from maintenance.actions.downtimes import downtime_correct, downtime_record
from maintenance.actions.months import month_close
from maintenance.models import AvailabilityMonth, Downtime
from maintenance.tasks import close_months
from tests.duty.test_two_at_once import then
from tests.house import House
from tests.maintenance_availability.scene import DAY, HOUR, MINUTE, down
from tests.tickets.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_entry_is_corrected_once(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, None)
    ends = [tuesday - 10 * MINUTE, tuesday - 20 * MINUTE, tuesday - 30 * MINUTE]
    results = at_once(
        *[
            then(tuesday, downtime_correct, actor=house.engineer, downtime=row, ends_at=end, reason="Back.")
            for end in ends
        ]
    )
    assert [type(result) for result in results if isinstance(result, Exception)] == [NotPossible] * 2
    assert Downtime.objects.current().count() == 1


@pytest.mark.parametrize("_", range(3))
def test_what_is_recorded_while_a_month_is_closed_is_in_its_last_revision(
    house: House, tuesday: datetime, _: int
) -> None:
    start = tuesday - 20 * DAY
    given = {"server": house.server, "starts_at": start, "ends_at": start + MINUTE, "cause": "x"}
    results = at_once(
        then(tuesday, month_close, actor=house.manager, account=house.harbor, month=date(2026, 2, 1)),
        then(tuesday, downtime_record, actor=house.engineer, **given),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert AvailabilityMonth.objects.latest("revision").figures["unscheduled_seconds"] == 60


def test_two_workers_close_a_month_once(house: House, tuesday: datetime) -> None:
    closed = at_once(*[then(tuesday, close_months)] * 3)
    assert sum(closed) == AvailabilityMonth.objects.count() == 2
