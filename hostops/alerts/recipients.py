"""From roles to people, for a batch of alerts in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from hostops.accounts.models import Person
from hostops.accounts.roles import STAFF_ROLES, Role
from hostops.alerts.line import LINES, Stand, next_on_call, passed_over_in_words, rota
from hostops.alerts.models import Alert
from hostops.subjects.kinds import kinds
from hostops.subjects.models import Subject

_OF_STAFF = {"engineers": Role.ENGINEER, "planners": Role.PLANNER, "managers": Role.MANAGER}
_OF_ACCOUNT = {
    "holder": (Role.ACCOUNT_HOLDER,),
    "contacts": (Role.NAMED_CONTACT, Role.ACCOUNT_HOLDER),
    "viewers": (Role.VIEWER,),
}
_BY_DESK = ("assignee", "reporter")
# The roles of those who can see to an alert; the others are customers, who are reminded.
WORKING = frozenset({*_OF_STAFF, *LINES, "assignee"})

# Whom to tell, and in which roles: {person: [role]}
Told = Mapping[Person, Sequence[str]]


class Directory:
    """The people whom a batch of alerts may have to tell at an instant.

    One query for people, one for each kind of subject, one for who is away, one for the rota where it is named.
    """

    def __init__(self, alerts: Sequence[Alert], at: datetime) -> None:
        self._deputies = rota().deputies(at)
        on_call = any(role in LINES for alert in alerts for role in alert.tell)
        self._stands: Sequence[Stand] = rota().standing(at) if on_call else ()
        subjects = {alert.clock.subject_id: alert.clock.subject for alert in alerts}
        self._desks = _desk_people(subjects.values())
        named = {person for roles in self._desks.values() for people in roles.values() for person in people}
        accounts = {subject.account_id for subject in subjects.values() if subject.account_id}
        active = Person.objects.filter(is_active=True)
        found = active.filter(role__in=STAFF_ROLES) | active.filter(account__in=accounts) | active.filter(pk__in=named)
        self._by_id = {person.pk: person for person in found.order_by("pk")}
        self._by_role: dict[tuple[str, int | None], list[Person]] = defaultdict(list)
        for person in self._by_id.values():
            self._by_role[person.role, person.account_id].append(person)

    def told(self, alert: Alert) -> Told:
        """Everybody in the alert's roles, once each, and the deputies of those who are away."""
        people: dict[Person, list[str]] = defaultdict(list)
        for role in alert.tell:
            for person in self._in_role(role, alert.clock.subject):
                people[person].append(role)
        for person in list(people):
            deputy = self._deputies.get(person.pk)
            if deputy and deputy.person in self._by_id:
                people[self._by_id[deputy.person]].append(f"deputy of {deputy.name}, who is out of office")
        return people

    def passed_over(self, alert: Alert) -> str:
        """Who stood in a line that the alert names and is away, in words; empty for nobody."""
        over = {stand.person: stand for role in alert.tell for stand in self._next(role)[1]}
        return passed_over_in_words(list(over.values()))

    def managers(self) -> list[Person]:
        return self._by_role[Role.MANAGER, None]

    def _in_role(self, role: str, subject: Subject) -> list[Person]:
        if role in _OF_STAFF:
            return self._by_role[_OF_STAFF[role], None]
        if role in LINES:
            found = self._next(role)[0]
            stand_in = self._by_role[Role.ENGINEER, None] if role == LINES[0] else []
            return [self._by_id[found.person]] if found and found.person in self._by_id else stand_in
        if role in _OF_ACCOUNT:
            return [person for one in _OF_ACCOUNT[role] for person in self._of_account(one, subject)]
        if role in _BY_DESK:
            named = self._by_desk(role, subject)
            return named or (self._by_role[Role.ENGINEER, None] if role == "assignee" else [])
        raise ValueError(f"no role {role!r} to tell")

    def _next(self, role: str) -> tuple[Stand | None, Sequence[Stand]]:
        """Who answers for a line, the next where it is empty or away, and who was passed over."""
        return next_on_call(self._stands, LINES.index(role)) if role in LINES else (None, ())

    def _of_account(self, role: str, subject: Subject) -> list[Person]:
        return self._by_role[role, subject.account_id] if subject.account_id else []

    def _by_desk(self, role: str, subject: Subject) -> list[Person]:
        """Whom the desk names; a customer of another account is never told, whoever named them."""
        ids = self._desks.get(subject.pk, {}).get(role, ())
        people = [self._by_id[pk] for pk in ids if pk in self._by_id]
        return [person for person in people if person.is_staff_member or person.account_id == subject.account_id]


def told_by_name(alerts: Iterable[Alert]) -> Mapping[int, Sequence[int]]:
    """By subject: to whom the desk has given it, who was told alone and not as one of many."""
    desks = _desk_people({alert.clock.subject_id: alert.clock.subject for alert in alerts}.values())
    return {subject: roles.get("assignee", ()) for subject, roles in desks.items()}


def _desk_people(subjects: Iterable[Subject]) -> dict[int, Mapping[str, Sequence[int]]]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for subject in subjects:
        by_kind[subject.kind].append(subject.pk)
    found: dict[int, Mapping[str, Sequence[int]]] = {}
    for kind, ids in by_kind.items():
        if kind in kinds:
            found.update(kinds[kind].people(ids))
    return found
