"""Other retention values against a history: what would be kept, what would go. Pure.

Each copy is reckoned as its expiry is everywhere (`retention.expires_at`); which tool made it, and
which others there are, does not matter: a copy is kept for its own time, from its own end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from backups.rules.retention import expires_at


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy by any name that the caller has for it, the tier that it is of, and when its run ended."""

    id: Any
    tier: str
    finished_at: datetime


@dataclass(slots=True)
class Previewed:
    """The names of the copies, each in one of the two, in the order in which they were given."""

    keep: list[Any] = field(default_factory=list)
    expire: list[Any] = field(default_factory=list)


def previewed(copies: Iterable[Copy], retentions: Mapping[str, str], timezone: str, at: datetime) -> Previewed:
    """What `at` keeps, and what may go then: a copy completed at T from T + its tier's retention on, never before.

    `retentions` has the ISO 8601 duration of each tier, in calendar days of `timezone`. A copy of
    the future is kept. KeyError for a tier without retention; ValueError for an instant without
    zone, an unknown zone, or an expiry beyond what is reckoned with.
    """
    found = Previewed()
    for copy in copies:
        gone = expires_at(copy.finished_at, retentions[copy.tier], timezone) <= at
        (found.expire if gone else found.keep).append(copy.id)
    return found
