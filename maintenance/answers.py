"""Whose answer to a notice counts: the row of a person in the last notice that asked for one."""

from dataclasses import dataclass

from django.db.models import QuerySet

from hostops.accounts.models import Person
from hostops.accounts.roles import may
from hostops.accounts.tokens import digest_of
from hostops.lib.errors import NotPossible
from hostops.lib.now import now
from maintenance.models import Addressee, Notice, Window
from maintenance.querysets import COUNTING
from maintenance.states import after

ANSWER = "maintenance.window.acknowledge"


def last_asked(window: Window) -> Notice | None:
    """The notice that an answer is to; None while nothing was announced."""
    return window.notices.filter(why__in=COUNTING).order_by("number").last()


def addressee_of_link(token: str) -> Addressee | None:
    """The person whom the link in a mail was sent to, in the last notice that asked them; None for any other link.

    Looked up by its hash. An old link goes on to what was asked since, so that nobody answers what no longer holds.
    None too for somebody who may no longer sign in, or has gone to another account.
    """
    sent = _rows().filter(token_hash=digest_of(token), person__is_active=True).first()
    if sent is None or sent.person.account_id != sent.affected.account_id:
        return None
    return addressee_for(sent.person, sent.notice.window)


def addressee_for(person: Person, window: Window) -> Addressee | None:
    """The person's row in the last notice that asked them; None where none did."""
    asked = _rows().filter(person=person, notice__window=window, notice__why__in=COUNTING)
    return asked.order_by("-notice__number").first()


def _rows() -> QuerySet[Addressee]:
    return Addressee.objects.select_related("notice__window", "person", "affected__account")


def check_open(window: Window, addressee: Addressee | None) -> None:
    """Raise NotPossible where no answer is taken, or none any more: one may be changed until the window starts."""
    at = now()
    if after("acknowledge", window.state) is None or at >= window.ends_at:
        over = "over" if at >= window.ends_at else window.state.replace("_", " ")
        raise NotPossible(f"{window.number} is {over}; there is nothing left to answer.")
    if addressee and addressee.affected.dropped_at:
        raise NotPossible(f"{window.number} was changed, and no longer touches your servers.")
    begun = window.started_at is not None or at >= window.starts_at
    if begun and addressee and addressee.answer:
        raise NotPossible(f"{window.number} has started; an answer may be changed until then.")


@dataclass(frozen=True)
class Answering:
    """What the part of a page shows that asks its reader: `closed` says why nothing is asked (any more)."""

    window: Window
    addressee: Addressee | None
    closed: str


def answering(window: Window, reader: Person) -> Answering | None:
    """For the window's page: None for a reader who is not asked, staff and viewers. Two statements."""
    if reader.is_staff_member or not may(reader, ANSWER) or last_asked(window) is None:
        return None
    addressee = addressee_for(reader, window)
    try:
        check_open(window, addressee)
    except NotPossible as refusal:
        return Answering(window, addressee, refusal.detail)
    return Answering(window, addressee, "")
