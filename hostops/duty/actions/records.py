"""What every change of the rota has in common: who may be in it, what may not overlap, who is told, the journal."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction

from hostops.accounts.models import Person
from hostops.accounts.roles import may
from hostops.alerts.actions import notice_send
from hostops.alerts.line import LINES
from hostops.duty.models import Shift
from hostops.duty.roles import ON_CALL
from hostops.journal.actions import record
from hostops.journal.models import Entry
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from hostops.web.times import absolute

# Beyond these a date is mistyped.
_LONGEST, _FARTHEST = timedelta(days=366), timedelta(days=5 * 366)
_OVERLAPS = {
    "shift_line_once": "Somebody is on call in this line at that time already.",
    "shift_person_once": "This person is on call in another line at that time already.",
}


def not_on_call(person: Person) -> str:
    """Why the person cannot be on call; empty where they can."""
    if may(person, ON_CALL):
        return ""
    return f"{person.display_name} does not see to alerts; choose somebody of the staff."


def wrong_times(starts_at: datetime, ends_at: datetime) -> dict[str, str]:
    if ends_at <= starts_at:
        return {"ends_at": "This ends before it starts."}
    if ends_at <= now():
        return {"ends_at": "This has passed."}
    if ends_at - starts_at > _LONGEST or ends_at > now() + _FARTHEST:
        return {"ends_at": "This is longer than a year, or too far ahead."}
    return {}


def wrong_line(line: int) -> dict[str, str]:
    return {} if 1 <= line <= len(LINES) else {"line": f"There are the lines 1 to {len(LINES)}."}


@contextmanager
def no_overlap() -> Iterator[None]:
    """Let the database say that two overlap, whoever came first; NotPossible in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        words = next((words for name, words in _OVERLAPS.items() if name in str(error)), None)
        if words is None:
            raise
        raise NotPossible(words) from None


def locked(shift: Shift) -> Shift:
    """The shift as it is now, held; NotPossible once it has ended, for what was stays as it was."""
    # Not joined to its person: who waited for the lock would be given none where the person was changed meanwhile.
    found = Shift.objects.select_for_update().filter(pk=shift.pk).first()
    if found is None:
        raise NotPossible("This shift is there no more.")
    if found.ends_at <= now():
        raise NotPossible("This shift has ended; the record stays as it was.")
    return found


def shown(shift: Shift) -> dict[str, Any]:
    return {
        "person": shift.person.username,
        "line": shift.line,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
    }


def noted(
    actor: Any, what: str, shift: Shift, before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Entry:
    return record(
        actor=actor,
        verb=f"duty.shift.{what}",
        kind="shift",
        object_id=shift.pk,
        reference=f"shift {shift.pk}",
        before=before,
        after=after,
    )


def told(actor: Any, people: Iterable[Person], title: str, entry: Entry, lines: Iterable[Shift] = ()) -> None:
    """Tell each of the people once, but for the one who did it; the shifts in each one's own zone."""
    shifts = list(lines)
    for person in {person.pk: person for person in people}.values():
        if person != actor:
            body = "\n".join([f"{title}.", "", *(in_words(shift, person) for shift in shifts)])
            notice_send(recipient=person, title=title, body=body, url="/on-call/", key=f"duty:{entry.pk}")


def in_words(shift: Shift, reader: Person) -> str:
    """`Ines Duarte, line 1: 23 Mar 2026, 09:00 CET to 30 Mar 2026, 09:00 CEST`."""
    zone = ZoneInfo(reader.timezone)
    return (
        f"{shift.person.display_name}, line {shift.line}: "
        f"{absolute(shift.starts_at, zone)} to {absolute(shift.ends_at, zone)}"
    )
