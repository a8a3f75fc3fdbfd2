"""Duties and what is owed with their clocks, locked in this order: the duty's row, then its clock's."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.clocks.bulk import execute
from hostops.clocks.models import Clock
from hostops.policies.binding import LARGE
from maintenance.patching.models import PatchDuty, PatchOwed, PatchPromise
from maintenance.patching.promises import KIND, PLAN_KIND, Promised
from maintenance.patching.rules.periods import Period, period_of


@dataclass(slots=True)
class Place:
    """A duty where its clock stands; a platform without a release in a period has no clock yet."""

    duty: PatchDuty
    clock: Clock | None

    @property
    def promised(self) -> Promised:
        return self.duty.promise.parsed

    def period_at(self, at: datetime) -> Period:
        return period_of(self.promised.platform.cadence, self.promised.timezone, at)

    def stands_at(self, ends_at: datetime) -> bool:
        """Whether the present cycle is that of the period, and goes on."""
        clock = self.clock
        return clock is not None and clock.due_at == ends_at and not over(clock)


def over(clock: Clock) -> bool:
    return clock.stopped_at is not None or clock.cancelled_at is not None


def places_of(duties: Sequence[PatchDuty]) -> list[Place]:
    """The locked duties with their promises and clocks, those locked too. Two statements."""
    with_promises(duties)
    clocks = _clocks([duty.subject_id for duty in duties])
    return [Place(duty, clocks.get(duty.subject_id)) for duty in duties]


def with_promises(rows: Sequence[PatchDuty | PatchOwed]) -> None:
    """Give duties, or what is owed, their promises: a few objects, whatever the number of rows. One statement."""
    promises = promises_by_id({row.promise_id for row in rows})
    for row in rows:
        row.promise = promises[row.promise_id]


def promises_by_id(ids: Collection[int]) -> Mapping[int, PatchPromise]:
    return PatchPromise.objects.select_related("version__policy").defer(*LARGE).in_bulk(list(ids))


def clocks_of(owed: Sequence[PatchOwed]) -> Mapping[int, Clock]:
    """By the id of what is owed, the clock that tells of it, locked: a period has its duty's. One statement.

    The duties are at hand. Whether the clock still stands at it `stands_at` says.
    """
    subjects = [row.subject_id or row.duty.subject_id for row in owed]
    clocks = _clocks(subjects)
    pairs = ((row, clocks.get(subject)) for row, subject in zip(owed, subjects, strict=True))
    return {row.pk: clock for row, clock in pairs if clock}


def stands_at(clock: Clock, owed: PatchOwed) -> bool:
    """Whether the present cycle is that of what is owed: of an earlier period the cycle is over and gone."""
    return owed.subject_id is not None or clock.due_at == owed.due_at


def _clocks(subjects: Sequence[int]) -> Mapping[int, Clock]:
    rows = Clock.objects.filter(subject__in=subjects, kind__in=(KIND, PLAN_KIND)).order_by("pk")
    locked = rows.select_for_update(of=("self",), no_key=True).select_related("version").defer(*LARGE)
    return {clock.subject_id: clock for clock in locked}


def look_again(looks: Iterable[tuple[PatchDuty, datetime | None]]) -> None:
    """Note when each duty's next period begins. One statement."""
    execute(_LOOK_AT, ({"id": duty.pk, "look_at": at} for duty, at in looks))


_LOOK_AT = """
UPDATE maintenance_patchduty AS duty SET look_at = seen.look_at
FROM jsonb_to_recordset(%s::jsonb) AS seen(id bigint, look_at timestamptz) WHERE duty.id = seen.id
"""
