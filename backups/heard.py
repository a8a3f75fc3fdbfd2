"""The runs that count for slots, of many schedules at once, each in its own span: one statement from one index."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import connection

from backups.models.run import Status
from backups.rules.health import Heard

# schedule, slot, run, when it began and ended, its status, whether it is suspicious
Row = tuple[int, datetime, int, datetime | None, datetime, str, bool]


class Wanted(NamedTuple):
    """The runs of a schedule that ended from `start` up to, and not at, `end`."""

    schedule: int
    start: datetime
    end: datetime


def heard_between(wanted: Iterable[Wanted]) -> Mapping[int, Mapping[datetime, list[Heard]]]:
    """By schedule and slot, the earliest end first. A run that counts for no slot is left out."""
    found: dict[int, dict[datetime, list[Heard]]] = defaultdict(lambda: defaultdict(list))
    for schedule, slot, run, started_at, finished_at, status, suspicious in _rows(wanted):
        found[schedule][slot].append(Heard(run, started_at, finished_at, status != Status.FAILED, suspicious))
    return found


def _rows(wanted: Iterable[Wanted]) -> list[Row]:
    spans = json.dumps([one._asdict() for one in wanted], default=datetime.isoformat)
    if spans == "[]":
        return []
    with connection.cursor() as cursor:
        cursor.execute(_RUNS, [spans])
        rows: list[Row] = cursor.fetchall()
        return rows


# From the index `run_history`, schedule by schedule.
_RUNS = """
SELECT run.schedule_id, run.slot_at, run.id, run.started_at, run.finished_at, run.status, run.suspicious IS NOT NULL
FROM jsonb_to_recordset(%s::jsonb) AS span(schedule bigint, start timestamptz, "end" timestamptz)
CROSS JOIN LATERAL (
    SELECT schedule_id, slot_at, id, started_at, finished_at, status, suspicious FROM backups_run
    WHERE schedule_id = span.schedule AND finished_at >= span.start AND finished_at < span."end"
        AND slot_at IS NOT NULL
    ORDER BY finished_at, id
) AS run
"""
