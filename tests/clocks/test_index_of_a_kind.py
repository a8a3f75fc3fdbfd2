"""A desk's overdue clocks are found without reading everybody's."""

from datetime import datetime, timedelta

from django.db import connection

from hostops.clocks.models import Clock
from hostops.clocks.querysets import ClockQuerySet
from tests.alerts.scene import clock, entry
from tests.house import House


def _plan(rows: ClockQuerySet) -> str:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE clocks_clock")
        cursor.execute("SET LOCAL enable_seqscan = off")
    return rows.order_by().explain()


def test_overdue_clocks_of_one_kind_by_their_own_index(house: House, tuesday: datetime) -> None:
    for minutes in range(60):
        clock(house, entry("breach", tuesday - timedelta(minutes=minutes)))
    few = clock(house, entry("breach", tuesday), kind="backup")
    overdue = Clock.objects.live().filter(kind="backup", due_at__lte=tuesday)
    assert list(overdue) == [few]
    assert "clock_open_kind" in _plan(overdue)
