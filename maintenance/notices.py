"""Telling affected people of a window: whom, by which mails, and the rows that keep what was said."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any

from django.db.models import Q

from hostops.accounts.models import Person
from hostops.alerts.models import Delivery
from hostops.alerts.notices import Message, notices_send
from maintenance.calendars.attachment import Invitations
from maintenance.calendars.notices import with_servers
from maintenance.contacts import contacts_of
from maintenance.letters import Letter, decision_words, letter, zones_of
from maintenance.models import Addressee, Affected, Notice, Window

__all__ = ["decision_words", "letter", "letters_send", "notice_give", "people_of", "token_hash", "zones_of"]


def token_hash(token: str) -> str:
    """How the secret of an answer's link is kept."""
    return sha256(token.encode()).hexdigest()


def people_of(affected: Sequence[Affected]) -> dict[int, list[Person]]:
    """By account: its holder and named contacts, who are told; one statement."""
    return contacts_of(row.account_id for row in affected)


def letters_send(notice: Notice, left_out: Sequence[int] = ()) -> None:
    """A letter to everybody of every affected account, into the outbox; all of them in a few statements.

    `left_out` are rows of accounts that this very notice tells that the window no longer touches them.
    """
    touched = notice.window.affected.filter(Q(dropped_at=None) | Q(pk__in=left_out))
    affected = list(with_servers(touched.select_related("policy_version__policy").defer(*_LARGE)))
    people = people_of(affected)
    invitations = Invitations(notice)
    rows, messages = [], []
    for row in affected:
        for person in people.get(row.account_id, ()):
            token = token_urlsafe(32)
            rows.append(Addressee(notice=notice, affected=row, person=person, token_hash=token_hash(token)))
            # a report is no appointment any more
            calendar = "" if notice.why == Notice.Why.REPORTED else invitations.to(row, person)[1]
            messages.append(_message(notice, person, letter(notice, row, person, token), calendar))
    sent = notices_send(messages).filter(channel=Delivery.Channel.EMAIL)
    mails = dict(sent.order_by().values_list("recipient", "pk"))
    for addressee in rows:
        addressee.delivery_id = mails.get(addressee.person_id)
    Addressee.objects.bulk_create(rows)


_LARGE = ("policy_version__document", "policy_version__holidays")


def _message(notice: Notice, person: Person, said: Letter, calendar: str) -> Message:
    return Message(
        title=said.title,
        body=said.body,
        key=f"window:{notice.window_id}:notice:{notice.number}",
        recipient=person,
        url=f"/windows/{notice.window.number}/",
        calendar=calendar,
    )


def notice_give(
    actor: Any, window: Window, why: Notice.Why, at: datetime, left_out: Sequence[int] = (), **given: Any
) -> Notice:
    """Write what is said now, as the next of the window's notices, and send it to everybody affected.

    `left_out` as in `letters_send`; `given` are `due_at` and `changes`. The window's rows of
    affected accounts stand already.
    """
    number = (window.notices.order_by("-number").values_list("number", flat=True).first() or 0) + 1
    said = {name: getattr(window, name) for name in _SAID}
    notice = Notice.objects.create(window=window, number=number, why=why, given_at=at, given_by=actor, **said, **given)
    letters_send(notice, left_out)
    return notice


_SAID = (
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "decision",
    "effect",
    "impact",
    "expected_downtime",
    "sequence",
)
