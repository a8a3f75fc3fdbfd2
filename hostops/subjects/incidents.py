"""What went wrong on servers since something was done to them. Desks add sources; this room knows none by name.

Whoever changes servers in turns asks before it goes on: the patch runs, of their pilots.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.lib.registry import Registry


@dataclass(frozen=True, slots=True)
class Incident:
    """On a server, by id: since when, and until when; None while it goes on. `words` name it: HC-1042 Shop is down."""

    server: int
    started_at: datetime
    ended_at: datetime | None
    words: str


# For servers, by id, and an instant: what began on them from then on. In a few statements, however many servers.
Source = Callable[[Collection[int], datetime], Sequence[Incident]]

sources: Registry[Source] = Registry("source of incidents")


def incidents_on(servers: Collection[int], since: datetime) -> list[Incident]:
    """What began on the servers at `since` or later, the earliest first."""
    found = [incident for source in sources for incident in source(servers, since)] if servers else []
    return sorted(found, key=lambda incident: (incident.started_at, incident.server, incident.words))
