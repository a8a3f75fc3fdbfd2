"""What was not as promised: found by indexes from what is broken, never by walking the schedules.

1. Broken promises: cycles of backup clocks that were due in the span and not kept, and clocks
   whose present cycle is overdue.
2. Runs of the span that failed, warned or are suspicious, by their partial index.
3. Copies that were deleted in the span, before their time or under a hold.
4. Remarks about these slots. The rows are light; what a page shows of them is read for its own alone
   (`backups.excepted`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet

from backups.models import Hold, Remark, Run
from backups.rules.exceptions import BROKEN, Key, Ran, Row, Unkept, answered, rows_of
from hostops.accounts.models import Account
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.querysets import broken_between
from hostops.policies.models import Policy

# As the partial index `run_exceptions` has it, word by word.
_NOT_WELL = ~Q(status="ok") | Q(suspicious__isnull=False)
_SLOT = ("started_at", "due_at", "stopped_at")
# A slot that is older is asked of its own schedule's history: the index of all runs would be long.
_NEAR = timedelta(days=4)
# A daily slot has made room by then; the others are asked of their schedules, as far as this.
_NEXT, _LATEST = timedelta(days=1), timedelta(days=35)


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
    for rows, way in ((Clock.objects, ""), (Cycle.objects, "clock__")):
        mine = _clocks_of(asked, asked.seen(rows.get_queryset()), way)
        yield from _slots(broken_between(mine, asked.start, asked.end, asked.at), way)
    if asked.standing:
        overdue = Q(stopped_at=None, cancelled_at=None, due_at__lt=min(asked.start, asked.at))
        yield from _slots(_clocks_of(asked, asked.seen(Clock.objects.get_queryset()), "").filter(overdue), "")


def _slots(rows: QuerySet[Any], way: str) -> Iterator[Unkept]:
    schedule = f"{way}subject__backup_schedule__id"
    for values in rows.filter(**{f"{schedule}__isnull": False}).order_by().values_list(schedule, *_SLOT):
        yield Unkept(*values)


def _clocks_of(asked: Question, rows: QuerySet[Any], way: str) -> QuerySet[Any]:
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
    """Slots of which a run has failed: in the span, before it, or after it while the slot was still to be made good."""
    known = {run.key for run in ran if run.status == "failed"}
    missing = [slot for slot in unkept if slot.stopped_at is None]
    near = [slot for slot in missing if slot.slot_at >= asked.start - _NEAR]
    old = [slot for slot in missing if slot.slot_at < asked.start - _NEAR]
    for since, until in (
        (min((slot.slot_at for slot in near), default=asked.start), asked.start),
        (asked.end, min(asked.at, asked.end + _NEXT)),
    ):
        if missing and since < until:
            known |= _keys(_failures(since, until))
    if old:
        known |= _keys(_of(old, _failures(min(slot.slot_at for slot in old), asked.at)))
    if missing and asked.at > asked.end + _NEXT:
        known |= _keys(_of(missing, _failures(asked.end + _NEXT, asked.end + _LATEST)))
    return known


def _failures(since: datetime, until: datetime) -> QuerySet[Run]:
    in_span = Run.objects.filter(finished_at__gte=since, finished_at__lt=until, slot_at__isnull=False)
    return in_span.filter(_NOT_WELL, status="failed")


def _of(slots: list[Unkept], runs: QuerySet[Run]) -> QuerySet[Run]:
    return runs.filter(schedule__in={slot.schedule for slot in slots}, slot_at__in={slot.slot_at for slot in slots})


def _keys(runs: QuerySet[Any]) -> set[Key]:
    return {(schedule, slot_at) for schedule, slot_at in runs.order_by().values_list("schedule_id", "slot_at")}


def _remarks(rows: list[Row]) -> Iterable[tuple[int, datetime, str]]:
    if not rows:
        return ()
    schedules, since = {row.schedule for row in rows}, min(row.slot_at for row in rows)
    about = Remark.objects.filter(schedule__in=schedules, slot_at__gte=since)
    return about.order_by().values_list("schedule_id", "slot_at", "reason")
