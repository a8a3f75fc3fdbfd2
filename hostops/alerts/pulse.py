"""Whether the sweep is alive: a heartbeat in the cache after each round, and how far behind it is by the database."""

from datetime import datetime

from django.core.cache import cache

from hostops.clocks.models import Clock
from hostops.lib.now import now

_KEY = "alerts:sweep:last_round"


def beat() -> None:
    """A round of the sweep has ended well."""
    cache.set(_KEY, now().isoformat(), None)


def seconds_since_beat() -> float | None:
    """Seconds since the last round; None where the cache knows of none (nothing swept yet, or it was emptied)."""
    last = cache.get(_KEY)
    return (now() - datetime.fromisoformat(last)).total_seconds() if last else None


def lag() -> float:
    """For how many seconds the clock that is due longest has been waiting for the sweep; one look in its index."""
    waiting = Clock.objects.filter(next_at__isnull=False).order_by("next_at").values_list("next_at", flat=True).first()
    return max(0.0, (now() - waiting).total_seconds()) if waiting else 0.0
