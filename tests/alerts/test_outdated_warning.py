"""Nobody is told to answer what has been answered: a warning that no longer holds is dropped when it is to be sent."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.alerts.models import Delivery
from hostops.alerts.outbox import deliver
from hostops.alerts.routing import route
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to
from tests.alerts.scene import alert, entry
from tests.house import House

EARLY = timedelta(hours=12)


def _next_morning(house: House, tuesday: datetime, key: str, **changes: Any) -> str:
    night = tuesday + EARLY
    with moved_to(night):
        raised = alert(house, night, "managers", key=key)
        route()
    Clock.objects.filter(pk=raised.clock_id).update(**changes)
    with moved_to(night + EARLY):
        deliver()
    return Delivery.objects.get(channel="email").state


ENDED: list[dict[str, Any]] = [
    {"stopped_at": datetime.fromisoformat("2026-03-11T06:00:00Z"), "next_at": None},
    {"cancelled_at": datetime.fromisoformat("2026-03-11T06:00:00Z"), "next_at": None},
    {"cycle": 2},
    {"thresholds": [entry("80%", datetime.fromisoformat("2026-03-12T06:00:00Z"), revision=1)]},
    {"thresholds": []},
]


@pytest.mark.parametrize("changes", ENDED)
def test_warning_of_what_is_over_is_dropped(
    house: House, tuesday: datetime, changes: dict[str, Any], mailoutbox: list[Any]
) -> None:
    assert _next_morning(house, tuesday, "80%", **changes) == "dropped"
    assert mailoutbox == []


def test_warning_that_still_holds_is_sent(house: House, tuesday: datetime, mailoutbox: list[Any]) -> None:
    assert _next_morning(house, tuesday, "80%") == "sent"
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("changes", ENDED[:3])
def test_breach_has_happened_and_is_told(house: House, tuesday: datetime, changes: dict[str, Any]) -> None:
    assert _next_morning(house, tuesday, "breach", **changes) == "sent"
