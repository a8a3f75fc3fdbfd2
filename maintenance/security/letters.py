"""What accounts are told, by mail and in the portal, through the outbox."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from hostops.accounts.models import Person
from hostops.alerts.models import Delivery
from hostops.alerts.notices import Message, notices_send
from hostops.alerts.wording import address_of
from maintenance.contacts import contacts_of
from maintenance.security.models import SecurityAddressee, SecurityAffected, SecurityNotice, SecurityResponse


def notice_give(
    actor: Any, response: SecurityResponse, words: str, at: datetime, only: Sequence[SecurityAffected] | None = None
) -> SecurityNotice:
    """Write the next notice of the response, and send it to the people of every affected account, or of `only`."""
    number = response.notices.count() + 1
    notice = SecurityNotice.objects.create(response=response, number=number, words=words, given_by=actor, given_at=at)
    rows = list(response.affected.select_related("case")) if only is None else only
    people = contacts_of(row.account_id for row in rows)
    written = [(row, person) for row in rows for person in people.get(row.account_id, ())]
    sent = notices_send([_letter(response, notice, row, person) for row, person in written])
    mails = dict(sent.filter(channel=Delivery.Channel.EMAIL).order_by().values_list("recipient", "pk"))
    SecurityAddressee.objects.bulk_create(
        SecurityAddressee(notice=notice, affected=row, person=person, delivery_id=mails.get(person.pk))
        for row, person in written
    )
    return notice


def _letter(response: SecurityResponse, notice: SecurityNotice, row: SecurityAffected, person: Person) -> Message:
    url = f"/security/{response.number}/"
    parts = [notice.words, f"Your case: {row.case.reference}", address_of(url)]
    return Message(
        title=f"[{response.number}] Security: {response.title}",
        body="\n\n".join(parts),
        url=url,
        key=f"security:{response.pk}:notice:{notice.number}",
        recipient=person,
    )


def words_of(response: SecurityResponse) -> str:
    """What a notice says unless staff say otherwise: the risk, what was done, how performance suffers."""
    parts = [response.risk]
    if response.action:
        parts.append(f"What we did: {response.action}")
    if response.effect:
        parts.append(f"How it is felt: {response.effect}")
    return "\n\n".join(parts)


def account_told(account: int, title: str, body: str, url: str, key: str) -> None:
    """Tell the holder and the named contacts of an account."""
    _told(contacts_of([account]).get(account, ()), title, body, url, key)


def people_told(people: Iterable[Person], title: str, body: str, url: str, key: str) -> None:
    """Tell those of the people who are still there, each once."""
    _told({person.pk: person for person in people if person.is_active}.values(), title, body, url, key)


def _told(people: Iterable[Person], title: str, body: str, url: str, key: str) -> None:
    said = f"{body}\n\n{address_of(url)}"
    list(notices_send([Message(title, said, key, person, url=url) for person in people]))
