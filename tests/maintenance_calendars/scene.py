"""Windows as they stand in the database, short of the actions that bring them there."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from icalendar import Calendar, Event

from hostops.accounts.models import Account, Person, Server
from hostops.accounts.tokens import digest_of, new_secret
from hostops.lib.now import now
from hostops.subjects.models import Subject
from maintenance.models import Addressee, Affected, AffectedServer, Notice, Window
from maintenance.states import State

DAY = timedelta(days=1)
_STARTED = {State.IN_PROGRESS, State.COMPLETED, State.REPORTED}
_FINISHED = {State.COMPLETED, State.REPORTED}


def window(state: str = "announced", **more: Any) -> Window:
    """A window of six hours, ten days ahead."""
    at, start = now(), more.pop("starts_at", now() + 10 * DAY)
    subject = Subject.objects.create(kind="window", reference=f"new {uuid4()}", title="x")
    given: dict[str, Any] = {
        "subject": subject, "kind": "agreed" if state in ("proposed", "countered", "accepted") else "short",
        "title": "Kernel updates", "starts_at": start, "ends_at": start + timedelta(hours=6),
        "timezone": "Europe/Stockholm", "state": state, "decision": "used", "effect": "The shop is down at times.",
        "impact": "degraded", "expected_downtime": 1800, "created_at": at, "updated_at": at,
        "started_at": at if State(state) in _STARTED else None,
        "finished_at": at if State(state) in _FINISHED else None, **more,
    }  # fmt: skip
    made = Window.objects.create(**given)
    Subject.objects.filter(pk=subject.pk).update(reference=made.number, title=made.title)
    return made


def affects(window: Window, account: Account, *servers: Server) -> Affected:
    row = Affected.objects.create(window=window, account=account)
    AffectedServer.objects.bulk_create([AffectedServer(affected=row, server=server) for server in servers])
    return row


def notice(window: Window, why: str = "first", **more: Any) -> Notice:
    """What the window says now, as the next notice of it."""
    same = ("kind", "title", "starts_at", "ends_at", "decision", "effect", "impact", "expected_downtime", "sequence")
    said = {name: getattr(window, name) for name in same}
    given = said | {"number": window.notices.count() + 1, "why": why, "given_at": now(), "sent_at": now()} | more
    return Notice.objects.create(window=window, **given)


def addressed(notice: Notice, affected: Affected, person: Person) -> tuple[Addressee, str]:
    """The person as one who was told, and the secret of the link in their mail."""
    secret = new_secret()
    row = Addressee.objects.create(notice=notice, affected=affected, person=person, token_hash=digest_of(secret))
    return row, secret


def events_of(content: bytes | str) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def event_of(content: bytes | str) -> Event:
    [found] = events_of(content)
    return found


def at(event: Event, name: str) -> datetime:
    instant: datetime = event[name].dt
    return instant
