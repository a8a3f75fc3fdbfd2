"""What a person changes about themselves."""

from datetime import time

from django.db import transaction

from hostops.accounts.models import Person
from hostops.journal.actions import changes, record


@transaction.atomic
def profile_change(*, actor: Person, timezone: str, day_starts: time, day_ends: time) -> Person:
    """Set the zone in which times are shown and mails tell them, and the hours for alerts that wake nobody."""
    wanted = {"timezone": timezone, "day_starts": day_starts, "day_ends": day_ends}
    person: Person = Person.objects.select_for_update().get(pk=actor.pk)
    before, after = changes({name: getattr(person, name) for name in wanted}, wanted)
    if after:
        Person.objects.filter(pk=person.pk).update(**after)
        _noted(actor, "profile_changed", before, after)
    person.refresh_from_db()
    return person


@transaction.atomic
def password_change(*, actor: Person, password: str) -> Person:
    """Set a new password, already checked by the form; every other session of the person ends."""
    actor.set_password(password)
    actor.save(update_fields=["password"])
    _noted(actor, "password_changed", {}, {})
    return actor


def _noted(person: Person, what: str, before: dict[str, object], after: dict[str, object]) -> None:
    record(
        actor=person,
        verb=f"accounts.person.{what}",
        kind="person",
        object_id=person.pk,
        reference=person.username,
        before=before,
        after=after,
    )
