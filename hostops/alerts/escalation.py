"""An alert that nobody acknowledges goes to the next in line, after the policy's time.

1. The router notes on each alert when that is, counted from when people were told.
2. Acknowledging an alert clears the note, of it and of the clock's earlier ones.
3. What is still noted when its instant comes becomes an alert of its own, once, to the next in
   line, unless its clock has ended: what has been answered is not escalated.
"""

import logging
from datetime import datetime

from django.db import transaction

from hostops.alerts.failures import in_short
from hostops.alerts.models import Alert
from hostops.alerts.recipients import WORKING
from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import moved_by_calendar, zone_named
from hostops.lib.now import now
from hostops.policies.schema.alerts import Escalation

logger = logging.getLogger(__name__)

ESCALATED = ":escalated"


def escalates_at(alert: Alert, told_at: datetime) -> datetime | None:
    """When the next in line are to be told; None where there are none besides those told already.

    `alert` comes with its clock and the clock's policy version.
    """
    if alert.threshold.endswith(ESCALATED):
        return None
    try:
        rule = _rule(alert)
        after = Duration.parse(rule.waking_after if alert.wakes else rule.others_after)
    except Exception as error:
        # A version that cannot be read must not keep people from being told in the first place.
        logger.warning("no escalation", extra={"alert": alert.pk, "why": in_short(error)})
        return None
    later = moved_by_calendar(told_at, zone_named("UTC"), months=after.calendar_months, days=after.calendar_days)
    return later + after.exact if _next_in_line(alert, rule) else None


def escalate(limit: int = 200) -> int:
    """Raise what nobody has acknowledged in time; how many were looked at. One transaction."""
    with transaction.atomic():
        instant = now()
        due = Alert.objects.filter(escalates_at__lte=instant).with_policy()
        left = list(due.select_for_update(skip_locked=True, of=("self",), no_key=True).order_by("escalates_at")[:limit])
        raised = [_raised(alert, instant) for alert in left if _still_owed(alert)]
        Alert.objects.bulk_create(raised, ignore_conflicts=True)
        Alert.objects.filter(pk__in=[alert.pk for alert in left]).update(escalates_at=None)
    return len(left)


def _raised(alert: Alert, instant: datetime) -> Alert:
    return Alert(
        clock=alert.clock,
        cycle=alert.cycle,
        revision=alert.revision,
        threshold=f"{alert.threshold}{ESCALATED}",
        instant=alert.escalates_at or instant,
        raised_at=instant,
        tell=_next_in_line(alert, _rule(alert)),
        wakes=alert.wakes,
    )


def _still_owed(alert: Alert) -> bool:
    clock = alert.clock
    return clock.cycle == alert.cycle and clock.stopped_at is None and clock.cancelled_at is None


def _next_in_line(alert: Alert, rule: Escalation) -> list[str]:
    """Nobody where only customers were told: a reminder is not theirs to acknowledge, and asks nothing of staff."""
    if WORKING.isdisjoint(alert.tell):
        return []
    return [role for role in rule.tell if role not in alert.tell]


def _rule(alert: Alert) -> Escalation:
    return alert.clock.version.parsed.alerts.escalation
