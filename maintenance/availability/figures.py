"""A month's availability as plain data: what REST gives, what pages show, and what a closed month freezes.

Instants are UTC with `Z`, percentages are texts (rounded down), seconds are whole numbers: the same
figures are the same bytes wherever they are written.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hostops.api.fields import as_z
from maintenance.availability.covered import Announced
from maintenance.availability.promised import Commitment, exclusions_of
from maintenance.availability.reckoning import OfAccount, OfServer, Told
from maintenance.rules.availability import account_strip
from maintenance.rules.intervals import Piece
from maintenance.rules.months import month_key
from maintenance.rules.shares import Counted

Figures = dict[str, Any]


def figures_of(found: OfAccount, month: date) -> Figures:
    """An account's month, its servers in it."""
    span = found.span
    return {
        "account": found.account.slug,
        "month": month_key(month),
        "from": as_z(span.start) if span else None,
        "until": as_z(span.end) if span else None,
        "timezones": sorted({one.terms.zone.key for one in found.servers}),
        **_counted(found.counted, _one([c for one in found.servers for c in one.terms.commitments])),
        "strip": _strip(account_strip(span, [one.month.strip for one in found.servers])) if span else [],
        "servers": [_server(one) for one in found.servers],
    }


def _server(one: OfServer) -> Figures:
    return {
        "server": one.server.hostname,
        "id": one.server.pk,
        "contract": one.server.contract.reference,
        "timezone": one.terms.zone.key,
        "from": as_z(one.terms.span.start),
        "until": as_z(one.terms.span.end),
        **_counted(one.month.counted, _one(one.terms.commitments)),
        "commitments": [_commitment(each) for each in one.terms.commitments],
        "strip": _strip(one.month.strip),
        "windows": [_window(each, one) for each in one.windows],
        "downtimes": [_downtime(each, one) for each in one.downtimes],
    }


def _counted(counted: Counted, stated: str | None) -> Figures:
    """`commitment` as it is written where one holds throughout, else the share of several that holds together."""
    return {
        "total_seconds": counted.total,
        "available_seconds": counted.total - counted.down,
        "unscheduled_seconds": counted.down,
        "scheduled_seconds": counted.scheduled,
        "excluded_seconds": counted.excluded,
        "availability": _text(counted.percent),
        "commitment": (stated or _text(counted.committed)) if counted.promised is not None else None,
        "allowed_seconds": counted.allowed,
        "seconds_left": counted.left,
        "met": counted.met,
    }


def _one(commitments: Iterable[Commitment]) -> str | None:
    found = {each.commitment for each in commitments}
    return _text(found.pop()) if len(found) == 1 else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _commitment(each: Commitment) -> Figures:
    return {
        "from": as_z(each.start),
        "until": as_z(each.end),
        "commitment": _text(each.commitment),
        "policy": each.policy,
        "clause": each.clause,
        "words": each.words,
    }


def _strip(pieces: Iterable[Piece]) -> list[Figures]:
    return [{"from": as_z(p.start), "until": as_z(p.end), "kind": p.kind, "seconds": p.seconds} for p in pieces]


def _window(each: Announced, one: OfServer) -> Figures:
    over = {found.key: found for found in one.month.over}.get(each.window)
    return {
        "window": each.number,
        "title": each.title,
        "kind": each.kind,
        "from": as_z(each.start),
        "until": as_z(each.end),
        "expected_seconds": each.expected,
        "over_estimate_seconds": over.seconds - over.estimate if over else 0,
    }


def _downtime(told: Told, one: OfServer) -> Figures:
    row = told.downtime
    return {
        "id": row.pk,
        "corrects": row.corrects_id,
        "from": as_z(row.starts_at),
        "until": as_z(row.ends_at) if row.ends_at else None,
        "cause": row.cause,
        "source": row.source,
        "case": row.case.reference if row.case else None,
        "scheduled_seconds": told.scheduled,
        "excluded_seconds": told.excluded,
        "unscheduled_seconds": told.down,
        "exclusion": row.exclusion or None,
        "exclusion_reason": row.exclusion_reason or None,
        "exclusion_approved": row.approved_at is not None,
        "why": _why(told, one),
    }


def _why(told: Told, one: OfServer) -> str:
    """Each part of it and why it is what it is, in words."""
    row, said = told.downtime, []
    if told.scheduled:
        said.append(f"inside {', '.join(each.number for each in told.windows)}, as announced: scheduled")
    if told.excluded:
        said.append(_excluded(told, one))
    if told.down:
        where = "outside that" if told.scheduled else "outside every announced window"
        said.append(f"{where}: it counts" if not told.excluded else "the rest counts")
    if row.exclusion and not row.approved_at:
        said.append(f"an exclusion ({row.exclusion}) is asked for and not approved")
    words = "; ".join(said) or "no second of it lies in this server's month"
    return words[:1].upper() + words[1:]


def _excluded(told: Told, one: OfServer) -> str:
    row = told.downtime
    if not (row.exclusion and row.approved_at):
        return "excluded where another downtime is"
    title = exclusions_of(one.server.contract, row.starts_at).get(row.exclusion, row.exclusion)
    return f"excluded: {title} ({row.exclusion_reason})"
