"""Replies and internal notes."""

from collections.abc import Sequence
from typing import Any

from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotAllowed
from hostops.lib.now import now
from tickets import clocks
from tickets.actions.attachments import Upload, check_uploads
from tickets.actions.change import changing, is_staff, move, required
from tickets.actions.speech import say, staff_answered
from tickets.models import Case, Message, Visibility
from tickets.states import State


def message_add(
    *,
    actor: Any,
    case: Case,
    body: str,
    visibility: str = Visibility.PUBLIC,
    channel: str = "portal",
    attachments: Sequence[Upload] = (),
    if_version: int | None = None,
) -> Message:
    """Say something on a case. A staff member's first public message is its response.

    A customer's answer to a question ends the waiting; one on a resolved case breaks its silence.
    """
    if visibility not in Visibility.values:
        raise BadField({"visibility": f"Use one of {', '.join(Visibility.values)}."})
    [text] = required(body=body)
    check_uploads(attachments)
    public = visibility == Visibility.PUBLIC
    if not public and not is_staff(actor):
        raise NotAllowed("Internal notes are the staff's.")
    if attachments:
        require(actor, "tickets.case.attach")
    verb, did = ("reply", "replied") if public else ("note", "noted")
    with changing(actor=actor, case=case, verb=verb, did=did, if_version=if_version) as locked:
        move(locked, verb)
        message = say(actor, locked, text, now(), visibility=visibility, channel=channel, attachments=attachments)
        if public and is_staff(actor):
            _staff_spoke(actor, locked)
        elif public:
            _customer_spoke(actor, locked)
    return message


def _staff_spoke(actor: Any, case: Case) -> None:
    if case.state == State.RESOLVED:
        return
    if case.state == State.NEW:
        move(case, "respond")
    staff_answered(actor, case, now(), "first public message of staff")


def _customer_spoke(actor: Any, case: Case) -> None:
    if case.state == State.WAITING:
        move(case, "resume")
        clocks.waiting_ends(actor, case, now(), "the customer answered")
    elif case.state == State.RESOLVED:
        clocks.silence_begins(actor, case, now())
