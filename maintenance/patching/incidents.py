"""Downtimes as incidents (`hostops.subjects.incidents`): the ones that no window announced."""

from collections.abc import Collection, Sequence
from datetime import datetime

from hostops.subjects.incidents import Incident
from maintenance.models import Downtime, Source


def downtimes_since(servers: Collection[int], since: datetime) -> Sequence[Incident]:
    """The downtimes that hold and began since then, but for those of a window's own work; one statement."""
    found = Downtime.objects.current().filter(server__in=servers, starts_at__gte=since).exclude(source=Source.WINDOW)
    return [Incident(one.server_id, one.starts_at, one.ends_at, f"down: {one.cause}") for one in found]
