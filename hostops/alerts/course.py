"""The course of an alert: how it was raised, each step that it was passed on by, and who was told of each."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from hostops.alerts.models import Alert, Delivery
from hostops.alerts.steps import ESCALATED, plain


@dataclass(frozen=True, slots=True)
class Step:
    """One alert of the course with its deliveries."""

    alert: Alert
    deliveries: Sequence[Delivery]


def course(alert: Alert, reader: Any) -> list[Step]:
    """Every step, the first first; two queries. Whom the provider told of what is the staff's to know."""
    if not reader.is_staff_member:
        return []
    steps = list(_steps(alert).select_related("acknowledged_by").order_by("instant", "pk"))
    told: dict[int | None, list[Delivery]] = defaultdict(list)
    sent = Delivery.objects.visible_to(reader).filter(alert__in=steps).select_related("recipient")
    for delivery in sent.defer("body", "headers").order_by("recipient__full_name", "channel", "pk"):
        told[delivery.alert_id].append(delivery)
    return [Step(step, told[step.pk]) for step in steps]


def _steps(alert: Alert) -> Any:
    crossed = plain(alert.threshold)
    same = Alert.objects.filter(clock=alert.clock_id, cycle=alert.cycle, revision=alert.revision)
    return same.filter(Q(threshold=crossed) | Q(threshold__startswith=f"{crossed}{ESCALATED}"))
