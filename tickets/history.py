"""What happened to a case, told from the journal: who, when, what in words, as it was and as it became."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from hostops.accounts.models import Person
from hostops.journal.models import Entry
from hostops.journal.telling import MOST, Change, Event, behind, instant_said, newest, of_object
from tickets.looks import COVERAGES, OUTCOMES, STATES
from tickets.models import Case
from tickets.states import Coverage, Outcome, State

VERBS = {
    "tickets.case.filed": "filed the case",
    "tickets.case.replied": "replied",
    "tickets.case.noted": "wrote an internal note",
    "tickets.case.severity_set": "set the severity",
    "tickets.case.assigned": "assigned the case",
    "tickets.case.waiting": "asked the customer",
    "tickets.case.resumed": "took the case up again",
    "tickets.case.worked_around": "gave a workaround",
    "tickets.case.resolved": "resolved the case",
    "tickets.case.closed": "closed the case",
    "tickets.case.reopened": "reopened the case",
    "tickets.case.contacted": "logged a contact",
    "tickets.case.coverage_decided": "decided the coverage",
    "tickets.case.admitted": "took the case in from the line",
    "tickets.case.advised": "recorded advice",
    "tickets.case.version_noted": "noted the version that runs",
    "tickets.case.tagged": "tagged the case",
    "tickets.case.copied": "put somebody on copy",
    "tickets.case.uncopied": "took somebody off copy",
    "tickets.case.linked": "linked it to another case",
    "tickets.case.unlinked": "took a link away",
    "tickets.case.linked_elsewhere": "linked it to another account's case",
    "tickets.case.unlinked_elsewhere": "took the link to another account's case away",
    "tickets.case.merged": "merged it into another case",
    "tickets.case.took_in": "took in a duplicate",
    "tickets.case.parted": "parted from what was no duplicate",
    "tickets.case.rated": "rated how it went",
    "clocks.breach.attributed": "put down a breach to its cause",
}
# What customers are never told of: the staff's own words on a case, and other accounts' cases.
STAFFS_ALONE = ("tickets.case.tagged", "tickets.case.linked_elsewhere", "tickets.case.unlinked_elsewhere")
# Nor, in the history of a page, that staff talk among themselves.
_STAFFS_OWN = ("tickets.case.noted", *STAFFS_ALONE)
# What the conversation shows already.
_TOLD_BY_A_MESSAGE = ("tickets.case.filed", "tickets.case.replied", "tickets.case.noted")
_FIELDS = {
    "state": "State",
    "severity": "Severity",
    "severity_verified": "Verified",
    "outcome": "Outcome",
    "coverage": "Coverage",
    "coverage_clause": "Clause",
    "assignee_id": "Who has it",
    "over_cap": "Over the cap",
    "contacted_at": "First contact",
    "first_response_at": "First response",
    "next_due": "Next due",
    "received_at": "Received",
    "channel": "By",
    "cause": "Cause",
    "clause": "Clause",
    "cycle": "Cycle",
    "kind": "Clock",
    "tags": "Tags",
    "link": "Link",
    "merged_into": "Goes on in",
    "duplicate": "Duplicate",
    "rating": "Rating",
}


def history(case: Case, clocks: Iterable[int], reader: Any, known: Mapping[int, str] | None = None) -> list[Event]:
    """The case's entries and those of its clocks that `reader` may know of, oldest first.

    `known` are names of people that the caller has read already, by id.
    """
    about = Q(object_kind="case", object_id=case.pk) | Q(object_kind="clock", object_id__in=list(clocks))
    return _events(Entry.objects.filter(about), MOST, reader, known or {})


def since(case: Case, version: int | None, reader: Any) -> list[Event]:
    """What `reader` may know of what happened after the case had that version."""
    return _events(of_object("case", case.pk), behind(case.version, version), reader, {})


def _events(entries: QuerySet[Entry], most: int, reader: Any, known: Mapping[int, str]) -> list[Event]:
    told = [entry for entry in newest(entries, most) if reader.is_staff_member or entry.verb not in _STAFFS_OWN]
    names = _names(told, known)
    return [_event(entry, names) for entry in told]


def _names(entries: Sequence[Entry], known: Mapping[int, str]) -> Mapping[int, str]:
    """The people whom the entries name by id."""
    values = [side.get("assignee_id") for entry in entries for side in (entry.before, entry.after)]
    missing = {value for value in values if value} - set(known)
    people = Person.objects.filter(pk__in=missing) if missing else []
    return {**known, **{person.pk: person.display_name for person in people}}


def _event(entry: Entry, names: Mapping[int, str]) -> Event:
    fields = [name for name in entry.after if name in _FIELDS]
    changes = [
        Change(_FIELDS[name], _said(name, entry.before.get(name), names), _said(name, entry.after[name], names))
        for name in fields
    ]
    did = VERBS.get(entry.verb) or entry.verb.rsplit(".", 1)[-1].replace("_", " ")
    return Event(entry.at, entry.actor_name, did, changes, entry.reason, entry.verb in _TOLD_BY_A_MESSAGE)


def _said(name: str, value: Any, names: Mapping[int, str]) -> str:
    """A value of the journal in words; an instant in the reader's zone."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if name == "assignee_id":
        return names.get(value, f"person {value}")
    if name == "severity":
        return f"Level {value}"
    return _WORDS.get((name, value)) or instant_said(value) or str(value).replace("_", " ")


_WORDS: dict[tuple[str, Any], str] = {
    **{("state", state.value): STATES[state].label for state in State},
    **{("outcome", outcome.value): OUTCOMES[outcome] for outcome in Outcome},
    **{("coverage", coverage.value): COVERAGES[coverage].label for coverage in Coverage},
}
