"""What a case would be promised if it were filed now: what the form tells before anything is promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.accounts.models import Account, Contract, Server
from hostops.clocks.businesstime import Duration, deadline
from hostops.clocks.calendars import calendar_of
from hostops.policies.schema.clauses import Contact
from hostops.policies.schema.rules import ClockRule
from tickets.lookup import contract_of
from tickets.places import place_free
from tickets.terms import Terms, terms_of


@dataclass(frozen=True)
class Promise:
    """One level, or the one way in which a policy without levels takes every case.

    `due_at` is for a case that is received now; None where the contract has not begun. `question`
    leads to the level: whoever answers it with yes means this one.
    """

    level: int | None
    name: str
    definition: str
    response: str
    due_at: datetime | None
    priority: bool = False
    by_contact: bool = False
    place_free: bool = True
    question: str = ""


@dataclass(frozen=True)
class Promises:
    """All that the form tells at `at`: the levels, or the flow's own words, and where to call."""

    terms: Terms
    contract: Contract
    at: datetime
    each: Sequence[Promise]

    @property
    def words(self) -> str:
        return self.terms.cases.words()

    @property
    def contact(self) -> Contact | None:
        return self.terms.document.contact

    @property
    def has_levels(self) -> bool:
        return bool(self.terms.cases.levels())


def promises(account: Account, at: datetime, server: Server | None = None) -> Promises | None:
    """What the account's contract, or the server's, promises at `at`; None where no policy binds it."""
    contract = contract_of(account, server)
    terms = terms_of(contract, at)
    if terms is None or contract is None:
        return None
    levels: Sequence[int | None] = terms.cases.levels() or (None,)
    return Promises(terms, contract, at, [_promise(terms, contract, level, at) for level in levels])


def _promise(terms: Terms, contract: Contract, level: int | None, at: datetime) -> Promise:
    rule = terms.cases.response_for(level)
    given = {"level": level, "response": rule.words(), "due_at": _due(terms, contract, rule, at)}
    if level is None:
        return Promise(name="", definition="", **given)  # type: ignore[arg-type]
    severity = terms.cases.severity(level)
    return Promise(
        name=severity.name,
        definition=severity.definition,
        question=severity.asked,
        priority=severity.priority,
        by_contact=terms.needs_contact(level),
        place_free=place_free(contract, terms, level),
        **given,  # type: ignore[arg-type]
    )


def _due(terms: Terms, contract: Contract, rule: ClockRule, at: datetime) -> datetime | None:
    if contract.starts_at is None:
        return None
    start, calendar = max(at, contract.starts_at), calendar_of(terms.version, rule.calendar)
    return deadline(start, Duration.parse(rule.duration), rule.time, calendar).due_at
