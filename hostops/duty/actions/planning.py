"""Planning who is on call: single shifts, and a weekly rule that drafts many."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.clocks.businesstime.wall import zone_named
from hostops.duty.actions.records import (
    locked,
    no_overlap,
    not_on_call,
    noted,
    shown,
    told,
    wrong_line,
    wrong_times,
)
from hostops.duty.models import Shift
from hostops.duty.roles import PLAN
from hostops.duty.weeks import Slot, drafted
from hostops.journal.actions import changes
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now

# A draft is looked over by a person; further ahead nobody knows who will be there.
MOST_WEEKS = 53
# A first day outside of these is mistyped.
_FIRST, _FARTHEST = date(2000, 1, 1), timedelta(days=4 * 366)


@transaction.atomic
def shift_plan(*, actor: Any, person: Person, line: int, starts_at: datetime, ends_at: datetime) -> Shift:
    """Put somebody on call. They are told.

    Raises BadField for times that make no shift and for whoever sees to no alerts; NotPossible where
    the line or the person is taken at that time.
    """
    require(actor, PLAN)
    _check(person, line, starts_at, ends_at)
    with no_overlap():
        shift = Shift.objects.create(person=person, line=line, starts_at=starts_at, ends_at=ends_at)
    entry = noted(actor, "planned", shift, None, shown(shift))
    told(actor, [person], "You are on call", entry, [shift])
    return shift


@transaction.atomic
def shift_change(
    *,
    actor: Any,
    shift: Shift,
    person: Person | None = None,
    line: int | None = None,
    starts_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> Shift:
    """Change a shift that has not ended; what is not given stays. Whom it concerned and concerns are told."""
    require(actor, PLAN)
    shift = locked(shift)
    before, was_on_call = shown(shift), shift.person
    shift.person = person or shift.person
    shift.line = shift.line if line is None else line
    shift.starts_at, shift.ends_at = starts_at or shift.starts_at, ends_at or shift.ends_at
    _check(shift.person, shift.line, shift.starts_at, shift.ends_at)
    with no_overlap():
        shift.save()
    was, became = changes(before, shown(shift))
    if became:
        entry = noted(actor, "changed", shift, was, became)
        told(actor, [was_on_call, shift.person], "A shift of yours has changed", entry, [shift])
    return shift


@transaction.atomic
def shift_remove(*, actor: Any, shift: Shift) -> None:
    """Take a shift that has not ended out of the rota; the journal keeps that it was. Who had it is told."""
    require(actor, PLAN)
    shift = locked(shift)
    entry = noted(actor, "removed", shift, shown(shift), None)
    told(actor, [shift.person], "A shift of yours was taken out of the rota", entry, [shift])
    shift.delete()


@transaction.atomic
def shifts_draft(
    *, actor: Any, people: Sequence[Person], line: int, timezone: str, first_day: date, at: time, weeks: int
) -> list[Shift]:
    """Draft `weeks` shifts of a week each, the people in turn, handed over on the weekday of `first_day` at `at`.

    A week in which the line or the person is taken already is left as it is, and the turn goes on.
    Each person is told once. Raises BadField for every wrong value; NotPossible where no week is free.
    """
    require(actor, PLAN)
    _check_draft(people, line, timezone, first_day, weeks)
    slots = drafted(list(people), first_day=first_day, at=at, zone=zone_named(timezone), weeks=weeks)
    made = [shift for slot in slots if slot.ends_at > now() and (shift := _drafted(slot, line))]
    if not made:
        raise NotPossible("Every one of these weeks is taken already, or has passed.")
    for shift in made:
        entry = noted(actor, "planned", shift, None, shown(shift))
    for person in {shift.person_id: shift.person for shift in made}.values():
        told(actor, [person], "You are on call", entry, [shift for shift in made if shift.person_id == person.pk])
    return made


def _drafted(slot: Slot[Person], line: int) -> Shift | None:
    try:
        with no_overlap():
            return Shift.objects.create(person=slot.person, line=line, starts_at=slot.starts_at, ends_at=slot.ends_at)
    except NotPossible:
        return None


def _check(person: Person, line: int, starts_at: datetime, ends_at: datetime) -> None:
    wrong = wrong_times(starts_at, ends_at) | wrong_line(line)
    if why := not_on_call(person):
        wrong["person"] = why
    if wrong:
        raise BadField(wrong)


def _check_draft(people: Sequence[Person], line: int, timezone: str, first_day: date, weeks: int) -> None:
    wrong = wrong_line(line)
    if not people:
        wrong["people"] = "Name at least one person."
    for why in filter(None, map(not_on_call, people)):
        wrong["people"] = why
    if not _FIRST <= first_day <= now().date() + _FARTHEST:
        wrong["first_day"] = "This is too far away."
    if not 1 <= weeks <= MOST_WEEKS:
        wrong["weeks"] = f"Draft 1 to {MOST_WEEKS} weeks at once."
    try:
        zone_named(timezone)
    except ValueError as error:
        wrong["timezone"] = f"{error}."
    if wrong:
        raise BadField(wrong)
