"""Whether a case is covered, and on what ground of the policy (itpdx:2a-2c, 3d, 4k, 5a, 6a)."""

from datetime import datetime
from typing import Any

from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line
from hostops.lib.versions import Unordered, check
from hostops.policies.schema.caselife import CoverageGround
from tickets import clocks
from tickets.actions.change import changing, move, required
from tickets.models import Advice, Case
from tickets.states import Coverage


def coverage_decide(
    *,
    actor: Any,
    case: Case,
    decision: str,
    clause: str,
    reason: str,
    advice: Advice | None = None,
    if_version: int | None = None,
) -> Case:
    """Decide with the clause and the reason, which the customer reads.

    Withholding for a fix that was not installed needs the dated advice of an earlier case
    (itpdx:2c). Covering an unregistered server starts the response clock that waited for it.
    """
    [text] = required(reason=reason)
    with changing(
        actor=actor, case=case, verb="coverage", did="coverage_decided", if_version=if_version, reason=text
    ) as locked:
        move(locked, "coverage")
        _check(locked, decision, clause, advice)
        locked.coverage, locked.coverage_clause, locked.coverage_reason = decision, clause, text
        if decision in (Coverage.COVERED, Coverage.CURTAILED):
            _owed_from(actor, locked, now())
        else:
            clocks.response_dropped(actor, locked, now(), f"coverage {decision} ({clause})")
    return case


def _check(case: Case, decision: str, clause: str, advice: Advice | None) -> None:
    terms = clocks.case_terms(case)
    grounds = terms.cases.coverage if terms else ()
    if not grounds:
        raise NotPossible("The policy of this case knows no coverage decisions.")
    if decision not in {ground.decision for ground in grounds}:
        raise BadField({"decision": f"Use one of {', '.join(sorted({ground.decision for ground in grounds}))}."})
    fitting = [ground for ground in grounds if ground.decision == decision]
    chosen = [ground for ground in fitting if ground.clause == clause]
    if not chosen:
        raise BadField({"clause": f"{decision} rests on {', '.join(sorted({ground.clause for ground in fitting}))}."})
    _check_advice(case, chosen, advice)


def _check_advice(case: Case, grounds: list[CoverageGround], advice: Advice | None) -> None:
    if not any(ground.needs == "advice_record" for ground in grounds):
        return
    if advice is None:
        raise BadField(
            {"advice": "Point to the advice that was given on the earlier case; without it support is not withheld."}
        )
    if advice.case.account_id != case.account_id or advice.case_id == case.pk or advice.told_at > case.received_at:
        raise BadField(
            {"advice": "The advice must be from an earlier case of the account, given before this one came."}
        )


def _owed_from(actor: Any, case: Case, at: datetime) -> None:
    case.covered_at = case.covered_at or at
    case.save()
    clocks.response_owed_again(actor, case, at)


def advice_record(
    *,
    actor: Any,
    case: Case,
    fixed_version: str,
    told: str,
    told_at: datetime | None = None,
    if_version: int | None = None,
) -> Case:
    """Record who was told, and when, that a higher release mends the problem (itpdx:2c)."""
    version, person = required(fixed_version=fixed_version, told=told)
    if told_at and told_at > now():
        raise BadField({"told_at": "Advice is not recorded before it is given."})
    with changing(
        actor=actor, case=case, verb="advise", did="advised", if_version=if_version, reason=f"fixed in {version}"
    ) as locked:
        move(locked, "advise")
        Advice.objects.create(
            case=locked,
            fixed_version=clean_line(version)[:60],
            told=clean_line(person)[:200],
            told_at=told_at or now(),
            recorded_by=actor,
        )
    return case


def version_note(*, actor: Any, case: Case, software_version: str, if_version: int | None = None) -> Case:
    """Note which version of its software runs, so that a fix that it lacks is found (itpdx:2c).

    Raises BadField for a text that cannot be put in order with other versions.
    """
    [text] = required(software_version=software_version)
    try:
        check(clean_line(text))
    except Unordered as error:
        raise BadField({"software_version": str(error)}) from error
    with changing(actor=actor, case=case, verb="version", did="version_noted", if_version=if_version) as locked:
        move(locked, "version")
        locked.software_version = clean_line(text)[:60]
    return case
