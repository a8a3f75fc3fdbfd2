"""Calls and mails: the contact that a priority response time counts from (itpdx:4a, 4h)."""

from datetime import datetime
from typing import Any

from hostops.lib.errors import BadField
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from tickets import clocks
from tickets.actions.change import changing, move
from tickets.actions.speech import staff_answered
from tickets.models import Case, Contact
from tickets.states import State


def contact_log(
    *,
    actor: Any,
    case: Case,
    channel: str,
    at: datetime | None = None,
    caller_name: str = "",
    caller_address: str = "",
    answered: bool = False,
    note: str = "",
    if_version: int | None = None,
) -> Case:
    """Record that somebody called or wrote at `at`. `answered` in substance makes it the first response."""
    at = at or now()
    if channel not in Contact.Channel.values:
        raise BadField({"channel": f"Use one of {', '.join(Contact.Channel.values)}."})
    if at > now():
        raise BadField({"at": "A contact is not logged before it happens."})
    with changing(
        actor=actor,
        case=case,
        verb="contact",
        did="contacted",
        if_version=if_version,
        reason=f"{channel} at {at.isoformat()}",
    ) as locked:
        move(locked, "contact")
        contact_write(
            locked, channel, at, caller_name, caller_address, answered=answered, note=clean_text(note), logged_by=actor
        )
        _starts_clock(actor, locked, channel, at)
        if answered:
            _answered(actor, locked, at)
    return case


def contact_write(
    case: Case, channel: str, at: datetime, caller_name: str, caller_address: str, **more: Any
) -> Contact:
    """Write the call or mail down; a name or an address longer than any is cut, not refused."""
    return Contact.objects.create(
        case=case,
        channel=channel,
        at=at,
        caller_name=clean_line(caller_name)[:200],
        caller_address=clean_line(caller_address)[:254],
        logged_at=now(),
        **more,
    )


def _starts_clock(actor: Any, case: Case, channel: str, at: datetime) -> None:
    terms = clocks.case_terms(case)
    contact = terms.cases.priority_contact if terms else None
    if contact and channel in contact.channels and contact.later_contact_starts:
        case.contacted_at = min(case.contacted_at or at, at)
        case.save()
        clocks.response_may_start(actor, case)


def _answered(actor: Any, case: Case, at: datetime) -> None:
    if case.state == State.NEW:
        move(case, "respond")
    staff_answered(actor, case, at, "answered in substance")
