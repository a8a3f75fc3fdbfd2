"""Periods that are over are closed: their figures are frozen, and no report changes them any more.

1. A period is closed so long after its end as its policy says: reports of what was done in it are still on
   their way then. A policy that says nothing closes none.
2. The duties are locked first, as reports do: what is heard later sees that it is closed.
3. Its figures are written as canonical JSON with their hash, once.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import moved_by_calendar, zone_named
from hostops.journal.actions import Happened, record_many
from hostops.lib.now import now
from maintenance.patching.models import ClosedPeriod, PatchDuty, PatchOwed
from maintenance.patching.places import promises_by_id
from maintenance.patching.promises import Promised

# What was missed for longer, with every worker down, stays open.
_MOST_BACK = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Key:
    """A period of an account's platform."""

    account: int
    platform: str
    starts_at: datetime
    ends_at: datetime


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
    """The earliest first; where contracts of an account differ, the longest time holds."""
    closed = ClosedPeriod.objects.filter(
        account=OuterRef("duty__server__account"), platform=OuterRef("duty__platform"), starts_at=OuterRef("starts_at")
    )
    rows = PatchOwed.objects.filter(~Exists(closed), what=PatchOwed.What.PERIOD, due_at__lte=at)
    rows = rows.filter(due_at__gt=at - _MOST_BACK, dropped_at=None).order_by().distinct()
    found: dict[Key, set[int]] = defaultdict(set)
    named = ("duty__server__account", "duty__platform", "starts_at", "due_at", "promise")
    for account, platform, starts_at, due_at, promise in rows.values_list(*named):
        found[Key(account, platform, starts_at, due_at)].add(promise)
    promises = promises_by_id({promise for those in found.values() for promise in those})
    over = (key for key, those in found.items() if _is_over(key, [promises[one].parsed for one in those], at))
    return sorted(over, key=lambda key: (key.starts_at, key.account, key.platform))


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
    rows = PatchOwed.objects.filter(
        duty__in=duties, what=PatchOwed.What.PERIOD, starts_at__in={key.starts_at for key in keys}, dropped_at=None
    )
    found: dict[Key, list[PatchOwed]] = defaultdict(list)
    for row in rows.select_related("duty__server__account", "exception", "done_by__run").order_by("duty__server", "pk"):
        found[Key(row.duty.server.account_id, row.duty.platform, row.starts_at, row.due_at)].append(row)
    return found


def _closed(key: Key, rows: Sequence[PatchOwed]) -> ClosedPeriod:
    at = now()
    servers = [_server(row, at) for row in rows]
    counts = {name: sum(one["state"] == name for one in servers) for name in ("on_time", "late", "excepted")}
    figures = {
        "account": rows[0].duty.server.account.slug,
        "platform": key.platform,
        "period": rows[0].cause,
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
