"""Keeping what is half written. Drafts change no case, so the journal says nothing of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from hostops.accounts.models import Account
from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from tickets.drafts import ANSWER, Draft, Place
from tickets.models import Case

Fields = Mapping[str, Sequence[str]]


class Newer(NotPossible):
    """A later draft is there already: both are kept, each where it is."""


def draft_save(
    *,
    actor: Any,
    place: str,
    fields: Fields,
    opened_at: datetime | None = None,
    typed_at: datetime | None = None,
) -> Draft:
    """Keep `fields` as the actor's draft at `place`; without any text an earlier draft is cleared.

    Names that the form there does not have are left out. `opened_at` is when the form was opened:
    what was typed before the draft was sent or discarded does not come back (NotPossible).
    `typed_at` is when it was typed, where that was a while ago: it gives way to a later draft
    (Newer). BadField for no place, for a case that the actor does not see, and for what is too long.
    """
    where = _permitted(actor, place)
    kept = _kept(where, fields)
    with transaction.atomic():
        mine = Draft.objects.select_for_update()
        draft, made = mine.get_or_create(person=actor, place=str(where), defaults={"saved_at": now(), "fields": kept})
        if made:
            return draft
        if opened_at and draft.cleared_at and opened_at < draft.cleared_at:
            raise NotPossible("This was sent or discarded in the meantime.")
        if typed_at and typed_at < draft.saved_at and draft.fields not in ({}, kept):
            raise Newer("There is a later draft.")
        draft.fields, draft.saved_at = kept, now()
        draft.save()
    return draft


def draft_clear(*, actor: Any, place: str) -> None:
    """What the draft was for was sent: it is gone, and what is still on its way to it stays away."""
    at = now()
    row = Draft(person=actor, place=str(Place.parse(place)), fields={}, saved_at=at, cleared_at=at)
    Draft.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["person", "place"],
        update_fields=["fields", "saved_at", "cleared_at"],
    )


def draft_discard(*, actor: Any, draft: Draft) -> None:
    """Throw a draft of the actor's away, and what is still on its way to it."""
    at = now()
    Draft.objects.visible_to(actor).filter(pk=draft.pk).update(fields={}, saved_at=at, cleared_at=at)
    draft.refresh_from_db()


def _permitted(actor: Any, place: str) -> Place:
    where = Place.parse(place)
    require(actor, where.kind.verb)
    if where.case_id is not None:
        known = Case.objects.visible_to(actor).filter(pk=where.case_id).exists()
    else:  # a customer's own account goes without saying
        account = Account.objects.visible_to(actor).filter(slug=where.about)
        known = account.exists() if actor.is_staff_member else not where.about
    if not known:
        raise BadField({"place": "There is no such case or account."})
    return where


def _kept(where: Place, fields: Fields) -> dict[str, list[str]]:
    """What is worth keeping, cleaned; nothing where no text was typed."""
    cleaned = {
        name: values
        for name, sent in fields.items()
        if (name in where.kind.names or (name.startswith(ANSWER) and where.name == "new"))
        and (values := [value for value in map(clean_text, sent) if value])
    }
    if sum(len(name) + sum(map(len, values)) for name, values in cleaned.items()) > settings.DRAFT_MAX_CHARS:
        too_long = f"It is longer than {settings.DRAFT_MAX_CHARS} characters, too long for a draft."
        raise BadField({"fields": f"{too_long} What you typed stays in the form: send it, or attach it as a file."})
    return cleaned if any(name in cleaned for name in where.kind.texts) else {}
