"""Writing a clock's events and keeping its row true to them.

1. Fold the cycle's events with the new one.
2. A due instant that differs from the last one makes a new revision.
3. Place the thresholds, and with them `next_at`.
4. Write the clock and the event, which keeps what was computed then and why.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hostops.clocks.businesstime import Span, deadline
from hostops.clocks.calendars import calendar_of
from hostops.clocks.fold import Event, Folded, fold
from hostops.clocks.models import Clock, ClockEvent
from hostops.clocks.rules import Rule
from hostops.clocks.thresholds import Entry, is_pending_key, next_at, placed, still_to_say
from hostops.lib.now import now
from hostops.policies.binding import LARGE


def write(
    clock: Clock,
    what: ClockEvent.What,
    *,
    actor: Any,
    at: datetime,
    reason: str,
    origin: datetime | None = None,
    rule: Rule | None = None,
    keeps_earlier: bool = False,
    earlier: Sequence[ClockEvent] | None = None,
) -> ClockEvent:
    """Write one event of the present cycle and bring the clock's row to what follows from it.

    `earlier` are the cycle's events so far, where the caller knows them; else they are read.
    """
    row = ClockEvent(
        cycle=clock.cycle,
        what=what,
        at=at,
        recorded_at=now(),
        clause=clock.clause,
        version=clock.version,
        rule=rule.as_json() if rule else None,
        origin=origin,
        keeps_earlier=keeps_earlier,
        reason=reason,
        actor=actor,
        due_before=clock.due_at,
    )
    known = events_of(clock) if earlier is None else list(earlier)
    _bring_to(clock, fold(map(as_event, [*known, row])), known, row)
    clock.save()
    row.clock = clock
    row.save(force_insert=True)
    return row


def events_of(clock: Clock, cycle: int | None = None) -> list[ClockEvent]:
    """The events of a cycle, in the order in which they were written."""
    rows = ClockEvent.objects.filter(clock=clock, cycle=cycle or clock.cycle).select_related("version", "actor")
    return list(rows.defer(*LARGE).order_by("id"))


def as_event(row: ClockEvent) -> Event:
    """The row as the pure fold takes it."""
    rule = Rule.from_json(row.rule) if row.rule else None
    calendar = calendar_of(row.version, rule.calendar) if rule else None
    return Event(row.what, row.at, row.origin, rule, calendar, row.keeps_earlier)


def replay(clock: Clock, cycle: int | None = None) -> Folded:
    """What a cycle's events say, from the events alone."""
    return fold(map(as_event, events_of(clock, cycle)))


def _bring_to(clock: Clock, state: Folded, known: Sequence[ClockEvent], row: ClockEvent) -> None:
    bound = state.binding()
    due_at = bound[1].due_at if bound else None
    last_due = next((event.due_at for event in reversed(known) if event.due_at), None)
    if due_at and last_due and due_at != last_due:
        clock.revision += 1
    clock.started_at, clock.due_at, clock.paused_at = state.started_at, due_at, state.paused_at
    clock.stopped_at, clock.cancelled_at = state.stopped_at, state.cancelled_at
    clock.thresholds = _thresholds(clock, state, row)
    clock.next_at = next_at(clock.thresholds)
    row.revision, row.due_at = clock.revision, due_at
    row.spans = spans_as_json(bound[1].spans) if bound else []


def _thresholds(clock: Clock, state: Folded, row: ClockEvent) -> list[Entry]:
    """The clock's thresholds at their instants. Those of the wait speak only while it waits."""
    earlier = [entry for entry in clock.thresholds if "cycle" in entry and not entry["said"]]
    own = [entry for entry in clock.thresholds if "cycle" not in entry]
    if state.cancelled_at:
        return earlier + [entry for entry in own if entry["said"]]
    if state.started_at is None:
        return earlier + placed(own, _while_pending(clock, row), clock.revision)
    running = [entry for entry in own if not is_pending_key(entry["key"])]
    now_placed = placed(running, state.instants([entry["key"] for entry in running]), clock.revision)
    return earlier + (_until(now_placed, state.stopped_at) if state.stopped_at else now_placed)


def _until(entries: list[Entry], stopped_at: datetime) -> list[Entry]:
    """What a stopped clock has said, and what it crossed before it stopped; the rest never comes."""
    to_say = still_to_say(entries, stopped_at)
    return [entry for entry in entries if entry["said"] or entry in to_say]


def _while_pending(clock: Clock, row: ClockEvent) -> dict[str, datetime | None]:
    """`pending` speaks at once, `pending:again` after the time that the promise would have had."""
    event = as_event(row)
    if event.rule is None or event.calendar is None:
        return {entry["key"]: datetime.fromisoformat(entry["at"]) for entry in clock.thresholds if entry["at"]}
    again = deadline(clock.opened_at, event.rule.parsed, event.rule.time, event.rule.on(event.calendar))
    return {"pending": clock.opened_at, "pending:again": again.due_at}


def spans_as_json(spans: Iterable[Span]) -> list[list[Any]]:
    """Spans as an event keeps them: [from, until, counts, why, seconds]."""
    return [[s.start.isoformat(), s.end.isoformat() if s.end else None, s.counts, s.why, s.seconds] for s in spans]
