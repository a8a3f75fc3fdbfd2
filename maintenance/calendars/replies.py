"""What a contact's calendar program answers to an invitation: METHOD:REPLY (RFC 5546, 3.2.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.lib.errors import BadField, Refused
from hostops.lib.references import number_of
from hostops.lib.text import clean_line, clean_text
from maintenance.actions.answering import LONGEST_NOTE, notice_answer
from maintenance.answers import ANSWER
from maintenance.calendars.event import uid_of
from maintenance.models import Addressee, Window
from maintenance.querysets import COUNTING, PREFIX
from maintenance.states import Answer

_ANSWERS = {"ACCEPTED": Answer.ACCEPTED, "DECLINED": Answer.DECLINED, "TENTATIVE": Answer.QUESTION}
_MOST_EVENTS = 20
# Calendars date their replies by their own clocks; within this nobody can tell which of two was the later.
_CLOCKS_DIFFER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of one event of a reply: the answer that is kept, or `ignored`, which says why it was not taken."""

    uid: str
    attendee: str
    window: str
    answer: str
    ignored: str


class _Ignored(Exception):
    """Why an event of a reply is not taken."""


def reply_take(*, actor: Person, content: str) -> list[Taken]:
    """Keep the answers in an iCalendar text with METHOD:REPLY; what came of each of its events.

    `actor` is the known sender, whose own answers count and no others; staff bring those of anybody who was told.
    An answer to what has since been announced anew, one dated before an answer that is kept, and one that is none
    of ours are ignored and said so. Raises BadField for a text that is no reply; NotAllowed for a role that may not.
    """
    require(actor, "maintenance.window.take_reply" if actor.is_staff_member else ANSWER)
    return [_taken(actor, event, attendee) for event in _events(content) for attendee in _attendees(event)]


def _events(content: str) -> list[Event]:
    try:
        calendar = Calendar.from_ical(content)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise BadField({"body": "This is not an iCalendar text (RFC 5545)."}) from error
    if str(calendar.get("METHOD", "")).upper() != "REPLY":
        raise BadField({"body": "This is no reply: it has no METHOD:REPLY."})
    if not 0 < len(events) <= _MOST_EVENTS:
        raise BadField({"body": f"A reply is about one event, or a few: 1 to {_MOST_EVENTS}."})
    return events


def _attendees(event: Event) -> Iterator[Any]:
    found = event.get("ATTENDEE", [])
    yield from found if isinstance(found, list) else [found]


def _taken(actor: Person, event: Event, attendee: Any) -> Taken:
    uid, mail = _line(event.get("UID")), _mail_of(attendee)
    try:
        answer = _answer_in(attendee)
        addressee = _addressee(actor, uid, mail)
        _check_order(event, addressee)
        kept = notice_answer(
            actor=actor, addressee=addressee, answer=answer, note=_comment(event), by=Addressee.By.CALENDAR
        )
    except _Ignored as why:
        return Taken(uid, mail, "", "", str(why))
    except Refused as refusal:
        return Taken(uid, mail, addressee.notice.window.number, "", refusal.detail)
    return Taken(uid, mail, addressee.notice.window.number, kept.answer, "")


def _answer_in(attendee: Any) -> Answer:
    said = str(getattr(attendee, "params", {}).get("PARTSTAT", "")).upper()
    if said not in _ANSWERS:
        raise _Ignored(f"PARTSTAT is none of {', '.join(_ANSWERS)}.")
    return _ANSWERS[said]


def _addressee(actor: Person, uid: str, mail: str) -> Addressee:
    """The one whom the reply is from. What is foreign and what does not exist are told alike."""
    number = number_of(PREFIX, uid.partition("@")[0])
    window = Window.objects.visible_to(actor).filter(pk=number or 0).first()
    told = Addressee.objects.none()
    if window and uid.lower() == uid_of(window.number).lower():
        told = Addressee.objects.filter(notice__window=window, notice__why__in=COUNTING, person__email__iexact=mail)
    if not actor.is_staff_member:
        told = told.filter(person=actor)
    rows = list(told.select_related("notice__window", "person", "affected").order_by("-notice__number"))
    last = [row for row in rows if row.notice_id == rows[0].notice_id]
    if not last:
        raise _Ignored("Nobody of this address was told of such a window.")
    if len(last) > 1:
        raise _Ignored("Several people have this address; they answer by their own links.")
    found: Addressee = last[0]
    return found


def _check_order(event: Event, addressee: Addressee) -> None:
    notice = addressee.notice
    sequence = _sequence(event)
    if sequence < notice.sequence:
        raise _Ignored("The window was announced anew since; this answers an earlier notice.")
    if sequence > notice.window.sequence:
        raise _Ignored("No notice of this SEQUENCE was sent.")
    stamp, kept_at = _stamp(event), addressee.answered_at
    if stamp and kept_at and stamp < kept_at - _CLOCKS_DIFFER:
        raise _Ignored("A later answer is kept.")


def _sequence(event: Event) -> int:
    """Without one it is the first (RFC 5545, 3.8.7.4)."""
    found = event.get("SEQUENCE", 0)
    return found if isinstance(found, int) else 0


def _stamp(event: Event) -> datetime | None:
    at = getattr(event.get("DTSTAMP"), "dt", None)
    if not isinstance(at, datetime):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _mail_of(attendee: Any) -> str:
    text = _line(attendee)
    return text[len("mailto:") :] if text.lower().startswith("mailto:") else text


def _comment(event: Event) -> str:
    found = event.get("COMMENT", "")
    texts = found if isinstance(found, list) else [found]
    return clean_text("\n".join(map(str, texts)))[:LONGEST_NOTE]


def _line(value: Any) -> str:
    return clean_line(str(value or ""))[:300]
