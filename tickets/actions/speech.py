"""Words on a case: how a message is written down, and what staff's public words do to the clocks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hostops.journal.actions import PORTAL
from tickets import clocks, mails
from tickets.actions.attachments import Upload, attach
from tickets.models import Case, Message, Visibility


def say(
    actor: Any,
    case: Case,
    body: str,
    at: datetime,
    *,
    visibility: str = Visibility.PUBLIC,
    purpose: str = "",
    channel: str = "portal",
    attachments: Sequence[Upload] = (),
) -> Message:
    """Write the message down, with its files, and send it to whom it concerns after the commit."""
    message = Message.objects.create(
        case=case,
        author=actor,
        from_name=actor.display_name if actor else PORTAL,
        from_email=actor.email if actor else "",
        channel=channel,
        visibility=visibility,
        purpose=purpose,
        body=body,
        sent_at=at,
    )
    attach(message, attachments)
    if visibility == Visibility.PUBLIC:
        mails.message_told(actor, case, message)
    return message


def staff_answered(actor: Any, case: Case, at: datetime, reason: str) -> None:
    """A staff member's public words: the first of a cycle is the response, each is progress."""
    staff_responded(actor, case, at, reason)
    clocks.progress_made(actor, case, at)


def staff_responded(actor: Any, case: Case, at: datetime, reason: str) -> None:
    """The words that end the work too: a response where there was none, and no gap begins after them."""
    if clocks.response_done(actor, case, at, reason):
        case.first_response_at = case.first_response_at or at
    elif case.first_response_at is None:
        case.first_response_at = at
