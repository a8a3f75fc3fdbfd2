"""Asking for a restore: a case that says which server, to which instant, and from which copies (iptor:2e, itpdx:5g)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from backups.restorable import Picture, restorable_of
from backups.restorewords import description, title
from backups.rules.restorable import Point
from backups.rules.words import fault_words
from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.subjects.models import SubjectLink
from hostops.web.times import absolute
from tickets.actions import case_file

ASK = "backups.restore.ask"
# How the case stands to the schedule of the copy.
RESTORES = "restores"
# By the case desk's names, what was given here.
_FIELDS = {"description": "what"}


@transaction.atomic
def restore_ask(
    *,
    actor: Any,
    server: Server,
    what: str,
    run: int | None = None,
    to: datetime | None = None,
    requested_severity: int | None = None,
    channel: str = "portal",
) -> Any:
    """Open a case that asks for a restore of `server`, and return it.

    From the copy of `run`, or to the last instant at or before `to` that can be restored. Where
    none goes back so far the case is opened all the same, and says so: somebody may know more.
    Raises BadField for wrong values, NotPossible for a copy that is not kept or of no use, with the
    nearest that are.
    """
    require(actor, ASK)
    if not actor.is_staff_member and actor.account_id != server.account_id:
        raise NotAllowed("A restore is asked for of one's own servers.")
    picture, zone = restorable_of(server, now()), ZoneInfo(actor.timezone)
    point = _wanted(picture, clean_text(what), run, to, zone)
    with _at_what():
        case = case_file(
            actor=actor,
            account=server.account,
            server=server,
            title=title(server, point.at if point else _given(to), zone),
            description=description(picture, point, to, clean_text(what), zone),
            requested_severity=requested_severity,
            channel=channel,
        )
    _tie(actor, case, picture, point)
    return case


@contextmanager
def _at_what() -> Iterator[None]:
    """What the case desk finds wrong with the text is wrong with what was written here."""
    try:
        yield
    except BadField as error:
        raise BadField({_FIELDS.get(name, name): said for name, said in error.errors.items()}) from None


def _wanted(picture: Picture, what: str, run: int | None, to: datetime | None, zone: ZoneInfo) -> Point | None:
    """The copy that is meant; None where none goes back so far."""
    wrong = {} if what else {"what": "Say what is to be restored, and where to."}
    if (run is None) == (to is None):
        wrong["to"] = "Choose one of the copies, or give an instant."
    elif to is not None and to > picture.at:
        wrong["to"] = "This instant is still ahead."
    if wrong:
        raise BadField(wrong)
    return _before(picture, to) if to is not None else _of_run(picture, run, zone)


def _before(picture: Picture, to: datetime) -> Point | None:
    return max((one for one in picture.found.instants if one.at <= to), key=lambda one: one.at, default=None)


def _of_run(picture: Picture, run: int | None, zone: ZoneInfo) -> Point:
    point = next((one for one in picture.found.points if one.copy.id == run), None)
    if point is None:
        raise NotPossible(f"This server has no such copy, or it is kept no longer. {_nearest(picture, zone)}".strip())
    if point.worth == "broken" and point.fault:
        raise NotPossible(f"This copy cannot be restored. {fault_words(point.fault)} {_nearest(picture, zone)}".strip())
    return point


def _nearest(picture: Picture, zone: ZoneInfo) -> str:
    """The latest instant that can be restored, as what may be done instead."""
    instants = picture.found.instants
    return f"The latest that can be restored is of {absolute(instants[-1].at, zone)}." if instants else ""


def _given(to: datetime | None) -> datetime:
    assert to is not None
    return to


def _tie(actor: Any, case: Any, picture: Picture, point: Point | None) -> None:
    """Link the case with the schedule of the copy, so that each leads to the other; in the journal of the schedule."""
    tier = point.copy.tier if point else next(iter(picture.schedules), None)
    if tier is None:
        return
    schedule = picture.schedules[tier]
    SubjectLink.objects.create(source=case.subject, target=schedule.subject, relation=RESTORES)
    record(
        actor=actor,
        verb="backups.restore.asked",
        kind="backup",
        object_id=schedule.pk,
        reference=schedule.number,
        after={"case": case.number, "run": point.copy.id if point else None, "to": point.at if point else None},
    )
