"""Colleagues among themselves: taking a shift over, and swapping two."""

from typing import Any

from django.db import transaction
from django.db.models import Case, Value, When

from hostops.accounts.models import Person
from hostops.accounts.roles import may, require
from hostops.duty.actions.records import locked, no_overlap, not_on_call, noted, shown, told
from hostops.duty.models import Shift
from hostops.duty.roles import COVER, SWAP, SWAP_ANY
from hostops.lib.errors import BadField, NotAllowed, NotPossible


@transaction.atomic
def shift_cover(*, actor: Person, shift: Shift) -> Shift:
    """Take somebody's shift over. Who had it is told.

    Raises NotPossible where it is one's own, has ended, or one is on call in another line then.
    """
    require(actor, COVER)
    if why := not_on_call(actor):
        raise NotAllowed(why)
    shift = locked(shift)
    if shift.person == actor:
        raise NotPossible("This shift is yours already.")
    before, had_it = shown(shift), shift.person
    shift.person = actor
    with no_overlap():
        shift.save(update_fields=["person"])
    entry = noted(actor, "covered", shift, before, shown(shift))
    told(actor, [had_it], f"{actor.display_name} takes over a shift of yours", entry, [shift])
    return shift


@transaction.atomic
def shift_swap(*, actor: Any, shift: Shift, other: Shift) -> Shift:
    """Let two people swap two shifts. One's own with a colleague's; planners any two. Both are told.

    Raises NotPossible for shifts that ended, are the same person's, or would put one person into two lines.
    """
    require(actor, SWAP)
    if shift.pk == other.pk:
        raise BadField({"other": "Choose another shift to swap it with."})
    # Always in the same order, so that two who swap the same two do not wait for each other.
    first, second = (locked(one) for one in sorted((shift, other), key=lambda one: one.pk))
    if actor is not None and actor not in (first.person, second.person) and not may(actor, SWAP_ANY):
        raise NotAllowed("One of the two must be yours; a planner swaps any.")
    if first.person == second.person:
        raise NotPossible("Both shifts are the same person's.")
    before = {one.pk: shown(one) for one in (first, second)}
    _exchange(first, second)
    for one in (first, second):
        entry = noted(actor, "swapped", one, before[one.pk], shown(one))
    told(actor, [first.person, second.person], "Two shifts were swapped", entry, [first, second])
    return first if first.pk == shift.pk else second


def _exchange(first: Shift, second: Shift) -> None:
    """Both in one statement, after which the database looks whether anybody stands in two lines."""
    first.person, second.person = second.person, first.person
    who = Case(When(pk=first.pk, then=Value(first.person_id)), default=Value(second.person_id))
    with no_overlap():
        Shift.objects.filter(pk__in=[first.pk, second.pk]).update(person=who)
