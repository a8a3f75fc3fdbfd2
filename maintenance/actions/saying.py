"""Why a window may not go on as it is, and what may be done instead, in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hostops.alerts.wording import moment
from maintenance.checking import Checked, check_again
from maintenance.models import Window
from maintenance.rules.ways import Way


def unlawful(window: Window, checked: Checked) -> str:
    """Each reason with its clause, and the ways that stand open."""
    reasons = " ".join(with_clause(one.detail, one.clause) for one in checked.verdict.reasons)
    return f"{window.number} cannot be so: {reasons}{_instead(window, checked)}"


def too_late(window: Window, checked: Checked, due_at: datetime, sent_at: datetime | None) -> str:
    """Why it cannot start: its notice was not kept."""
    zone, terms = ZoneInfo(window.timezone), checked.strictest
    rule = terms.kind(window.kind) if terms else None
    clause = f" ({rule.clause})" if rule else ""
    sent = f"was sent at {moment(sent_at, zone)}" if sent_at else "has not been sent to every affected account"
    said = f"its notice had to be sent by {moment(due_at, zone)}{clause} and {sent}."
    return f"{window.number} cannot start as it is: {said}{_instead(window, checked)}"


def with_clause(detail: str, clause: str) -> str:
    """`the window ends before it starts (iptor:5e).`"""
    return f"{detail} ({clause})." if clause else f"{detail}."


def _instead(window: Window, checked: Checked) -> str:
    words = [_way(window, way) for way in checked.ways_out()]
    return f" What may be done: {'; '.join(words)}." if words else ""


def _way(window: Window, way: Way) -> str:
    clauses = ", ".join(way.clauses)
    if way.starts_at is not None:
        return f"move it to {moment(way.starts_at, ZoneInfo(window.timezone))} or later ({clauses})"
    needs = [
        name
        for name, needed in (("a justification", way.needs_justification), ("an approval", way.needs_approval))
        if needed
    ]
    return f"convert it to {way.kind} ({clauses})" + (f" with {' and '.join(needs)}" if needs else "")


def unlawful_as(window: Window, kind: str) -> str:
    """Why it cannot become one of `kind`."""
    checked, present = check_again(window, kind=kind), check_again(window)
    reasons = " ".join(with_clause(one.detail, one.clause) for one in checked.verdict.reasons)
    reasons = reasons or f"no policy of those affected lets a {window.kind} window become {kind}."
    return f"{window.number} cannot become {kind}: {reasons}{_instead(window, present)}"
