"""The demo's past alerts: raised, told and acknowledged as they would have been, without a mail being sent.

The real sweep, escalation and router work whenever something is due. What they put into the outbox
is marked at the end as sent long ago: a demo must not begin with hundreds of mails.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import F, Q

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.crossed import BREACH
from hostops.alerts.escalation import escalate
from hostops.alerts.hours import next_in_day
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.routing import route
from hostops.alerts.sweep import sweep
from hostops.lib.demo import Demo
from hostops.lib.now import moved_to, now
from hostops.lib.stage import Routine

# What was raised since is left for whoever looks at the demo.
_FRESH = timedelta(days=1)
_LATE = 0.06
_LOOKED_AFTER = timedelta(minutes=17)
# Not from the beginning of the index: it is full of what this one transaction has moved on, which
# stays there until it ends. A story sets nothing further back than this.
_BACK = timedelta(days=2)
_NEXT = """
SELECT (SELECT min(next_at) FROM clocks_clock WHERE next_at > %(back)s),
       (SELECT min(escalates_at) FROM alerts_alert WHERE escalates_at > %(back)s)
"""


def seed(demo: Demo) -> None:
    watch = _Watch(demo)
    demo.stage.always(Routine(watch.due, watch.round))
    demo.at_the_end.append(partial(_settle, demo.present))


class _Watch:
    """What the portal's worker does by itself, and the staff who see to it."""

    def __init__(self, demo: Demo) -> None:
        self._demo = demo
        self._staff = list(Person.objects.filter(role__in=(Role.ENGINEER, Role.MANAGER)).order_by("pk"))
        self._acts: Callable[[], int] = sweep

    def due(self) -> datetime | None:
        """The first instant at which something is to be said, or told to the next in line."""
        with connection.cursor() as cursor:
            cursor.execute(_NEXT, {"back": max(self._demo.stage.reached, self._demo.ago(days=400)) - _BACK})
            said, escalated = cursor.fetchone()
        self._acts = escalate if said is None or (escalated and escalated < said) else sweep
        found: datetime | None = escalated if self._acts is escalate else said
        return found

    def round(self) -> None:
        """One round, a moment after the instant as in life; then somebody sees to what it raised."""
        instant = min(now() + timedelta(seconds=self._demo.random.uniform(0.1, 1.2)), self._demo.present)
        with moved_to(instant):
            self._acts()
            route()
        if instant < self._demo.present - _FRESH:
            for alert in Alert.objects.filter(raised_at=instant).exclude(tell=[]):
                _seen_to(self._demo, alert, self._staff)


def _seen_to(demo: Demo, alert: Alert, staff: Sequence[Person]) -> None:
    """Let somebody acknowledge it: soon if it woke them, else in their day; a few too late."""
    role = Role.MANAGER if alert.tell == ["managers"] else Role.ENGINEER
    person = demo.random.choice([person for person in staff if person.role == role])
    late = demo.random.random() < _LATE
    if alert.wakes:
        at = alert.raised_at + timedelta(minutes=demo.random.uniform(16, 25) if late else demo.random.uniform(1, 7))
    else:
        day = next_in_day(alert.raised_at, ZoneInfo(person.timezone), person.day_starts, person.day_ends)
        at = day + timedelta(minutes=demo.random.uniform(260, 330) if late else demo.random.uniform(4, 110))
    demo.stage.enlist(at, _acknowledged(alert, person))


def _acknowledged(alert: Alert, person: Person) -> Iterator[datetime]:
    alert_acknowledge(actor=person, alert=alert)
    yield from ()


def _settle(present: datetime) -> None:
    """Mark what the past left in the outbox as sent, or dropped as the outbox would have, and bells as seen."""
    state = Delivery.State
    due = Delivery.objects.filter(state=state.WAITING, next_try_at__lte=present)
    ended = Q(alert__clock__stopped_at__lt=F("next_try_at")) | Q(alert__clock__cancelled_at__lt=F("next_try_at"))
    untrue = due.filter(ended, alert__isnull=False).exclude(alert__threshold=BREACH)
    Delivery.objects.filter(pk__in=list(untrue.values_list("pk", flat=True))).update(
        state=state.DROPPED, next_try_at=None, last_error="no longer true when it was to be sent"
    )
    due.update(state=state.SENT, sent_at=F("next_try_at"), next_try_at=None, attempts=1)
    bells = Delivery.objects.filter(channel=Delivery.Channel.BELL, created_at__lt=present - _FRESH)
    bells.update(seen_at=F("created_at") + _LOOKED_AFTER)
