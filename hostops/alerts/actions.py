"""What people do about alerts."""

from django.db import transaction
from django.db.models import Q

from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.notices import notice_send
from hostops.alerts.steps import ESCALATED, plain
from hostops.clocks.models import Clock
from hostops.journal.actions import record
from hostops.lib.errors import NotPossible
from hostops.lib.now import now

__all__ = ["alert_acknowledge", "bell_see", "clock_watch_again", "notice_send"]


def alert_acknowledge(*, actor: Person, alert: Alert) -> Alert:
    """Say that somebody has seen to it. Again by the same person changes nothing.

    Raises NotAllowed for whom the role table does not name, NotPossible naming who was first.
    """
    require(actor, "alerts.alert.acknowledge")
    with transaction.atomic():
        # Held first and read then: joined to it, who waited for the lock would not see who was first.
        Alert.objects.select_for_update().get(pk=alert.pk)
        alert = Alert.objects.select_related("clock__subject", "acknowledged_by").get(pk=alert.pk)
        if alert.acknowledged_by is not None and alert.acknowledged_by != actor:
            first, at = alert.acknowledged_by.display_name, alert.acknowledged_at
            raise NotPossible(f"{first} acknowledged it at {at:%Y-%m-%d %H:%M} UTC.")
        if alert.acknowledged_by is None:
            alert.acknowledged_by, alert.acknowledged_at = actor, now()
            alert.save(update_fields=["acknowledged_by", "acknowledged_at"])
            _quiet(alert)
            _record(actor, alert)
    return alert


def _quiet(alert: Alert) -> None:
    """Somebody sees to the clock: nor this alert, nor what it became, nor an earlier one of the cycle goes any further.

    One that is being passed on at this moment is caught by the next look (`hostops.alerts.heard`).
    """
    became = Q(revision=alert.revision, threshold__startswith=f"{plain(alert.threshold)}{ESCALATED}")
    of_cycle = Alert.objects.filter(clock=alert.clock, cycle=alert.cycle)
    of_cycle.filter(Q(instant__lte=alert.instant) | became).update(escalates_at=None)


def _record(actor: Person, alert: Alert) -> None:
    record(
        actor=actor,
        verb="alerts.alert.acknowledge",
        kind="alert",
        object_id=alert.pk,
        reference=alert.clock.subject.reference,
        after={"threshold": alert.threshold, "clock": alert.clock_id, "acknowledged_at": alert.acknowledged_at},
    )


def bell_see(*, actor: Person, up_to_id: int) -> int:
    """The person has looked at their bell, as far as that delivery; how many were new to them."""
    unseen = Delivery.objects.filter(recipient=actor, channel=Delivery.Channel.BELL, seen_at=None, pk__lte=up_to_id)
    return unseen.update(seen_at=now())


def clock_watch_again(*, actor: Person | None, clock: Clock) -> Clock:
    """Let the sweep look at a clock again that it had set aside; it will set it aside again if it must.

    Raises NotPossible for a clock that is not set aside, or has ended meanwhile.
    """
    require(actor, "alerts.clock.watch_again")
    with transaction.atomic():
        clock = Clock.objects.select_for_update(of=("self",)).select_related("subject").get(pk=clock.pk)
        if not clock.set_aside or clock.stopped_at or clock.cancelled_at:
            raise NotPossible(f"{clock} is not set aside.")
        record(
            actor=actor,
            verb="alerts.clock.watch_again",
            kind="clock",
            object_id=clock.pk,
            reference=clock.subject.reference,
            before={"set_aside": clock.set_aside},
        )
        clock.set_aside, clock.next_at = "", now()
        clock.save(update_fields=["set_aside", "next_at"])
    return clock
