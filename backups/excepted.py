"""What a page, a call or a file shows of exceptions: their schedules, runs, remarks; a fixed number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from backups.models import Remark, Run, Schedule, Terms
from backups.rules.exceptions import Key, Row
from hostops.policies.schema.backups import Tier

_RUN = (
    "id", "schedule_id", "slot_at", "started_at", "finished_at", "status", "bytes", "message", "suspicious",
    "expires_at", "deleted_at",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """A row with its schedule (server and account joined), the tier as promised, its runs and what was said of it."""

    row: Row
    schedule: Schedule
    tier: Tier | None
    runs: Sequence[Run]
    remarks: Sequence[Remark]

    @property
    def name(self) -> str:
        """What a form sends to name the slot: `BK-12@2026-03-10T01:00:00+00:00`."""
        return f"{self.schedule.number}@{self.row.slot_at.isoformat()}"

    @property
    def title(self) -> str:
        return self.tier.title if self.tier else self.schedule.tier

    @property
    def came(self) -> Run | None:
        """The good run that came late."""
        at = self.row.stopped_at
        return next((run for run in self.runs if at and run.finished_at == at and run.status != "failed"), None)

    @property
    def late(self) -> str:
        """`ran_on`: the run began in time; `came_late`: it did not, or nobody said; empty if not late."""
        if self.row.state != "late" or self.row.due_at is None:
            return ""
        began = self.came.started_at if self.came else None
        return "ran_on" if began and began <= self.row.due_at else "came_late"


def shown(rows: Sequence[Row]) -> list[Shown]:
    """Four statements, however many rows."""
    ids = {row.schedule for row in rows}
    schedules = Schedule.objects.select_related("server__account").in_bulk(ids)
    tiers, runs, remarks = _tiers(rows, ids), _runs(rows), _remarks(rows, ids)
    return [
        Shown(row, schedules[row.schedule], tiers.get(row.key), runs.get(row.key, []), remarks.get(row.key, []))
        for row in rows
    ]


def _tiers(rows: Sequence[Row], ids: Iterable[int]) -> Mapping[Key, Tier]:
    """As promised at the slot; for one before all terms, by the first of them."""
    terms: dict[int, list[Terms]] = defaultdict(list)
    for each in Terms.objects.filter(schedule__in=ids).select_related("promise").order_by("from_at"):
        terms[each.schedule_id].append(each)
    return {row.key: _binding(terms[row.schedule], row.slot_at).promise.parsed for row in rows if terms[row.schedule]}


def _binding(terms: Sequence[Terms], at: datetime) -> Terms:
    return next((each for each in reversed(terms) if each.from_at <= at), terms[0])


def _runs(rows: Sequence[Row]) -> Mapping[Key, list[Run]]:
    """Those that the row names, and all of a slot that was not kept."""
    wanted = Q(pk__in=[run for row in rows for run in row.runs])
    for row in rows:
        if row.due_at is not None:
            wanted |= Q(schedule=row.schedule, finished_at__gte=row.slot_at, slot_at=row.slot_at)
    found: dict[Key, list[Run]] = defaultdict(list)
    for run in Run.objects.filter(wanted).only(*_RUN).order_by("finished_at", "id"):
        found[run.schedule_id, run.slot_at or run.finished_at].append(run)
    return found


def _remarks(rows: Sequence[Row], ids: Iterable[int]) -> Mapping[Key, list[Remark]]:
    of_slots: dict[str, Any] = {"schedule__in": ids, "slot_at__in": {row.slot_at for row in rows}}
    found: dict[Key, list[Remark]] = defaultdict(list)
    for remark in Remark.objects.filter(**of_slots).select_related("written_by").order_by("id"):
        found[remark.schedule_id, remark.slot_at].append(remark)
    return found
