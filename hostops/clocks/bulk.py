"""What the verbs for many clocks have in common: a fresh cycle reckoned once for all, rows written as one parameter."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from hostops.clocks.calendars import calendar_of
from hostops.clocks.events import spans_as_json
from hostops.clocks.fold import Event, Folded, fold
from hostops.clocks.models import ClockEvent
from hostops.clocks.rules import Rule
from hostops.clocks.thresholds import Entry, entries_of, placed
from hostops.policies.models import PolicyVersion


def due_of(start: datetime, rule: Rule, version: PolicyVersion) -> datetime | None:
    """When a cycle that counts from `start` is due."""
    return _reckoned(start, rule, version, version.sha256)[0]


def began(
    start: datetime, rule: Rule, version: PolicyVersion, clause: str, thresholds: Sequence[Any]
) -> tuple[dict[str, Any], list[Entry]]:
    """What a cycle's first event keeps of its rule, and the thresholds at their instants."""
    due_at, spans = _reckoned(start, rule, version, version.sha256)
    event = {
        "what": ClockEvent.What.STARTED,
        "at": start,
        "clause": clause,
        "version_id": version.pk,
        "rule": rule.as_json(),
        "origin": start,
        "revision": 0,
        "due_at": due_at,
        "spans": spans,
    }
    return event, at_instants(start, rule, version, entries_of(thresholds), 0)


def at_instants(
    start: datetime, rule: Rule, version: PolicyVersion, entries: Sequence[Entry], revision: int
) -> list[Entry]:
    """The entries at the instants that follow from `rule` counted from `start`, in `revision` where that is new."""
    keys = tuple(entry["key"] for entry in entries)
    if keys == ("breach",):  # all that most of them say
        return placed(entries, {"breach": due_of(start, rule, version)}, revision)
    return placed(entries, _instants(start, rule, version, version.sha256, keys), revision)


@lru_cache(maxsize=4096)
def _instants(
    start: datetime, rule: Rule, version: PolicyVersion, _: str, keys: tuple[str, ...]
) -> dict[str, datetime | None]:
    return _folded(start, rule, version).instants(keys)


# The hash stands beside the version, since a test's database may give an id twice.
@lru_cache(maxsize=4096)
def _reckoned(start: datetime, rule: Rule, version: PolicyVersion, _: str) -> tuple[datetime | None, list[list[Any]]]:
    """Due instant and spans of a cycle from `start`: thousands of servers share a slot."""
    bound = _folded(start, rule, version).binding()
    return (bound[1].due_at, spans_as_json(bound[1].spans)) if bound else (None, [])


def _folded(start: datetime, rule: Rule, version: PolicyVersion) -> Folded:
    started = Event(ClockEvent.What.STARTED, start, start, rule, calendar_of(version, rule.calendar))
    return fold([started])


def events_insert(rows: Iterable[dict[str, Any]]) -> None:
    """Write events in the order in which they are given: they are told in the order of their ids."""
    execute(_EVENTS, rows)


def execute(statement: str, rows: Iterable[dict[str, Any]]) -> None:
    """A statement whose one parameter is all the rows, as JSON; none where there are no rows."""
    if known := list(rows):
        with connection.cursor() as cursor:
            cursor.execute(statement, [json.dumps(known, default=datetime.isoformat)])


_EVENTS = """
INSERT INTO clocks_clockevent (clock_id, cycle, what, at, recorded_at, clause, version_id, rule, origin,
    keeps_earlier, reason, actor_id, revision, due_before, due_at, spans)
SELECT clock_id, cycle, what, at, recorded_at, clause, version_id, rule, origin, false, reason, actor_id, revision,
    due_before, due_at, spans
FROM jsonb_to_recordset(%s::jsonb) AS happened(
    clock_id bigint, cycle int, what text, at timestamptz, recorded_at timestamptz, clause text, version_id bigint,
    rule jsonb, origin timestamptz, reason text, actor_id bigint, revision int, due_before timestamptz,
    due_at timestamptz, spans jsonb)
"""
