"""From an alert to the deliveries that tell people.

1. Claim alerts that are not routed yet, by their partial index, skipping what another worker holds.
2. Find the people in their roles, for the whole batch in a few queries.
3. Write a delivery per person and channel: the bell at once, the mail at once or, where the alert
   wakes nobody, when the person's day next starts. A key makes each message the same one for ever.
4. Mark the alerts routed, and when the next in line are told of those nobody acknowledges. One
   transaction: an alert is routed with its deliveries or not at all.

An alert that finds nobody is told to the managers; one whose routing raises likewise.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from django.db import transaction

from hostops.accounts.models import Person
from hostops.alerts.escalation import escalates_at
from hostops.alerts.halving import in_halves
from hostops.alerts.hours import next_in_day
from hostops.alerts.line import rota
from hostops.alerts.mail import message_id
from hostops.alerts.models import Alert, Delivery
from hostops.alerts.recipients import Directory, Told
from hostops.alerts.wording import Words, unheard, words
from hostops.lib.now import now

logger = logging.getLogger(__name__)


def route(limit: int = 200, seconds: float = 20.0) -> int:
    """Write the deliveries of every alert that has none yet; how many alerts they were. Stops after `seconds`."""
    ends = time.monotonic() + seconds
    total = 0
    while True:
        routed = route_batch(limit)
        total += routed
        if routed < limit or time.monotonic() > ends:
            return total


def route_batch(limit: int) -> int:
    """One claim, one transaction; how many alerts it held."""
    with transaction.atomic():
        instant = now()
        waiting = Alert.objects.filter(routed_at=None).select_for_update(skip_locked=True, of=("self",), no_key=True)
        alerts = list(waiting.with_policy().order_by("pk")[:limit])
        in_halves(alerts, partial(_route, now=instant), partial(_tell_of_failure, now=instant))
        Alert.objects.filter(pk__in=[alert.pk for alert in alerts]).update(routed_at=instant)
    return len(alerts)


def _route(alerts: Sequence[Alert], *, now: datetime) -> None:
    directory = Directory(alerts, now)
    told = [alert for alert in alerts if alert.tell]
    for alert in told:
        alert.note = alert.note or directory.passed_over(alert)
    deliveries = {alert: list(_deliveries(alert, directory, now)) for alert in told}
    Delivery.objects.bulk_create([row for rows in deliveries.values() for row in rows], ignore_conflicts=True)
    kept = rota().kept(now)
    for alert, rows in deliveries.items():
        told_at = min((row.next_try_at for row in rows if row.next_try_at), default=now)
        alert.escalates_at = escalates_at(alert, told_at, rota_kept=kept)
    Alert.objects.bulk_update(told, ["escalates_at", "note"])


def _deliveries(alert: Alert, directory: Directory, now: datetime) -> Iterable[Delivery]:
    people: Told = directory.told(alert)
    if people:
        for person, roles in people.items():
            yield from _to_person(alert, person, words(alert, person, roles), now)
        return
    logger.warning("nobody to tell", extra={"alert": alert.pk, "roles": alert.tell})
    for manager in directory.managers():
        yield from _to_person(alert, manager, unheard(alert, manager), now)


def _to_person(alert: Alert, person: Person, said: Words, now: datetime) -> Iterable[Delivery]:
    yield Delivery(
        alert=alert,
        recipient=person,
        key=f"alert:{alert.pk}:bell:{person.pk}",
        channel=Delivery.Channel.BELL,
        title=said.title,
        body=said.body,
        url=said.url,
        state=Delivery.State.SENT,
        sent_at=now,
        created_at=now,
    )
    if person.email:
        yield Delivery(
            alert=alert,
            recipient=person,
            key=f"alert:{alert.pk}:email:{person.pk}",
            channel=Delivery.Channel.EMAIL,
            title=said.title,
            body=said.body,
            url=said.url,
            address=person.email,
            message_id=message_id(f"alert-{alert.pk}-{person.pk}"),
            next_try_at=now if alert.wakes else _in_their_day(now, person),
            created_at=now,
        )


def _in_their_day(now: datetime, person: Person) -> datetime:
    return next_in_day(now, ZoneInfo(person.timezone), person.day_starts, person.day_ends)


def _tell_of_failure(alert: Alert, error: Exception, *, now: datetime) -> None:
    """Tell the managers in the plainest words that there is an alert whose own words could not be made."""
    logger.error("alert not routed", exc_info=error, extra={"alert": alert.pk})
    said = f"{alert}, since {alert.instant.isoformat()}. What went wrong: {type(error).__name__}."
    plain = Words(f"Alert {alert.pk} could not be told as it should", said, "/alerts/")
    rows = [row for person in Directory([], now).managers() for row in _to_person(alert, person, plain, now)]
    Delivery.objects.bulk_create(rows, ignore_conflicts=True)
