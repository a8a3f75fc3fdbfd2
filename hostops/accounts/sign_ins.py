"""Who came in, who went, and who could not: for the journal."""

from typing import Any

from hostops.accounts.models import Person
from hostops.journal.actions import record

# What a name that nobody has is called: a typed name may be a password in the wrong field.
UNKNOWN = "unknown name"


def signed_in(*, actor: Person) -> None:
    _noted("signed_in", actor, actor)


def signed_out(*, actor: Person) -> None:
    _noted("signed_out", actor, actor)


def sign_in_failed(*, name: str) -> None:
    """A wrong password, or a name that is unknown or switched off."""
    _noted("sign_in_failed", None, Person.objects.named(name.strip()).first())


def _noted(what: str, actor: Any, person: Person | None) -> None:
    record(
        actor=actor,
        verb=f"accounts.person.{what}",
        kind="person",
        object_id=person.pk if person else 0,
        reference=person.username if person else UNKNOWN,
    )
