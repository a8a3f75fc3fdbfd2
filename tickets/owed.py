"""What is owed on a case and by when, told from its clocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.clocks.models import Clock
from hostops.policies.binding import with_bindings
from tickets.clocks import CLOSING, RESPONSE, case_terms
from tickets.looks import OWED
from tickets.models import Case
from tickets.starts import SHORT, conditions, waits_for


@dataclass(frozen=True, slots=True)
class Owed:
    """The next thing owed: its name, and its instant or, without one, what keeps it."""

    what: str
    due_at: datetime | None
    words: str


def next_owed(cases: Iterable[Case], reader: Any) -> Mapping[int, Owed]:
    """The next thing owed on each of the cases, by case; a case on which nothing is owed is left out.

    Where a response does not count yet the policies of those cases are read, all at once, and those of what
    comes before everything else: the queue has words of it.
    """
    by_subject = {case.subject_id: case for case in cases}
    live = Clock.objects.visible_to(reader).live().filter(subject__in=by_subject)
    found: dict[int, list[Clock]] = {}
    for clock in live.only("subject_id", "kind", "started_at", "due_at", "paused_at"):
        found.setdefault(clock.subject_id, []).append(clock)
    first = [(by_subject[subject], min(clocks, key=_urgency)) for subject, clocks in found.items()]
    with_bindings([case.contract for case, clock in first if case.contract and (_is_pending(clock) or _is_first(case))])
    return {case.pk: _owed(case, clock) for case, clock in first}


def _owed(case: Case, clock: Clock) -> Owed:
    return Owed(OWED.get(clock.kind, clock.kind), clock.due_at, "" if clock.due_at else _kept_by(case, clock))


def _is_pending(clock: Clock) -> bool:
    return clock.kind == RESPONSE and clock.started_at is None


def _is_first(case: Case) -> bool:
    return bool(case.queue_rank == 0)


def _urgency(clock: Clock) -> tuple[bool, bool, str]:
    """What is due before what is not; that a case closes by itself is no debt, so it comes last."""
    return clock.kind == CLOSING, clock.due_at is None, clock.due_at.isoformat() if clock.due_at else ""


def _kept_by(case: Case, clock: Clock) -> str:
    """What a clock without a due instant waits for, in few words; the case's page says it in full."""
    if clock.paused_at:
        return "paused"
    terms = case_terms(case) if _is_pending(clock) else None
    missing = waits_for(conditions(case, terms), SHORT) if terms else ""
    return f"waits for {missing}" if missing else "waits"
