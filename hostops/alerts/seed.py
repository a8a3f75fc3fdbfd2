"""The demo's past alerts: raised, told and acknowledged as they would have been, without a mail being sent.

The real sweep, escalation and router work whenever something is due. What they put into the outbox
is marked at the end as sent long ago: a demo must not begin with hundreds of mails.
"""

from collections.abc import Iterator, Sequence
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
_NEXT = """
SELECT LEAST((SELECT min(next_at) FROM clocks_clock WHERE next_at IS NOT NULL),
             (SELECT min(escalates_at) FROM alerts_alert WHERE escalates_at IS NOT NULL))
"""


def seed(demo: Demo) -> None:
    staff = Person.objects.filter(is_active=True, role__in=(Role.ENGINEER, Role.MANAGER)).order_by("pk")
    demo.stage.always(Routine(_next, partial(_round, demo, list(staff))))
    demo.at_the_end.append(partial(_settle, demo.present))


def _next() -> datetime | None:
    with connection.cursor() as cursor:
        cursor.execute(_NEXT)
        found: datetime | None = cursor.fetchone()[0]
        return found


def _round(demo: Demo, staff: Sequence[Person]) -> None:
    """One round of the sweep, a moment after the instant as in life; then somebody sees to what it raised."""
    instant = min(now() + timedelta(seconds=demo.random.uniform(0.1, 1.2)), demo.present)
    with moved_to(instant):
        sweep()
        escalate()
        route()
    if instant < demo.present - _FRESH:
        for alert in Alert.objects.filter(raised_at=instant).exclude(tell=[]):
            _seen_to(demo, alert, staff)


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
