"""What a document must keep across its sections, beyond what each part checks by itself."""

from collections.abc import Iterator

from hostops.policies.problems import Problem
from hostops.policies.schema.availability import Scheduled
from hostops.policies.schema.base import Part, Rule
from hostops.policies.schema.caselife import Closing, QueueFirst
from hostops.policies.schema.cases import CapGroup, SeverityChange
from hostops.policies.schema.document import Document
from hostops.policies.schema.durations import in_words, roughly
from hostops.policies.schema.rules import ClockRule
from hostops.policies.schema.security import Precedence
from hostops.policies.schema.windows import Conversion, Holds, Lengths, WindowKind
from hostops.policies.schema.yearplan import YearPlan
from hostops.policies.walking import Found, walk

# Fields that name kinds of windows: one name, several, or a mapping by name.
_KIND_FIELDS: dict[type[Part], tuple[str, ...]] = {
    WindowKind: ("saves",),
    Lengths: ("maximum",),
    Conversion: ("from_kind", "to_kind"),
    Holds: ("during",),
    YearPlan: ("budget",),
    Scheduled: ("kinds",),
}


def crosscheck(document: Document) -> list[Problem]:
    """Every problem between the sections of a document; an empty list if it holds together."""
    checks = (
        _clauses,
        _clause_references,
        _calendars,
        _levels,
        _window_kinds,
        _directions,
        _contact,
        _closing,
    )
    found = list(walk(document))
    return [problem for check in checks for problem in check(document, found)]


def _clauses(document: Document, found: list[Found]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, clause in enumerate(document.clauses):
        place = ("clauses", index, "id")
        if clause.id in seen:
            yield Problem(place, f"the clause {clause.id} stands twice", "keep one of them")
        seen.add(clause.id)
        if clause.id.partition(":")[0] != document.policy.id:
            yield Problem(place, f"{clause.id} is a clause of another policy", f"begin it with {document.policy.id}:")


def _clause_references(document: Document, found: list[Found]) -> Iterator[Problem]:
    known = {clause.id for clause in document.clauses}
    for place, _, part, _ in found:
        for field, clause in _named_clauses(part):
            if clause not in known:
                yield Problem(
                    (*place, field),
                    f"there is no clause {clause} in this document",
                    "name one of its clauses, or add it under clauses",
                )


def _named_clauses(part: Part) -> list[tuple[str, str]]:
    if not isinstance(part, Rule):
        return []
    return [("clause", part.clause), *(("also", clause) for clause in part.also)]


def _calendars(document: Document, found: list[Found]) -> Iterator[Problem]:
    used = [
        ((*place, "calendar"), part.calendar)
        for place, _, part, _ in found
        if isinstance(part, ClockRule) and part.time == "business"
    ]
    for place, name in used:
        if name not in document.calendars:
            yield Problem(
                place,
                f'there is no calendar "{name}"',
                f"name one of {', '.join(document.calendars) or 'those you add under calendars'}",
            )


def _levels(document: Document, found: list[Found]) -> Iterator[Problem]:
    known = document.cases.levels()
    for place, _, part, _ in found:
        for field in _level_fields(part):
            unknown = [level for level in getattr(part, field) if level not in known]
            if unknown:
                yield Problem(
                    (*place, field),
                    f"there is no severity level {unknown[0]}",
                    f"the levels are {', '.join(map(str, known))}",
                )


def _level_fields(part: object) -> tuple[str, ...]:
    if isinstance(part, CapGroup | QueueFirst):
        return ("levels",)
    if isinstance(part, Precedence):
        return ("below_levels",)
    return ("from_levels", "to_levels") if isinstance(part, SeverityChange) else ()


def _window_kinds(document: Document, found: list[Found]) -> Iterator[Problem]:
    known = document.windows.kinds() if document.windows is not None else ()
    for place, _, part, _ in found:
        for field in _KIND_FIELDS.get(type(part), ()):
            named = getattr(part, field)
            for kind in [named] if isinstance(named, str) else named:
                if kind not in known:
                    yield Problem(
                        (*place, field),
                        f"this policy has no windows of kind {kind}",
                        f"name one of {', '.join(known) or 'those you add under windows'}",
                    )


def _directions(document: Document, found: list[Found]) -> Iterator[Problem]:
    for place, _, part, _ in found:
        if not isinstance(part, SeverityChange) or part.direction == "set":
            continue
        steps = [(old, new) for old in part.from_levels for new in part.to_levels]
        lowering = part.direction == "lower"
        if not any((new > old) == lowering and new != old for old, new in steps):
            yield Problem(
                (*place, "to_levels"),
                f"none of these is a way to {part.direction} the severity",
                "a higher number is a lower severity",
            )


def _contact(document: Document, found: list[Found]) -> Iterator[Problem]:
    if document.cases.priority_contact is not None and document.contact is None:
        yield Problem(
            ("contact",),
            "priority cases need a number to call and an address to write to",
            "add contact: with phone and email",
        )


def _closing(document: Document, found: list[Found]) -> Iterator[Problem]:
    for place, _, part, _ in found:
        if isinstance(part, Closing) and roughly(part.told_before) >= roughly(part.after):
            yield Problem(
                (*place, "told_before"),
                f"{in_words(part.told_before)} before the end of {in_words(part.after)} is no time",
                "write a shorter time",
            )
