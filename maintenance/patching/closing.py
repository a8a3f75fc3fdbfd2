"""Periods that are over are closed: their figures are frozen, and no report changes them any more.

1. A period is closed so long after its end as its policy says: reports of what was done in it are still on
   their way then. A policy that says nothing closes none.
2. The duties are locked first, as reports do: what is heard later sees that it is closed.
3. What is owed of a release counts in the period in which it falls due; where there are none, in the month.
4. Its figures are written as canonical JSON with their hash, once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import moved_by_calendar, zone_named
from hostops.journal.actions import Happened, record_many
from hostops.lib.now import now
from maintenance.patching.models import ClosedPeriod, PatchDuty, PatchOwed
from maintenance.patching.places import promises_by_id
from maintenance.patching.promises import Promised
from maintenance.patching.rules.periods import has_periods, period_of

# What was missed for longer, with every worker down, stays open.
_MOST_BACK = timedelta(days=400)
_INSTANT = timedelta(microseconds=1)
_NAMED = ("account_id", "platform", "starts_at")
_ORDER = ("duty__server", "pk")


@dataclass(frozen=True, slots=True)
class Key:
    """A period of an account's platform."""

    account: int
    platform: str
    starts_at: datetime
    ends_at: datetime
    name: str = field(default="", compare=False)

    def has(self, row: PatchOwed) -> bool:
        """Whether the row counts in it: what is owed of a release, where it falls due (`compliance`)."""
        if row.what == PatchOwed.What.PERIOD:
            return (row.starts_at, row.due_at) == (self.starts_at, self.ends_at)
        return self.starts_at < row.due_at <= self.ends_at


@transaction.atomic
def periods_close(limit: int = 500) -> int:
    """Close what is to be closed by now; how many periods. Safe to run twice at once."""
    due = _due(now())[:limit]
    if not due:
        return 0
    rows = _locked(due)
    closed = [_closed(key, rows[key]) for key in due if key in rows]
    ClosedPeriod.objects.bulk_create(closed, ignore_conflicts=True)
    made = ClosedPeriod.objects.filter(sha256__in=[one.sha256 for one in closed])
    record_many(actor=None, verb="maintenance.patch_period.closed", kind="patch_period", happened=_happened(made))
    return len(closed)


def _due(at: datetime) -> list[Key]:
    """The earliest first; where contracts of an account differ, the longest time holds. Three statements."""
    rows = PatchOwed.objects.filter(due_at__lte=at, due_at__gt=at - _MOST_BACK, dropped_at=None)
    named = ("duty__server__account", "duty__platform", "what", "cause", "starts_at", "due_at", "promise")
    told = list(_unclosed(rows).order_by().distinct().values_list(*named))
    promises = promises_by_id({row[-1] for row in told})
    found: dict[Key, set[int]] = defaultdict(set)
    for account, platform, what, cause, starts_at, due_at, promise in told:
        promised = promises[promise].parsed
        if what == PatchOwed.What.PERIOD:
            found[Key(account, platform, starts_at, due_at, cause)].add(promise)
        elif not has_periods(promised.platform.cadence):
            month = period_of("calendar_month", promised.timezone, due_at - _INSTANT)
            found[Key(account, platform, month.starts_at, month.ends_at, month.name)].add(promise)
    over = [key for key, those in found.items() if _is_over(key, [promises[one].parsed for one in those], at)]
    known = set(ClosedPeriod.objects.filter(ends_at__gt=at - _MOST_BACK).values_list(*_NAMED)) if over else set()
    left = (key for key in over if (key.account, key.platform, key.starts_at) not in known)
    return sorted(left, key=lambda key: (key.starts_at, key.account, key.platform))


def _unclosed(rows: QuerySet[PatchOwed]) -> QuerySet[PatchOwed]:
    """Periods that are not closed; and what is owed of releases, of which nothing says in which month it counts."""
    closed = ClosedPeriod.objects.filter(
        account=OuterRef("duty__server__account"), platform=OuterRef("duty__platform"), starts_at=OuterRef("starts_at")
    )
    return rows.filter(~Q(what=PatchOwed.What.PERIOD) | ~Exists(closed))


def _is_over(key: Key, promised: Iterable[Promised], at: datetime) -> bool:
    closes = [closes_at(one, key.ends_at) for one in promised]
    return all(instant is not None and instant <= at for instant in closes)


def closes_at(promised: Promised, ends_at: datetime) -> datetime | None:
    """When a period that ends then is closed; None where the policy closes none."""
    if promised.closing is None:
        return None
    after = Duration.parse(promised.closing.after)
    zone = zone_named(promised.timezone)
    return moved_by_calendar(ends_at, zone, months=after.calendar_months, days=after.calendar_days) + after.exact


def _locked(keys: Sequence[Key]) -> Mapping[Key, list[PatchOwed]]:
    """What was owed in them, read once its duties are locked."""
    named = Q(pk__in=[])
    for account, platform in {(key.account, key.platform) for key in keys}:
        named |= Q(server__account=account, platform=platform)
    duties = list(PatchDuty.objects.filter(named).select_for_update(of=("self",), no_key=True).order_by("pk"))
    first, last = min(key.starts_at for key in keys), max(key.ends_at for key in keys)
    rows = PatchOwed.objects.filter(duty__in=duties, due_at__gt=first, due_at__lte=last, dropped_at=None)
    by_place: dict[tuple[int, str], list[Key]] = defaultdict(list)
    for key in keys:
        by_place[key.account, key.platform].append(key)
    found: dict[Key, list[PatchOwed]] = defaultdict(list)
    for row in rows.select_related("duty__server__account", "exception", "release", "done_by__run").order_by(*_ORDER):
        for key in by_place[row.duty.server.account_id, row.duty.platform]:
            if key.has(row):
                found[key].append(row)
    return found


def _closed(key: Key, rows: Sequence[PatchOwed]) -> ClosedPeriod:
    at = now()
    servers = [_server(row, at) for row in rows]
    counts = {name: sum(one["state"] == name for one in servers) for name in ("on_time", "late", "excepted")}
    figures = {
        "account": rows[0].duty.server.account.slug,
        "platform": key.platform,
        "period": key.name,
        "starts_at": key.starts_at.isoformat(),
        "ends_at": key.ends_at.isoformat(),
        "closed_at": at.isoformat(),
        **counts,
        "servers": servers,
    }
    text = canonical(figures)
    return ClosedPeriod(
        account_id=key.account, platform=key.platform, starts_at=key.starts_at, ends_at=key.ends_at, closed_at=at,
        figures=text, sha256=sha256(text.encode()).hexdigest(), **counts,
    )  # fmt: skip


def canonical(figures: Mapping[str, Any]) -> str:
    """The one way to write figures: keys in order, nothing between."""
    return json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _server(row: PatchOwed, at: datetime) -> dict[str, Any]:
    return {
        "server": row.duty.server.hostname,
        "duty": row.duty.number,
        "owed": row.number,
        "release": str(row.release) if row.release else None,
        "clause": row.clause,
        "state": row.state_at(at),
        "done_at": row.done_at.isoformat() if row.done_at else None,
        "run": row.done_by.run.number if row.done_by else None,
        "exception": row.exception.number if row.exception else None,
    }


def _happened(closed: Iterable[ClosedPeriod]) -> Iterator[Happened]:
    for one in closed:
        counts = {"on_time": one.on_time, "late": one.late, "excepted": one.excepted}
        yield Happened(one.pk, f"{one.platform} {one.starts_at:%Y-%m-%d}", {}, counts, "")
