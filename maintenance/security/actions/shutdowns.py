"""A site shut down for a risk in code that nobody maintains, until its customer answers (itpdx:5k)."""

from typing import Any

from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from hostops.subjects.changes import Changes
from maintenance.security.actions.change import changing, move, required
from maintenance.security.letters import account_told, people_told
from maintenance.security.models import CustomCode, SecurityResponse, Shutdown
from maintenance.security.promised import code_rule, terms_of_code
from maintenance.terms import AccountTerms

SHUT, ANSWER, LIFT = "maintenance.security.shut_down", "maintenance.shutdown.answer", "maintenance.shutdown.lift"
ON_ANSWER = "The customer answered."


class _Shutdowns(Changes[Shutdown]):
    model, room, kind, called = Shutdown, "maintenance.shutdown", "shutdown", "shutdown"
    joined = ("code__account", "response__opened_by", "shut_by")
    shown = ("reason", "answer", "lifted_at", "lifted_reason")


_SHUTDOWNS = _Shutdowns()


def shutdown_set(*, actor: Any, response: SecurityResponse, reason: str, if_version: int | None = None) -> Shutdown:
    """Record that the site of the response's code is shut down, and why; the account is told at once.

    NotPossible for code under maintenance (it is corrected), where the policy does not allow it, or
    where one stands already.
    """
    [words] = required(reason=reason)
    also: dict[str, tuple[Any, Any]] = {}
    with changing(
        actor=actor, response=response, verb="shut_down", did="shut_down", if_version=if_version, also=also
    ) as locked:
        move(locked, "shut_down")
        code = _unmaintained(locked)
        terms = _allowed(code)
        rule = code_rule(terms)
        assert rule is not None  # as `_allowed` has it
        shutdown = Shutdown.objects.create(
            response=locked, code=code, reason=words, clause=rule.clause, policy_version=terms.version,
            shut_by=actor, shut_at=now(),
        )  # fmt: skip
        also["shutdown"] = (None, shutdown.number)
        _SHUTDOWNS.journal(actor, shutdown, "set", {}, _SHUTDOWNS.as_shown(shutdown))
        _tell_account(shutdown, code, lifted_on_answer=rule.lifted_on_answer)
    return shutdown


def shutdown_answer(*, actor: Any, shutdown: Shutdown, answer: str, if_version: int | None = None) -> Shutdown:
    """Say what is done about the risk. Where the policy says so, the shutdown is lifted with it; staff are told."""
    [words] = required(answer=answer)
    with _SHUTDOWNS.changing(actor=actor, row=shutdown, verb="answer", did="answered", if_version=if_version) as locked:
        _require_standing(locked)
        locked.answer, locked.answered_by, locked.answered_at = words, actor, now()
        if answer_lifts(locked):
            locked.lifted_by, locked.lifted_at, locked.lifted_reason = actor, now(), ON_ANSWER
        _tell_staff(locked)
    return shutdown


def shutdown_lift(*, actor: Any, shutdown: Shutdown, reason: str, if_version: int | None = None) -> Shutdown:
    """Let the site serve again: the risk is gone, or the customer answered by telephone. The account is told."""
    [words] = required(reason=reason)
    with _SHUTDOWNS.changing(
        actor=actor, row=shutdown, verb="lift", did="lifted", if_version=if_version, reason=words
    ) as locked:
        _require_standing(locked)
        locked.lifted_by, locked.lifted_at, locked.lifted_reason = actor, now(), words
        title = f"[{locked.number}] {locked.code.name} serves again"
        account_told(locked.code.account_id, title, words, url_of(locked), f"shutdown:{locked.pk}:lifted")
    return shutdown


def answer_lifts(shutdown: Shutdown) -> bool:
    """Whether the policy of the code lets the customer's answer lift it."""
    rule = code_rule(terms_of_code(shutdown.code, now()))
    return rule is None or rule.lifted_on_answer


def url_of(shutdown: Shutdown) -> str:
    return f"/security/shutdowns/{shutdown.pk}/"


def _unmaintained(response: SecurityResponse) -> CustomCode:
    code = response.code
    if code is None:
        raise NotPossible(f"{response.number} is on servers; only the site of a customer's own code is shut down.")
    if code.maintained:
        raise NotPossible(f"{code.number} is under maintenance (itpdx:5k).", ["correct it and record the labour"])
    standing = code.shutdowns.standing().first()
    if standing:
        raise NotPossible(f"{standing.number} stands already.")
    return code


def _allowed(code: CustomCode) -> AccountTerms:
    terms = terms_of_code(code, now())
    rule = code_rule(terms)
    if terms is None or rule is None or not rule.unmaintained_may_shut_down:
        raise NotPossible(f"The policy of {code.account.slug} lets no site be shut down.")
    return terms


def _require_standing(shutdown: Shutdown) -> None:
    if shutdown.lifted_at:
        raise NotPossible(f"{shutdown.number} is lifted already.")


def _tell_account(shutdown: Shutdown, code: CustomCode, *, lifted_on_answer: bool) -> None:
    end = "It is lifted as soon as you answer." if lifted_on_answer else "Answer, and we look whether it can be lifted."
    body = f"{code.name} {code.site}".strip() + f" is shut down.\n\n{shutdown.reason}\n\n{end}"
    title = f"[{shutdown.number}] {code.name} is shut down"
    account_told(code.account_id, title, body, url_of(shutdown), f"shutdown:{shutdown.pk}:set")


def _tell_staff(shutdown: Shutdown) -> None:
    lifted = "It is lifted with the answer." if shutdown.lifted_at else "It stands until you lift it."
    title = f"[{shutdown.number}] {shutdown.code.account.name} answered: {shutdown.code.name}"
    key = f"shutdown:{shutdown.pk}:answered:{shutdown.version}"
    people = (shutdown.shut_by, shutdown.response.opened_by)
    people_told(people, title, f"{shutdown.answer}\n\n{lifted}", url_of(shutdown), key)
