"""Handing over from one shift to the next: a note, and that it was read."""

from typing import Any

from django.db import transaction

from hostops.accounts.models import Person
from hostops.accounts.roles import Role, require
from hostops.alerts.actions import notice_send
from hostops.duty.models import Handover, Shift
from hostops.duty.roles import CONFIRM, WRITE
from hostops.duty.upcoming import next_on_call
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text

# What the search takes in, whatever the words are.
TEXT_LONGEST = 100_000


@transaction.atomic
def handover_write(*, actor: Person, text: str) -> Handover:
    """Write the note of one's shift. The next on call is told; without a rota it is addressed to nobody by name."""
    require(actor, WRITE)
    text = clean_text(text)
    if not 0 < len(text) <= TEXT_LONGEST:
        raise BadField({"text": f"Write something here, {TEXT_LONGEST} characters at most."})
    to = next_on_call(actor, now())
    note = Handover.objects.create(written_by=actor, written_at=now(), text=text, addressed_to=to)
    _noted(actor, "written", note, {"addressed_to": to.username if to else None})
    if to:
        notice_send(
            recipient=to,
            title=f"Handover from {actor.display_name}",
            body=text,
            url=f"/handover/{note.pk}/",
            key=f"handover:{note.pk}",
        )
    return note


@transaction.atomic
def handover_confirm(*, actor: Person, handover: Handover) -> Handover:
    """Say that one has read it: to whom it is addressed, whoever is on call now, or a manager. Again changes nothing.

    Raises NotAllowed for its own writer and for others; NotPossible naming who was first.
    """
    require(actor, CONFIRM)
    # Not joined to its reader: who waited for the lock would not see who was first.
    note = Handover.objects.select_for_update().get(pk=handover.pk)
    _require_reader(actor, note)
    if note.read_by is not None and note.read_by != actor:
        raise NotPossible(f"{note.read_by.display_name} confirmed it already.")
    if note.read_by is None:
        note.read_by, note.read_at = actor, now()
        note.save(update_fields=["read_by", "read_at"])
        _noted(actor, "confirmed", note, {"read_at": note.read_at})
    return note


def may_confirm(actor: Person, note: Handover) -> bool:
    """Whether it is for this person to read. One that is addressed to nobody is anybody's but the writer's."""
    if actor.pk == note.written_by_id:
        return False
    if note.addressed_to_id in (None, actor.pk) or actor.role == Role.MANAGER:
        return True
    return Shift.objects.standing(now()).filter(person=actor).exists()


def _require_reader(actor: Person, note: Handover) -> None:
    if may_confirm(actor, note):
        return
    if actor.pk == note.written_by_id:
        raise NotAllowed("You wrote this note; who is next on call confirms to have read it.")
    to = note.addressed_to.display_name if note.addressed_to else "nobody"
    raise NotAllowed(f"This note is addressed to {to}; they confirm it, or whoever is on call.")


def _noted(actor: Person, what: str, note: Handover, after: dict[str, Any]) -> None:
    record(
        actor=actor,
        verb=f"duty.handover.{what}",
        kind="handover",
        object_id=note.pk,
        reference=f"handover {note.pk}",
        after=after,
    )
