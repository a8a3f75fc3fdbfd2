"""Why a deadline is what it is: a clock told so that a customer can check it by hand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hostops.clocks.businesstime import Duration, Span, counted
from hostops.clocks.events import as_event, events_of
from hostops.clocks.fold import Folded, fold
from hostops.clocks.models import Clock, ClockEvent, Cycle
from hostops.clocks.querysets import state_of
from hostops.clocks.rules import Rule
from hostops.policies.schema.document import Document


def explain(clock: Clock, now: datetime, cycle: int | None = None) -> dict[str, Any]:
    """The rule in its clause's words, every span that counted or not, every computation. Instants in UTC.

    `cycle` picks an earlier cycle of the clock; LookupError where there is none such.
    """
    shown = _shown(clock, cycle or clock.cycle)
    rows = events_of(clock, shown.cycle)
    state = fold(map(as_event, rows))
    spans = _spans(state, now)
    return {
        "clock": clock.pk,
        "kind": clock.kind,
        "cycle": shown.cycle,
        "cycles": clock.cycle,
        "revision": shown.revision,
        "state": state_of(shown, now),
        "started_at": shown.started_at,
        "due_at": shown.due_at,
        "stopped_at": shown.stopped_at,
        "rule": _rule(shown, rows),
        "policy": _policy(shown),
        "calendar": _calendar(shown, state),
        "counted_seconds": sum(span.seconds or 0 for span in spans if span.counts),
        "spans": [_span(span) for span in spans],
        "recomputations": [_recomputation(row) for row in rows],
        "attribution": _attribution(clock, shown.cycle),
    }


def _shown(clock: Clock, cycle: int) -> Clock | Cycle:
    if cycle == clock.cycle:
        return clock
    found = Cycle.objects.filter(clock=clock, cycle=cycle).select_related("version__policy").first()
    if found is None:
        raise LookupError(f"this clock has no cycle {cycle}")
    return found


def _spans(state: Folded, now: datetime) -> Sequence[Span]:
    """Up to the due instant; while paused, up to now; of a cycle that ended without one, to its end."""
    bound = state.binding()
    if bound is None:
        return ()
    target, reckoned = bound
    ended = state.stopped_at or state.cancelled_at
    if reckoned.due_at is None and ended and ended >= target.origin:
        calendar = target.rule.on(target.calendar)
        return counted(target.origin, ended, target.rule.time, calendar, state.pauses)[1]
    return reckoned.spans


def _rule(shown: Clock | Cycle, rows: Sequence[ClockEvent]) -> dict[str, Any]:
    document: Document = shown.version.parsed
    clause = document.clause(shown.clause)
    last = next((Rule.from_json(row.rule) for row in reversed(rows) if row.rule), None)
    return {
        "clause": clause.id,
        "title": clause.title,
        "text": clause.text,
        "house_rule": clause.house_rule or "",
        "words": _words(last) if last else "",
        "duration": last.duration if last else None,
        "time": last.time if last else None,
        "until": last.until if last else None,
    }


def _words(rule: Rule) -> str:
    said = rule.parsed.in_words(rule.time)
    if rule.until is None:
        return said
    until = f"{rule.until:%Y-%m-%d %H:%M} UTC"
    return f"{said} before {until}" if rule.parsed != Duration() else f"by {until}"


def _policy(shown: Clock | Cycle) -> dict[str, Any]:
    version = shown.version
    return {
        "id": version.policy.slug,
        "title": version.policy.title,
        "version": version.number,
        "published_at": version.published_at,
    }


def _calendar(shown: Clock | Cycle, state: Folded) -> dict[str, Any]:
    bound = state.binding()
    calendars = shown.version.parsed.calendars
    name = bound[0].rule.calendar if bound else "business"
    written = calendars.get(name) or next(iter(calendars.values()))
    return {"name": name, "timezone": written.timezone, "words": written.words()}


def _span(span: Span) -> dict[str, Any]:
    return {"from": span.start, "until": span.end, "counts": span.counts, "why": span.why, "seconds": span.seconds}


def _recomputation(row: ClockEvent) -> dict[str, Any]:
    return {
        "at": row.at,
        "recorded_at": row.recorded_at,
        "what": row.what,
        "clause": row.clause,
        "reason": row.reason,
        "actor": row.actor.display_name if row.actor else "Hostops",
        "revision": row.revision,
        "due_before": row.due_before,
        "due_at": row.due_at,
    }


def _attribution(clock: Clock, cycle: int) -> dict[str, Any] | None:
    found = clock.attributions.filter(cycle=cycle).select_related("attributed_by").first()
    if found is None:
        return None
    return {
        "cause": found.cause,
        "clause": found.clause,
        "reason": found.reason,
        "by": found.attributed_by.display_name,
        "at": found.attributed_at,
    }
