"""Out of office: from when until when, and who stands in."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from hostops.accounts.models import Person
from hostops.accounts.roles import may, require
from hostops.alerts.actions import notice_send
from hostops.duty.actions.records import not_on_call, wrong_times
from hostops.duty.models import Absence
from hostops.duty.roles import AWAY, AWAY_ANY
from hostops.duty.rota import away_in_words
from hostops.journal.actions import record
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now


@transaction.atomic
def absence_set(
    *,
    actor: Any,
    person: Person | None = None,
    starts_at: datetime,
    ends_at: datetime,
    deputy: Person | None = None,
) -> Absence:
    """Say that one is out of office; a manager says it of anybody. The deputy is told.

    Nothing is forbidden by it: whoever assigns work to the person is warned, alerts go to the
    deputy too, and the rota passes them over. Raises BadField; NotPossible where it overlaps another.
    """
    require(actor, AWAY)
    person = person or actor
    _require_own(actor, person)
    _check(person, deputy, starts_at, ends_at)
    try:
        with transaction.atomic():
            absence = Absence.objects.create(person=person, deputy=deputy, starts_at=starts_at, ends_at=ends_at)
    except IntegrityError:
        raise NotPossible(f"{person.display_name} is out of office in that time already.") from None
    entry = _noted(actor, "set", absence, {"deputy": deputy.username if deputy else None, **_times(absence)})
    if deputy and deputy != actor:
        _deputy_told(deputy, absence, entry)
    return absence


@transaction.atomic
def absence_end(*, actor: Any, absence: Absence) -> Absence:
    """Be back early; before it began it is taken back. NotPossible once it has ended."""
    require(actor, AWAY)
    absence = Absence.objects.select_for_update().get(pk=absence.pk)
    _require_own(actor, absence.person)
    instant = now()
    if absence.cancelled_at or absence.ends_at <= instant:
        raise NotPossible("This absence has ended already.")
    if absence.starts_at >= instant:
        absence.cancelled_at = instant
    else:
        absence.ends_at = instant
    absence.save(update_fields=["cancelled_at", "ends_at"])
    _noted(actor, "ended", absence, _times(absence))
    return absence


def _require_own(actor: Any, person: Person) -> None:
    if actor is not None and person != actor and not may(actor, AWAY_ANY):
        raise NotAllowed("This is somebody else's absence; a manager sets it for others.")


def _check(person: Person, deputy: Person | None, starts_at: datetime, ends_at: datetime) -> None:
    wrong = wrong_times(starts_at, ends_at)
    if why := not_on_call(person):
        wrong["person"] = why
    if deputy == person:
        wrong["deputy"] = "Choose somebody else to stand in."
    elif deputy and (why := not_on_call(deputy)):
        wrong["deputy"] = why
    if wrong:
        raise BadField(wrong)


def _times(absence: Absence) -> dict[str, Any]:
    return {"starts_at": absence.starts_at, "ends_at": absence.ends_at, "cancelled_at": absence.cancelled_at}


def _deputy_told(deputy: Person, absence: Absence, entry: Entry) -> None:
    name = absence.person.display_name
    notice_send(
        recipient=deputy,
        title=f"You stand in for {name}",
        body=f"{name} is {away_in_words(absence, deputy.timezone)}.\n\nAlerts to {name} come to you too.",
        url="/away/",
        key=f"duty:{entry.pk}",
    )


def _noted(actor: Any, what: str, absence: Absence, after: dict[str, Any]) -> Entry:
    return record(
        actor=actor,
        verb=f"duty.absence.{what}",
        kind="absence",
        object_id=absence.pk,
        reference=absence.person.username,
        after=after,
    )
