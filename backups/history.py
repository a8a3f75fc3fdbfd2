"""The good runs before a new one, by which it is judged, for many schedules in one statement."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from operator import itemgetter
from typing import Any

from django.db import connection

from backups.doubting import Bounds
from backups.models import Run
from backups.models.run import Status
from backups.rules.suspicion import Measured, suspicious
from hostops.policies.schema.backups import Suspicion

_Line = tuple[float, int, Measured]
"""When a run ended (in seconds since 1970), its key (0 for one that is not kept yet), and its measures."""


def judge(runs: Sequence[Run]) -> None:
    """Set `suspicious` on each good run, by its schedule's history and the others of `runs`."""
    good = [run for run in runs if run.status != Status.FAILED]
    if not good:
        return
    bounds = Bounds({run.schedule_id for run in good})
    judged = [(run, rule) for run in good if (rule := bounds.of(run.schedule_id, run.finished_at))]
    before = _histories(judged)
    for run, _ in judged:
        before[run.schedule_id].append(_line(run))
    for lines in before.values():
        lines.sort(key=itemgetter(0), reverse=True)
    for run, rule in judged:
        end = run.finished_at.timestamp()
        recent = [measured for ended, _, measured in before[run.schedule_id] if ended < end]
        run.suspicious = suspicious(rule, measured_of(run), recent)


def measured_of(run: Run) -> Measured:
    seconds = (run.finished_at - run.started_at).total_seconds() if run.started_at else None
    return Measured(run.bytes, seconds)


def _line(run: Run) -> _Line:
    return run.finished_at.timestamp(), run.pk or 0, measured_of(run)


def _histories(judged: Iterable[tuple[Run, Suspicion]]) -> dict[int, list[_Line]]:
    """Of each schedule the last good runs before its first new one, and those between the new ones."""
    asked: dict[int, dict[str, Any]] = {}
    for run, rule in judged:
        end, among = run.finished_at, rule.among
        row = asked.setdefault(run.schedule_id, {"id": run.schedule_id, "first": end, "last": end, "among": among})
        row["first"], row["last"] = min(row["first"], end), max(row["last"], end)
        row["among"] = max(row["among"], among)
    new = {run.pk for run, _ in judged if run.pk}
    found: dict[int, list[_Line]] = defaultdict(list)
    for schedule, keys, ends, sizes, lengths in _asked(list(asked.values())):
        rows = zip(keys, ends, sizes, lengths, strict=True)
        found[schedule] = [(ended, key, Measured(size, took)) for key, ended, size, took in rows if key not in new]
    return found


def _asked(rows: Sequence[dict[str, Any]]) -> list[tuple[int, list[int], list[float], list[Any], list[Any]]]:
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_RECENT, [json.dumps(rows, default=datetime.isoformat)])
        found: list[tuple[int, list[int], list[float], list[Any], list[Any]]] = cursor.fetchall()
    return found


# Each schedule's own stretch of the index `run_history`, whose length its policy says; a row a
# schedule, since thousands of rows cost more to fetch than to find.
_RECENT = """
SELECT asked.id, array_agg(good.id), array_agg(extract(epoch FROM good.finished_at)::float8),
    array_agg(good.bytes), array_agg(extract(epoch FROM good.finished_at - good.started_at)::float8)
FROM jsonb_to_recordset(%s::jsonb) AS asked(id bigint, first timestamptz, last timestamptz, among int)
CROSS JOIN LATERAL (
    (SELECT id, finished_at, bytes, started_at FROM backups_run
     WHERE schedule_id = asked.id AND finished_at < asked.first AND status <> 'failed'
     ORDER BY finished_at DESC LIMIT asked.among)
    UNION ALL
    (SELECT id, finished_at, bytes, started_at FROM backups_run
     WHERE schedule_id = asked.id AND finished_at >= asked.first AND finished_at < asked.last AND status <> 'failed')
) AS good
GROUP BY asked.id
"""
