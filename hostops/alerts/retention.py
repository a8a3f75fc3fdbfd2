"""Forgetting what was delivered long ago. Alerts themselves stay: they are the record."""

from datetime import timedelta

from django.conf import settings

from hostops.alerts.models import Delivery
from hostops.lib.now import now

_ENDED = (Delivery.State.SENT, Delivery.State.FAILED, Delivery.State.DROPPED)


def forget_old_deliveries(limit: int = 5000) -> int:
    """Delete deliveries that ended and are older than `DELIVERY_RETENTION_DAYS`; how many.

    Looks at the `limit` oldest at a time, by the primary key, and stops where they are young.
    """
    before = now() - timedelta(days=settings.DELIVERY_RETENTION_DAYS)
    total = 0
    while True:
        oldest = Delivery.objects.order_by("pk").values("pk")[:limit]
        gone = Delivery.objects.filter(pk__in=oldest, state__in=_ENDED, created_at__lt=before).delete()[0]
        total += gone
        if gone < limit:
            return total
