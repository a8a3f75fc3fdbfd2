"""What a customer sees first: what is asked of them, what is owed to them, what they are entitled to, what is new."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Q

from hostops.accounts.models import Person
from hostops.accounts.roles import STAFF_ROLES
from hostops.policies.schema.clauses import Contact
from hostops.subjects.planned import Planned, planned
from tickets.clocks import case_terms
from tickets.entitlement import Entitlement, entitlements
from tickets.models import Case, Message
from tickets.outages import told_of_anothers
from tickets.owed import Owed, next_owed
from tickets.places import places_in_line
from tickets.querysets import IS_LIVE
from tickets.starts import conditions, lacks_contact, waits_for
from tickets.states import State
from tickets.terms import Terms

# As much of each as a person takes in at a glance; the list of cases has the rest.
MOST_CASES, MOST_NEWS, MOST_PLANS = 25, 5, 5
# News is looked for on so many cases: those not ended first, then the newest of the others.
_LOOKED_AT = 40
_SHOWN = (
    "title", "state", "severity", "severity_verified", "unregistered", "coverage", "next_due", "queue_due", "held_at",
    "received_at", "admitted_at", "contacted_at", "covered_at", "raised_at", "reopened_at", "subject_id", "account_id",
    "queue_rank", "contract", "security", "assignee__full_name", "assignee__username",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """Something that a case waits for from the customer: an answer to `question`, or a call to `call`."""

    case: Case
    question: Message | None = None
    call: Contact | None = None


class Overview:
    """Of the account of `reader`, at `at`. Each part is read when the page first asks for it."""

    def __init__(self, reader: Person, at: datetime) -> None:
        self.reader, self.at = reader, at

    @cached_property
    def entitlements(self) -> list[Entitlement]:
        assert self.reader.account
        return entitlements(self.reader.account, self.at)

    @cached_property
    def terms(self) -> list[Terms]:
        """The policies in force, each once."""
        found = {each.terms.version.pk: each.terms for each in self.entitlements if each.terms}
        return list(found.values())

    @cached_property
    def _found(self) -> list[Case]:
        # by the index of the customer's list: what is not ended stands together there
        live = Case.objects.visible_to(self.reader).annotate(live=IS_LIVE).filter(live=1)
        live = live.select_related("assignee", "contract").only(*_SHOWN)
        found = list(live.order_by("queue_due", "id")[: MOST_CASES + 1])
        contracts = {each.contract.pk: each.contract for each in self.entitlements}
        for case in found:
            if case.contract_id in contracts:
                case.contract = contracts[case.contract_id]  # whose bindings have been read
        return found

    @property
    def has_more(self) -> bool:
        return len(self._found) > MOST_CASES

    @property
    def cases(self) -> list[Case]:
        """Not ended, by what is due next."""
        return self._found[:MOST_CASES]

    @property
    def open(self) -> list[Case]:
        return [case for case in self.cases if case.state != State.HELD]

    @property
    def held(self) -> list[tuple[Case, int]]:
        """The cases that wait for a place, with their place in line, the first first."""
        held = [case for case in self.cases if case.state == State.HELD]
        places = places_in_line(held) if held else {}
        return sorted(((case, places[case.pk]) for case in held if case.pk in places), key=lambda pair: pair[1])

    @cached_property
    def owed(self) -> Mapping[int, Owed]:
        return next_owed(self.cases, self.reader)

    @property
    def rows(self) -> list[tuple[Case, Owed | None]]:
        return [(case, self._told(case, self.owed.get(case.pk))) for case in self.open]

    def _told(self, case: Case, owed: Owed | None) -> Owed | None:
        """What is owed; of a response that does not count yet, what it waits for in the policy's words."""
        terms = case_terms(case) if owed and not owed.due_at else None
        missing = waits_for(conditions(case, terms)) if terms else ""
        return replace(owed, words=f"waits for {missing}") if owed and missing else owed

    @cached_property
    def asked(self) -> list[Asked]:
        """What waits for the customer: calls that start a response time, then questions, the oldest first."""
        calls = [Asked(case, call=call) for case in self.cases if (call := whom_to_call(case))]
        waiting = [case for case in self.cases if case.state == State.WAITING]
        questions = self._questions(waiting)
        asked = [Asked(case, question=questions.get(case.pk)) for case in waiting]
        return calls + sorted(asked, key=lambda each: each.question.sent_at if each.question else self.at)

    def _questions(self, waiting: Sequence[Case]) -> dict[int, Message]:
        """The last question put on each of the cases."""
        if not waiting:
            return {}
        said = Message.objects.visible_to(self.reader).filter(case__in=waiting, purpose="question")
        newest = said.order_by("case", "-id").distinct("case")
        return {message.case_id: message for message in newest}

    @cached_property
    def news(self) -> list[Message]:
        """What the provider last said on the account's cases, the newest first."""
        mine: Any = Case.objects.visible_to(self.reader).annotate(live=IS_LIVE)
        looked_at = mine.order_by("-live", "-id").values("pk")[:_LOOKED_AT]
        theirs = Q(author=None) | Q(author__role__in=STAFF_ROLES)
        said = Message.objects.visible_to(self.reader).filter(theirs, case__in=looked_at).select_related("case")
        return list(said.only("case__title", "from_name", "purpose", "body", "sent_at").order_by("-id")[:MOST_NEWS])

    @cached_property
    def planned(self) -> list[Planned]:
        return planned(self.reader, self.at, MOST_PLANS)

    @cached_property
    def told(self) -> str:
        """What the policy says while a catastrophic outage of another customer comes first (itpdx:4l)."""
        account = self.reader.account_id
        assert account
        return next(filter(None, (told_of_anothers(account, terms) for terms in self.terms)), "")


def whom_to_call(case: Case) -> Contact | None:
    """Where to call or write, while the response time of a priority case counts only from that (itpdx:4h)."""
    terms = case_terms(case)
    return terms.document.contact if terms and lacks_contact(case, terms) else None
