"""A forgotten password: asked for by anybody, sent to whom it belongs, set anew once."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction

from hostops.accounts.models import Person
from hostops.accounts.sign_ins import UNKNOWN
from hostops.alerts.actions import notice_send
from hostops.alerts.wording import address_of
from hostops.journal.actions import record
from hostops.recovery.links import good_until, link_for
from hostops.web.times import absolute


@transaction.atomic
def password_reset_ask(*, actor: None = None, people: Sequence[Person]) -> None:
    """Send each person who may sign in with that address a link of their own; without any, only the journal knows.

    Nobody is signed in here, so there is no role to ask. The mail is in the outbox, never in the bell.
    """
    for person in people:
        entry = _noted(actor, "password_reset_asked", person)
        notice_send(
            recipient=person,
            title="Set a new password",
            body=_letter(person),
            key=f"password_reset:{entry}",
            channels=("email",),
        )
    if not people:
        _noted(actor, "password_reset_asked", None)


@transaction.atomic
def password_reset(*, actor: Person, password: str) -> Person:
    """Set the password that the form has checked. Every session of the person ends, and the link with them.

    The person is told, so that whoever did not do this knows of it.
    """
    actor.set_password(password)
    actor.save(update_fields=["password"])
    entry = _noted(actor, "password_reset", actor)
    notice_send(
        recipient=actor,
        title="Your password was changed",
        body="Your password was set anew by a link that was sent to this address. All your sessions have ended.\n\n"
        "If it was not you, tell us at once.",
        key=f"password_reset_done:{entry}",
    )
    return actor


def _letter(person: Person) -> str:
    until = absolute(good_until(), ZoneInfo(person.timezone))
    return (
        f"Hello {person.display_name},\n\n"
        f"somebody asked for a new password for your sign-in {person.username}. Set it here, until {until}:\n\n"
        f"{address_of(link_for(person))}\n\n"
        "The link works once. If you did not ask, do nothing: your password stays as it is."
    )


def _noted(actor: Person | None, what: str, person: Person | None) -> int:
    """The entry's id. An address that nobody has is not written down: it may be a slip of somebody else's."""
    return record(
        actor=actor,
        verb=f"accounts.person.{what}",
        kind="person",
        object_id=person.pk if person else 0,
        reference=person.username if person else UNKNOWN,
    ).pk
