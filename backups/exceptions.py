"""What was not as promised: found by indexes from what is broken, never by walking the schedules.

1. Broken promises: cycles of backup clocks that were due in the span and not kept, and clocks
   whose present cycle is overdue. Each kind by its own index.
2. Runs of the span that failed, warned or are suspicious, by their partial index.
3. Copies that were deleted in the span, before their time or under a hold.
4. Remarks about these slots. The rows are light; what a page shows of them is read for its own alone
   (`backups.excepted`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from backups.models import Hold, Remark, Run, Schedule
from backups.models.run import Status
from backups.rules.exceptions import BROKEN, Key, Ran, Row, Unkept, answered, rows_of
from hostops.accounts.models import Account
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.querysets import broken_between
from hostops.policies.models import Policy

# As the partial index `run_exceptions` has it, word by word.
_NOT_WELL = ~Q(status="ok") | Q(suspicious__isnull=False)


@dataclass(frozen=True)
class Question:
    """Which exceptions: from `start` on and before `end`, as known at `at`.

    With `standing` also what was broken before `start` and still is. `reader` None is the portal
    itself, which sees all. The others narrow it.
    """

    start: datetime
    end: datetime
    at: datetime
    reader: Any = None
    standing: bool = False
    policy: Policy | None = None
    account: Account | None = None
    server: str = ""

    def seen(self, rows: Any) -> QuerySet[Any]:
        """Those of a scoped queryset that are the reader's to know."""
        found: QuerySet[Any] = rows.all() if self.reader is None else rows.visible_to(self.reader)
        return found


def found(asked: Question) -> list[Row]:
    """The rows, those first about which nobody has said anything yet."""
    unkept = list(_unkept(asked))
    ran = [*_ran(asked), *_gone(asked)]
    rows = rows_of(unkept, ran, _failed(unkept, ran, asked))
    return sorted(answered(rows, _remarks(rows)), key=lambda row: row.rank)


def owed_words(rows: Iterable[Row]) -> list[Row]:
    """The broken promises about which nobody has said anything."""
    return [row for row in rows if row.is_owed_words]


def counts(rows: Iterable[Row]) -> dict[str, int]:
    """How many slots are in each state, by the gravest of each; those that are broken together too."""
    told = [row.state for row in rows]
    return {"broken": sum(state in BROKEN for state in told), **{state: told.count(state) for state in set(told)}}


def _unkept(asked: Question) -> Iterator[Unkept]:
    """Of present cycles those that are overdue, and those that ended after they were due; of past ones the broken."""
    present = _clocks_of(asked, asked.seen(Clock.objects.get_queryset()), "")
    past = _clocks_of(asked, asked.seen(Cycle.objects.get_queryset()), "clock__")
    since = Q() if asked.standing else Q(due_at__gte=asked.start)
    span = (asked.start, asked.end, asked.at)
    yield from _slots(present.live().filter(since, due_at__lt=min(asked.end, asked.at)), "")
    yield from _slots(broken_between(present.ended_late(), *span), "")
    yield from _slots(broken_between(past, *span), "clock__")


def _slots(rows: QuerySet[Any], way: str) -> Iterator[Unkept]:
    """Each row's schedule is looked up by itself: for a join the planner would read all schedules for a few rows."""
    schedule = Schedule.objects.filter(subject=OuterRef(f"{way}subject")).order_by().values("pk")
    for values in rows.order_by().values_list(Subquery(schedule), "started_at", "due_at", "stopped_at"):
        yield Unkept(*values)


def _clocks_of(asked: Question, rows: Any, way: str) -> Any:
    mine = rows.filter(**{f"{way}kind": "backup"})
    if asked.policy:
        mine = mine.filter(version__policy=asked.policy)
    if asked.account:
        mine = mine.filter(**{f"{way}subject__account": asked.account})
    if asked.server:
        mine = mine.filter(**{f"{way}subject__backup_schedule__server__hostname__iexact": asked.server})
    return mine


_RAN = ("id", "schedule_id", "slot_at", "finished_at", "status", "suspicious", "deleted_at")


def _ran(asked: Question) -> Iterator[Ran]:
    in_span = Run.objects.filter(finished_at__gte=asked.start, finished_at__lt=asked.end)
    yield from _light(_runs_of(asked, asked.seen(in_span), "finished_at").filter(_NOT_WELL), gone=False)


def _gone(asked: Question) -> Iterator[Ran]:
    """Copies that their tool removed before their time, or while they were held."""
    in_span = Run.objects.filter(deleted_at__gte=asked.start, deleted_at__lt=asked.end)
    early = in_span.filter(deleted_at__lt=F("expires_at"))
    held = in_span.filter(pk__in=_held_when_gone(asked))
    for rows in (early, held):
        yield from _light(_runs_of(asked, asked.seen(rows), "deleted_at"), gone=True)


def _light(runs: QuerySet[Any], *, gone: bool) -> Iterator[Ran]:
    for pk, schedule, slot_at, finished_at, status, suspicious, deleted_at in runs.order_by().values_list(*_RAN):
        far_off = suspicious is not None
        yield Ran(pk, schedule, slot_at, finished_at, status, far_off, deleted_at if gone else None)


def _held_when_gone(asked: Question) -> list[int]:
    gone_at = F("run__deleted_at")
    not_released = Q(released_at=None) | Q(released_at__gt=gone_at)
    not_ended = Q(until_at=None) | Q(until_at__gt=gone_at)
    held = Hold.objects.filter(not_released, not_ended, placed_at__lte=gone_at)
    return list(
        held.filter(run__deleted_at__gte=asked.start, run__deleted_at__lt=asked.end).values_list("run", flat=True)
    )


def _runs_of(asked: Question, rows: QuerySet[Any], instant: str) -> QuerySet[Any]:
    if asked.policy:
        still = Q(schedule__terms__until_at=None) | Q(schedule__terms__until_at__gt=F(instant))
        of_policy = Q(schedule__terms__promise__version__policy=asked.policy)
        rows = rows.filter(still, of_policy, schedule__terms__from_at__lte=F(instant))
    if asked.account:
        rows = rows.filter(schedule__server__account=asked.account)
    if asked.server:
        rows = rows.filter(schedule__server__hostname__iexact=asked.server)
    return rows


def _failed(unkept: list[Unkept], ran: list[Ran], asked: Question) -> set[Key]:
    """Slots of which a run has failed, in the span or not: asked of those alone for which nothing has come."""
    known = {run.key for run in ran if run.status == Status.FAILED}
    missing = [slot for slot in unkept if slot.stopped_at is None and slot.key not in known]
    if missing:
        failures = Run.objects.filter(status=Status.FAILED, finished_at__lt=asked.at)
        schedules, slots = {slot.schedule for slot in missing}, {slot.slot_at for slot in missing}
        of_slots = failures.filter(schedule__in=schedules, slot_at__in=slots).order_by()
        known |= {
            (schedule, slot_at) for schedule, slot_at in of_slots.values_list("schedule_id", "slot_at") if slot_at
        }
    return known


def _remarks(rows: list[Row]) -> Iterable[tuple[int, datetime, str]]:
    if not rows:
        return ()
    schedules, since = {row.schedule for row in rows}, min(row.slot_at for row in rows)
    about = Remark.objects.filter(schedule__in=schedules, slot_at__gte=since)
    return about.order_by().values_list("schedule_id", "slot_at", "reason")
