"""Forgetting what was delivered long ago. Alerts themselves stay: they are the record."""

from datetime import timedelta

from django.conf import settings
from django.db.models import PROTECT, Exists, ManyToOneRel, OuterRef, QuerySet

from hostops.alerts.models import Delivery
from hostops.lib.now import now

_ENDED = (Delivery.State.SENT, Delivery.State.FAILED, Delivery.State.DROPPED)


def forget_old_deliveries(limit: int = 5000) -> int:
    """Delete deliveries that ended and are older than `DELIVERY_RETENTION_DAYS`, `limit` at a time; how many.

    What a desk keeps as its evidence (a notice that was sent in time) stays as long as that does.
    Reads from the oldest on, by the primary key, as far as they are old: what is young is not read.
    """
    before = now() - timedelta(days=settings.DELIVERY_RETENTION_DAYS)
    old = _unkept(Delivery.objects.filter(state__in=_ENDED)).order_by("pk")
    young = Delivery.objects.filter(created_at__gte=before).order_by("pk").values_list("pk", flat=True).first()
    if young is not None:
        old = old.filter(pk__lt=young)
    total = 0
    while gone := Delivery.objects.filter(pk__in=list(old.values_list("pk", flat=True)[:limit])).delete()[0]:
        total += gone
    return total


def _unkept(deliveries: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Without those that a row of any room protects; this room knows none of them by name."""
    for relation in Delivery._meta.get_fields(include_hidden=True):
        if isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT:
            rows = relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")})
            deliveries = deliveries.exclude(Exists(rows))
    return deliveries
