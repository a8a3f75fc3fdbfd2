"""A period is closed some time after its end: its figures are frozen, and what is heard later changes nothing."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from hostops.lib.now import moved_to
from maintenance.patching.closing import periods_close
from maintenance.patching.models import ClosedPeriod
from maintenance.patching.turning import periods_turn
from tests.house import House
from tests.patching.cases import done, ran
from tests.patching.scene import patched

DAY = timedelta(days=1)
WEEK_END = datetime(2026, 3, 15, 23, tzinfo=UTC)
CLOSES = WEEK_END + 3 * DAY


def test_it_is_closed_three_days_after_its_end_and_not_before(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    done(ran([scene.servers["erp1"]], "linux"))
    with moved_to(CLOSES - timedelta(microseconds=1)):
        assert periods_close() == 0
    with moved_to(CLOSES):
        assert periods_close() == 2
        assert periods_close() == 0
    linux, windows = ClosedPeriod.objects.order_by("platform")
    assert (linux.on_time, linux.late, linux.excepted) == (1, 0, 0)
    assert (windows.on_time, windows.late, windows.excepted) == (0, 1, 0)
    figures = json.loads(linux.figures)
    assert sha256(linux.figures.encode()).hexdigest() == linux.sha256
    assert (figures["period"], figures["servers"][0]["state"]) == ("2026-W11", "on_time")


def test_a_report_within_the_time_counts_and_one_after_it_does_not(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    with moved_to(CLOSES - DAY):
        done(ran([scene.servers["erp1"]], "linux"), tuesday)
    with moved_to(CLOSES):
        periods_turn()
        periods_close()
        done(ran([scene.servers["win1"]], "windows"), tuesday)
    assert scene.owed("erp1")[0].done_at == tuesday
    assert scene.owed("win1")[0].done_at is None
    assert ClosedPeriod.objects.get(platform="windows").late == 1


def test_it_is_written_once(house: House, tuesday: datetime) -> None:
    patched(house)
    with moved_to(CLOSES):
        periods_close()
    with pytest.raises(DatabaseError), transaction.atomic():
        ClosedPeriod.objects.update(late=0)
