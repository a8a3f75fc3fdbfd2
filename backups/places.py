"""A schedule where its clock stands: the slot of the present cycle, what comes next, when to look again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from backups.lines import PromisedLine, lines_of, next_of
from backups.models import Promise, Schedule
from backups.promises import KIND, rule_of, thresholds_of
from hostops.clocks.bulk import execute
from hostops.clocks.models import Clock
from hostops.clocks.recurring import Turn
from hostops.policies.binding import LARGE


@dataclass(frozen=True, slots=True)
class Place:
    """The rows of schedule and clock are locked by the transaction, in this order."""

    schedule: Schedule
    clock: Clock
    line: PromisedLine

    @property
    def slot(self) -> datetime:
        """From which the present cycle counts."""
        return self.clock.started_at or self.clock.opened_at

    @property
    def over(self) -> bool:
        """Whether the present cycle has ended, kept or cancelled."""
        return self.clock.stopped_at is not None or self.clock.cancelled_at is not None

    @property
    def next(self) -> tuple[datetime, Promise] | None:
        """The slot after the present one, with the promise that it stands under."""
        return next_of(self.line, self.slot)

    @property
    def can_be_quiet(self) -> bool:
        """Whether a service window excuses the present slot."""
        return not self.over and any(
            one.start <= self.slot and (one.end is None or self.slot < one.end) and one.tier.quiet_in_windows
            for one in self.line.stretches
        )

    def turn(self, stopped_at: datetime | None, reason: str) -> Turn | None:
        """To the next slot; None where none follows."""
        following = self.next
        if following is None:
            return None
        slot, promise = following
        return Turn(
            self.clock,
            stopped_at,
            slot,
            rule_of(promise),
            promise.parsed.clause,
            promise.version,
            thresholds_of(promise),
            reason,
        )


def places_of(schedules: Sequence[Schedule]) -> list[Place]:
    """The locked schedules with their clocks, locked too, and what was promised; those without a clock left out."""
    lines = lines_of([one.pk for one in schedules])
    clocks = Clock.objects.filter(subject__in=[one.subject_id for one in schedules], kind=KIND)
    rows = clocks.select_for_update(of=("self",), no_key=True).select_related("version").defer(*LARGE).order_by("pk")
    by_subject = {clock.subject_id: clock for clock in rows}
    return [Place(one, by_subject[one.subject_id], lines[one.pk]) for one in schedules if one.subject_id in by_subject]


def look_again(places: Iterable[Place], seen_until: datetime | None = None) -> None:
    """Note when each clock must next be looked at: when its slot comes, if a window may excuse it, else at the next.

    Slots up to `seen_until` have been asked about already. One statement.
    """
    execute(_LOOK_AT, ({"id": place.schedule.pk, "look_at": _look_at(place, seen_until)} for place in places))


def _look_at(place: Place, seen_until: datetime | None) -> datetime | None:
    if place.can_be_quiet and not (seen_until and place.slot <= seen_until):
        return place.slot
    following = place.next
    return following[0] if following else None


_LOOK_AT = """
UPDATE backups_schedule AS schedule SET look_at = seen.look_at
FROM jsonb_to_recordset(%s::jsonb) AS seen(id bigint, look_at timestamptz) WHERE schedule.id = seen.id
"""
