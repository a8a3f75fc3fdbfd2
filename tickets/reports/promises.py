"""Promises of cases as rows of the database: each cycle of each clock is one of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
)

from hostops.accounts.models import Account
from hostops.clocks.attribution import EXCUSES
from hostops.clocks.models import Attribution, Clock, Cycle
from hostops.clocks.querysets import KEPT, decided_between
from tickets.clocks import PROGRESS, RESOLUTION, RESPONSE
from tickets.reports.figures import Figures
from tickets.reports.levels import LevelsMade

# What somebody owes on a case; that a case closes by itself is no promise.
KINDS = (RESPONSE, PROGRESS, RESOLUTION)
# Which of the promises decided a list shows.
RESULTS: Mapping[str, Q] = {
    "kept": Q(kept=True),
    "breached": Q(kept=False),
    "excused": Q(kept=False, excused=True),
    "held": Q(kept=False, excused=False),
}
# What `counted` may tell apart beside the names that each promise has.
OF_ACCOUNT = "of_account"
# The level of promises under a policy that knows none, where a level is asked for.
NO_LEVEL = 0


@dataclass(frozen=True)
class Chosen:
    """Which promises a report is about; None and "" are all."""

    account: Account | None = None
    kind: str = ""
    level: int | None = None


@dataclass(frozen=True)
class Counted:
    """How many promises came to what: in the `part`th of the spans asked for, of an account, a kind and a level."""

    part: int
    account: int | None
    kind: str
    level: int | None
    figures: Figures


def decided(reader: Any, chosen: Chosen, start: datetime, end: datetime, now: datetime) -> list[QuerySet[Any]]:
    """Present and past cycles decided from `start` on and before `end`, as far as `reader` may see them.

    Each with `decided`, `kept`, `excused`, `level`, and under one name in both `of_kind`, `of_clock` and
    `of_subject`. By the indexes `clock_decided` and `cycle_decided`, or, of an account with few cases
    among many, by its subjects; where no account is asked for, subjects are not read at all.
    """
    return _decided(reader, chosen, LevelsMade(), start, end, now)


def _decided(
    reader: Any, chosen: Chosen, levels: LevelsMade, start: datetime, end: datetime, now: datetime
) -> list[QuerySet[Any]]:
    present = _marked(_of_account(Clock.objects.visible_to(reader), chosen), levels, "", "pk")
    past = _marked(_of_account(Cycle.objects.visible_to(reader), chosen), levels, "clock__", "clock")
    return [decided_between(_narrowed(rows, chosen), start, end, now) for rows in (present, past)]


def counted(reader: Any, chosen: Chosen, edges: Sequence[datetime], now: datetime, *by: str) -> list[Counted]:
    """The promises decided in each span between neighbouring `edges`, counted in two statements.

    `by` names what to tell apart: `OF_ACCOUNT`, `of_kind`, `level`. Several rows may be of the same: add them up.
    """
    levels = LevelsMade()
    names = dict.fromkeys([*(name for name in by if name != "level"), *(_MADE if "level" in by else ())])
    found = []
    for rows in _decided(reader, chosen, levels, edges[0], edges[-1], now):
        told = {OF_ACCOUNT: F(_account_of(rows))} if OF_ACCOUNT in by else {}
        spans = rows.annotate(part=_part(edges), **told).order_by().values("part", *names)
        found += [_counted(row, levels) for row in spans.annotate(**_COUNTS)]
    return found


# What a level follows from: the rule that made the promise, and where it cannot tell, the case.
_MADE = ("version", "of_kind", "clause", "shared_level")
_COUNTS = {
    "kept_count": Count(Value(1), filter=Q(kept=True)),
    "breached_count": Count(Value(1), filter=Q(kept=False)),
    # in this order: an attribution is looked for only where a promise was broken
    "excused_count": Count(Value(1), filter=Q(kept=False) & Q(excused=True)),
}


def _counted(row: dict[str, Any], levels: LevelsMade) -> Counted:
    figures = Figures(row["kept_count"], row["breached_count"], row["excused_count"])
    kind = row.get("of_kind", "")
    level = levels.of((row["version"], kind, row["clause"]), row["shared_level"]) if "version" in row else None
    # the database numbers the spans from 1
    return Counted(row["part"] - 1, row.get(OF_ACCOUNT), kind, level, figures)


def _marked(rows: QuerySet[Any], levels: LevelsMade, prefix: str, clock: str) -> QuerySet[Any]:
    attributed = Attribution.objects.filter(clock=OuterRef(clock), cycle=OuterRef("cycle"), cause__in=sorted(EXCUSES))
    marked: QuerySet[Any] = rows.filter(**{f"{prefix}kind__in": KINDS}).annotate(
        kept=ExpressionWrapper(KEPT, output_field=BooleanField()),
        excused=Exists(attributed),
        level=levels.expression(prefix),
        shared_level=levels.shared(prefix),
        of_clock=F(clock),
        of_kind=F(f"{prefix}kind"),
        of_subject=F(f"{prefix}subject"),
    )
    return marked


def _account_of(rows: QuerySet[Any]) -> str:
    """Where a clock, or a past cycle of one, has its account."""
    return "subject__account" if rows.model is Clock else "clock__subject__account"


def _of_account(rows: QuerySet[Any], chosen: Chosen) -> QuerySet[Any]:
    return rows.filter(**{_account_of(rows): chosen.account.pk}) if chosen.account else rows


def _narrowed(rows: QuerySet[Any], chosen: Chosen) -> QuerySet[Any]:
    """To one kind, to one level."""
    if chosen.kind:
        rows = rows.filter(of_kind=chosen.kind)
    if chosen.level is not None:
        rows = rows.filter(level=None if chosen.level == NO_LEVEL else chosen.level)
    return rows


def _part(edges: Sequence[datetime]) -> Func:
    """Which span an instant is in. The edges come from Python's zone data, and no other has a say."""
    bounds = Value(list(edges), output_field=ArrayField(DateTimeField()))
    return Func(F("decided"), bounds, function="width_bucket", output_field=IntegerField())
