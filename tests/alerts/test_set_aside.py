"""A clock whose handling raises is set aside, with an alert to operators, and stops nobody else."""

from datetime import datetime
from typing import Any

import pytest
from django.db import OperationalError

from hostops.alerts import sweep as module
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock
from tests.alerts.scene import clock, entry, said
from tests.house import House

BROKEN: list[Any] = [
    {"at": "2026-03-10T17:00:00+00:00"},  # no key
    "nonsense",
    {**entry("x" * 60, None), "at": "2026-03-10T17:00:00+00:00"},  # too long for the database
    {**entry("breach", None), "at": "2026-03-10T17:00:00"},  # no zone
    {**entry("breach", None), "at": "soon"},
]


def _broken(house: House, tuesday: datetime, what: Any) -> Clock:
    made = clock(house, entry("breach", tuesday))
    Clock.objects.filter(pk=made.pk).update(thresholds=[what])
    return made


@pytest.mark.parametrize("what", BROKEN)
def test_broken_clock_is_set_aside_and_operators_are_told(house: House, tuesday: datetime, what: Any) -> None:
    broken = _broken(house, tuesday, what)
    assert sweep() == 1
    broken.refresh_from_db()
    assert broken.set_aside
    assert broken.next_at is None
    alert = Alert.objects.get()
    assert (alert.threshold, alert.tell, alert.wakes) == ("set_aside", ["managers", "engineers"], True)


def test_broken_ones_stop_nobody_else(house: House, tuesday: datetime) -> None:
    well = [clock(house, entry("breach", tuesday)) for _ in range(20)]
    for what in BROKEN[:3]:
        _broken(house, tuesday, what)
    well += [clock(house, entry("breach", tuesday)) for _ in range(20)]
    assert sweep() == 43
    assert all([key for key, *_ in said(one)] == ["breach"] for one in well)
    assert Alert.objects.filter(threshold="set_aside").count() == 3
    assert sweep() == 0


def test_set_aside_again_is_told_again(house: House, tuesday: datetime) -> None:
    broken = _broken(house, tuesday, "nonsense")
    sweep()
    Clock.objects.filter(pk=broken.pk).update(set_aside="", next_at=tuesday)
    sweep()
    assert [key for key, *_ in said(broken)] == ["set_aside", "set_aside:2"]


def test_database_away_is_no_fault_of_a_clock(house: House, tuesday: datetime, monkeypatch: Any) -> None:
    watched = clock(house, entry("breach", tuesday))

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(module, "look", away)
    with pytest.raises(OperationalError):
        sweep()
    monkeypatch.undo()
    assert sweep() == 1
    assert [key for key, *_ in said(watched)] == ["breach"]
