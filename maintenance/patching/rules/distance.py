"""How far from its releases a run may be planned (iptor:5c). Pure.

A run lies between release plus the least delay, so that there is time to plan, and release plus
the greatest; both ends are lawful. Days and months are those of the policy's wall clock.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hostops.clocks.businesstime.wall import in_utc
from hostops.policies.schema.durations import in_words
from hostops.policies.schema.patching import PlanDistance
from maintenance.rules.lengths import latest_end


@dataclass(frozen=True, slots=True)
class Off:
    """A release that the run is too near to, or too far from: `bound` was its first or last lawful moment."""

    release: str
    side: Literal["near", "far"]
    bound: datetime
    promised: str
    clause: str

    def words(self) -> str:
        """`R81.20 is less than 3 days old then`."""
        if self.side == "near":
            return f"{self.release} is less than {in_words(self.promised)} old then"
        return f"{self.release} is more than {in_words(self.promised)} old then"


def span_of(released_at: datetime, distance: PlanDistance, zone: str) -> tuple[datetime, datetime]:
    """From when until when a run of that release is planned, in UTC; both instants are lawful."""
    return latest_end(released_at, distance.minimum, zone), latest_end(released_at, distance.maximum, zone)


def too_near_or_far(
    planned_at: datetime, released: Iterable[tuple[str, datetime]], distance: PlanDistance, zone: str
) -> list[Off]:
    """The releases, as (name, released at), that the run is not within the distance of; ValueError for an odd zone."""
    planned_at, found = in_utc(planned_at, "the moment of the run"), []
    for name, released_at in released:
        first, last = span_of(released_at, distance, zone)
        if planned_at < first:
            found.append(Off(name, "near", first, distance.minimum, distance.clause))
        elif planned_at > last:
            found.append(Off(name, "far", last, distance.maximum, distance.clause))
    return found
