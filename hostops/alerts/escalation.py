"""An alert that nobody acknowledges goes to the next in line, after the policy's time.

The line is the rota's, one person after the other, and then the roles that the policy names. Where
no rota is kept it is those roles alone.

1. The router notes on each alert when that is, counted from when people were told.
2. Acknowledging an alert clears the note, of it and of the clock's earlier ones.
3. What is still noted when its instant comes becomes an alert of its own, once, to the next in
   line, unless its clock has ended or somebody sees to it: what has been answered is not escalated.
4. Who is out of office is passed over; the alert that goes past them says so, and the journal.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.alerts.failures import in_short
from hostops.alerts.heard import settled
from hostops.alerts.line import Stand, line_of, next_on_call, passed_over_in_words, rota
from hostops.alerts.models import Alert
from hostops.alerts.recipients import WORKING, told_by_name
from hostops.alerts.steps import passed_on, step_of
from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import moved_by_calendar, zone_named
from hostops.journal.actions import record
from hostops.lib.now import now
from hostops.policies.schema.alerts import Escalation

logger = logging.getLogger(__name__)


def escalates_at(alert: Alert, told_at: datetime, *, rota_kept: bool = False) -> datetime | None:
    """When the next in line are to be told; None where there are none besides those told already.

    `alert` comes with its clock and the clock's policy version.
    """
    if _is_last(alert):
        return None
    try:
        rule = _rule(alert)
        after = Duration.parse(rule.waking_after if alert.wakes else rule.others_after)
    except Exception as error:
        # A version that cannot be read must not keep people from being told in the first place.
        logger.warning("no escalation", extra={"alert": alert.pk, "why": in_short(error)})
        return None
    later = moved_by_calendar(told_at, zone_named("UTC"), months=after.calendar_months, days=after.calendar_days)
    in_line = rota_kept and _is_for_staff(alert)
    return later + after.exact if in_line or _next_roles(alert, rule) else None


def escalate(limit: int = 200) -> int:
    """Raise what nobody has acknowledged in time; how many were looked at. One transaction."""
    with transaction.atomic():
        instant = now()
        due = Alert.objects.filter(escalates_at__lte=instant).with_policy()
        left = list(due.select_for_update(skip_locked=True, of=("self",), no_key=True).order_by("escalates_at")[:limit])
        _pass_on(left, instant)
        Alert.objects.filter(pk__in=[alert.pk for alert in left]).update(escalates_at=None)
    return len(left)


def _pass_on(left: Sequence[Alert], instant: datetime) -> None:
    """Write the next step of each that is still owed and unheard, with its entry in the journal, once."""
    done = settled(left)
    owed = [alert for alert in left if _still_owed(alert) and alert.pk not in done]
    if not owed:
        return
    stands, by_name = rota().standing(instant), told_by_name(owed)
    steps = [(alert, _step(alert, instant, stands, by_name.get(alert.clock.subject_id, ()))) for alert in owed]
    told = [(alert, raised) for alert, raised in steps if raised.tell]
    Alert.objects.bulk_create([raised for _, raised in told], ignore_conflicts=True)
    for alert, raised in told:
        _noted(alert, raised)


def _step(alert: Alert, instant: datetime, stands: Sequence[Stand], by_name: Sequence[int]) -> Alert:
    """The next step: to the next in line who is here, else to the policy's roles; nobody is an empty `tell`."""
    follows = _is_for_staff(alert) and not _is_last(alert)
    told = by_name if "assignee" in alert.tell else ()
    found, over = next_on_call(stands, line_of(alert.tell), told) if follows else (None, ())
    return Alert(
        clock=alert.clock,
        cycle=alert.cycle,
        revision=alert.revision,
        threshold=passed_on(alert.threshold),
        instant=alert.escalates_at or instant,
        raised_at=instant,
        tell=[found.role] if found else _next_roles(alert, _rule(alert)),
        wakes=alert.wakes,
        note=passed_over_in_words(over),
    )


def _noted(alert: Alert, raised: Alert) -> None:
    after: dict[str, Any] = {"threshold": raised.threshold, "tell": raised.tell, "note": raised.note}
    record(
        actor=None,
        verb="alerts.alert.escalated",
        kind="alert",
        object_id=alert.pk,
        reference=alert.clock.subject.reference,
        before={"threshold": alert.threshold, "tell": alert.tell},
        after=after,
        at=raised.raised_at,
    )


def _still_owed(alert: Alert) -> bool:
    clock = alert.clock
    return clock.cycle == alert.cycle and clock.stopped_at is None and clock.cancelled_at is None


def _is_for_staff(alert: Alert) -> bool:
    """Not where only customers were told: a reminder is not theirs to acknowledge, and asks nothing of staff."""
    return not WORKING.isdisjoint(alert.tell)


def _is_last(alert: Alert) -> bool:
    """It has gone past the rota to the policy's roles: behind them is nobody."""
    return step_of(alert.threshold) > 0 and not line_of(alert.tell)


def _next_roles(alert: Alert, rule: Escalation) -> list[str]:
    """The policy's roles, but for those told already. Behind the last of the rota all: that nobody heard is news."""
    if not _is_for_staff(alert) or _is_last(alert):
        return []
    return [role for role in rule.tell if step_of(alert.threshold) or role not in alert.tell]


def _rule(alert: Alert) -> Escalation:
    return alert.clock.version.parsed.alerts.escalation
