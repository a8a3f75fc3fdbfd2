"""Short ways to shifts, absences and alerts that nobody acknowledges."""

from datetime import datetime, timedelta
from typing import Any

from hostops.accounts.models import Person
from hostops.alerts.escalation import escalate
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.routing import route
from hostops.clocks.businesstime import Duration
from hostops.duty.models import Absence, Shift
from hostops.lib.now import moved_to
from tests.alerts.scene import alert
from tests.house import House

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def on_call(person: Person, line: int, now: datetime, **more: Any) -> Shift:
    """A shift that began an hour ago and ends in a day."""
    return Shift.objects.create(person=person, line=line, **{"starts_at": now - HOUR, "ends_at": now + DAY, **more})


def away(person: Person, now: datetime, deputy: Person | None = None, **more: Any) -> Absence:
    """Out of office since an hour ago, for a day."""
    given = {"starts_at": now - HOUR, "ends_at": now + DAY, **more}
    return Absence.objects.create(person=person, deputy=deputy, **given)


def raised(house: House, now: datetime, *tell: str, **more: Any) -> Alert:
    """An alert that wakes, routed."""
    made = alert(house, now, *(tell or ("engineers",)), **{"key": "80%", "wakes": True, **more})
    route()
    made.refresh_from_db()
    return made


def wait_of(alert: Alert) -> timedelta:
    """The policy's time for an alert that wakes."""
    return Duration.parse(alert.clock.version.parsed.alerts.escalation.waking_after).exact


def unheard(alert: Alert, now: datetime, times: int) -> list[Alert]:
    """Nobody acknowledges it, so many times; what it became, in order."""
    wait = wait_of(alert)
    for number in range(1, times + 1):
        with moved_to(now + number * wait):
            escalate()
            route()
    return list(Alert.objects.filter(clock=alert.clock).exclude(pk=alert.pk).order_by("pk"))


def names(alert: Alert) -> list[str]:
    """Who was told of it."""
    told = Delivery.objects.filter(alert=alert, channel="bell").order_by("recipient__username")
    return list(told.values_list("recipient__username", flat=True))
