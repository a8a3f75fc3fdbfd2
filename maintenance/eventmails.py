"""Who is told of a business event: planners of what customers say, whoever filed it of the answer."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.notices import notice_send
from hostops.journal.models import Entry
from hostops.web.times import absolute
from maintenance.models import BusinessEvent


def filing_told(event: BusinessEvent, entry: Entry, did: str) -> None:
    """Tell the planners that an event was filed, changed or withdrawn; not the one who did it."""
    late = " (filed late)" if event.filed_late else ""
    planners = Person.objects.filter(role=Role.PLANNER, is_active=True)
    _tell(planners, event, entry, f"{event.account.name}: event {did}{late}: {event.title}", event.needs)


def answer_told(event: BusinessEvent, entry: Entry) -> None:
    """Tell whoever filed it; of one that staff filed, the account's holder and named contacts."""
    people: Iterable[Person] = [event.filed_by]
    if event.filed_by.is_staff_member:
        roles = (Role.ACCOUNT_HOLDER, Role.NAMED_CONTACT)
        people = Person.objects.filter(account=event.account, role__in=roles, is_active=True)
    _tell(people, event, entry, f"Your event is answered: {event.title}", event.answer)


def _tell(people: Iterable[Person], event: BusinessEvent, entry: Entry, title: str, text: str) -> None:
    url = f"/events/{event.pk}/"
    for person in people:
        if person.pk != entry.actor_id:
            body = f"{event.number} {event.title}\n{_times(event, person)}\n\n{text}".rstrip()
            notice_send(recipient=person, title=title, body=body, url=url, key=f"event:{entry.pk}")


def _times(event: BusinessEvent, reader: Person) -> str:
    zone = ZoneInfo(reader.timezone)
    return f"{absolute(event.starts_at, zone)} to {absolute(event.ends_at, zone)}"
