"""What the desk adds to the people on duty: what a handover should name, and whether an assignee is away."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from hostops.accounts.models import Person
from hostops.duty.facts import ENOUGH, Fact, Section
from hostops.duty.models import Absence
from hostops.duty.rota import absent, away_in_words
from hostops.lib.now import now
from tickets.mails import url_of
from tickets.models import Case
from tickets.states import State


def outages(reader: Any, starts: datetime, ends: datetime) -> Section:
    """What stands first in the queue, with what is owed on it next."""
    first = _named(reader).live().filter(queue_rank=0).order_by("queue_due", "id")[:ENOUGH]
    facts = [
        Fact(case.number, f"{case.title} ({case.account.name}), {_who(case)}", case.next_due, url_of(case))
        for case in first
    ]
    return Section.of("Open Level 1", facts)


def waiting(reader: Any, starts: datetime, ends: datetime) -> Section:
    """What waits on a customer, on whom, and who has it meanwhile."""
    found = _named(reader).filter(state=State.WAITING).order_by("queue_rank", "queue_due", "id")[:ENOUGH]
    facts = [
        Fact(
            case.number,
            f"{case.title}: waits on {case.reporter.display_name} ({case.account.name}), {_who(case)}",
            None,
            url_of(case),
        )
        for case in found
    ]
    return Section.of("Waiting on the customer", facts)


def away_words(people: Iterable[Person], reader: Person) -> Mapping[int, str]:
    """Of these people those who are out of office now, in words, in the reader's zone."""
    away = absent([person.pk for person in people], now())
    return {person: away_in_words(absence, reader.timezone) for person, absence in away.items()}


def absence_of_assignee(case: Case, reader: Any) -> Absence | None:
    """For staff: whoever has the case is out of office now."""
    if case.assignee_id is None or not reader.is_staff_member:
        return None
    return absent([case.assignee_id], now()).get(case.assignee_id)


def _named(reader: Any) -> Any:
    cases = Case.objects.visible_to(reader).select_related("account", "assignee", "reporter")
    return cases.defer("description")


def _who(case: Case) -> str:
    return f"with {case.assignee.display_name}" if case.assignee else "with nobody"
