"""What is owed on a case and by when, told from its clocks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.clocks.models import Clock
from tickets.clocks import CLOSING, RESPONSE
from tickets.looks import OWED
from tickets.models import Case
from tickets.states import State


@dataclass(frozen=True, slots=True)
class Owed:
    """The next thing owed: its name, and its instant or, without one, what keeps it."""

    what: str
    due_at: datetime | None
    words: str


def next_owed(cases: Iterable[Case], reader: Any) -> Mapping[int, Owed]:
    """The next thing owed on each of the cases, by case; a case on which nothing is owed is left out."""
    by_subject = {case.subject_id: case for case in cases}
    live = Clock.objects.visible_to(reader).live().filter(subject__in=by_subject)
    found: dict[int, list[Clock]] = {}
    for clock in live.only("subject_id", "kind", "started_at", "due_at", "paused_at"):
        found.setdefault(clock.subject_id, []).append(clock)
    return {by_subject[subject].pk: _first(by_subject[subject], clocks) for subject, clocks in found.items()}


def _first(case: Case, clocks: list[Clock]) -> Owed:
    clock = min(clocks, key=_urgency)
    return Owed(OWED.get(clock.kind, clock.kind), clock.due_at, "" if clock.due_at else _kept_by(case, clock))


def _urgency(clock: Clock) -> tuple[bool, bool, str]:
    """What is due before what is not; that a case closes by itself is no debt, so it comes last."""
    return clock.kind == CLOSING, clock.due_at is None, clock.due_at.isoformat() if clock.due_at else ""


def _kept_by(case: Case, clock: Clock) -> str:
    """What a clock without a due instant waits for, in two words; the case's page says it in full."""
    if clock.paused_at:
        return "paused"
    if clock.kind != RESPONSE or case.state == State.HELD:
        return "waits for a place" if case.state == State.HELD else "waits"
    if case.unregistered and case.covered_at is None:
        return "waits for a decision"
    return "waits for a call" if case.severity and not case.contacted_at else "waits"
