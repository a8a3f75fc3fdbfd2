"""Setting a severity, for the reasons that the policy knows (itpdx:4b, 4i, 4k)."""

from typing import Any

from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.policies.schema.cases import SeverityChange
from tickets import clocks
from tickets.actions.change import changing, move
from tickets.models import Case
from tickets.places import admit_next, place_free
from tickets.states import OPEN_STATES
from tickets.terms import Terms


def severity_set(
    *,
    actor: Any,
    case: Case,
    severity: int,
    reason: str,
    note: str = "",
    override_reason: str = "",
    if_version: int | None = None,
) -> Case:
    """Set, lower or raise the level that the case's clocks run at.

    Raised, the due instant only comes earlier and no further contact is asked for; into a full
    priority place only with `override_reason`. Lowered, it counts anew from the start, a breach
    that happened stands, and the case is never held. Raises BadField, NotPossible.
    """
    words = f"{reason}: {clean_text(note)}".rstrip(": ")
    with changing(
        actor=actor, case=case, verb="severity", did="severity_set", if_version=if_version, reason=words, places=True
    ) as locked:
        move(locked, "severity")
        terms = clocks.case_terms(locked)
        change = _check(locked, terms, severity, reason, note)
        raised = locked.severity is not None and severity < locked.severity
        if raised:
            _take_place(locked, terms, severity, override_reason)
        _apply(actor, locked, severity, f"severity {change.title.lower()}", raised)
        admit_next(actor, locked.contract, now())
        locked.refresh_from_db(fields=["state", "admitted_at", "version"])
    return case


def _check(case: Case, terms: Terms | None, severity: int, reason: str, note: str) -> SeverityChange:
    if terms is None or not terms.cases.levels():
        raise NotPossible("The policy of this case knows no severities, so none can be set.")
    change = next((known for known in terms.cases.severity_changes if known.reason == reason), None)
    if change is None:
        raise BadField({"reason": f"Use one of {', '.join(known.reason for known in terms.cases.severity_changes)}."})
    if severity not in terms.cases.levels():
        raise BadField({"severity": f"Choose one of {', '.join(map(str, terms.cases.levels()))}."})
    wrong = _wrong_direction(case, change, severity) | _over_limit(case, severity)
    if change.needs and not clean_text(note):
        wrong["note"] = f"This reason needs {change.needs.replace('_', ' ')} in words."
    if wrong:
        raise BadField(wrong)
    return change


def _wrong_direction(case: Case, change: SeverityChange, severity: int) -> dict[str, str]:
    if case.severity not in change.from_levels or severity not in change.to_levels:
        path = f"from {_levels(change.from_levels)} to {_levels(change.to_levels)}"
        return {"severity": f"{change.title}: {path} ({change.clause})."}
    if change.direction == "lower" and severity <= case.severity:
        return {"severity": f"{change.title} lowers: choose a level after {case.severity}."}
    if change.direction == "raise" and severity >= case.severity:
        return {"severity": f"{change.title} raises: choose a level before {case.severity}."}
    return {}


def _levels(levels: tuple[int, ...]) -> str:
    return "Level " + ", ".join(map(str, levels))


def _over_limit(case: Case, severity: int) -> dict[str, str]:
    limit = case.software.max_severity if case.software else None
    if limit and severity < limit:
        return {"severity": f"Cases on {case.software} are Level {limit} at the most (itpdx:2a)."}
    return {}


def _take_place(case: Case, terms: Terms | None, severity: int, override_reason: str) -> None:
    if case.state not in OPEN_STATES or place_free(case.contract, terms, severity, but=case):
        return
    if not clean_text(override_reason):
        raise NotPossible(
            "The contract's place for this level is taken (itpdx:4g): give override_reason to go over the cap.",
            ["severity with override_reason", "resolve the case that has the place"],
        )
    case.over_cap = True


def _apply(actor: Any, case: Case, severity: int, words: str, raised: bool) -> None:
    old, case.severity, case.severity_verified = case.severity, severity, True
    if raised:
        case.raised_at = now()
    case.save()
    clocks.severity_changed(actor, case, old, now(), words)
