"""Exceptions: asked for with a reason and an end, approved by another, ended in time or before it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, required_texts
from maintenance.patching.actions.exceptionchange import EXCEPTIONS
from maintenance.patching.excepting import exception_settle, exceptions_begin
from maintenance.patching.exploits import exploited_by
from maintenance.patching.models import PatchException, Release

ASK = "maintenance.patch_exception.ask"
REASON_LONGEST, END_LONGEST = 2_000, 300


@transaction.atomic
def exception_ask(
    *,
    actor: Any,
    servers: Sequence[Server],
    reason: str,
    until_at: datetime | None,
    from_at: datetime | None = None,
    release: Release | None = None,
) -> PatchException:
    """Ask that servers of one account need no patch, or not that release, from `from_at` (now) until `until_at`.

    A manager, another than who asked, approves. Raises BadField: without an end or a reason, for one that
    is over or ends before it begins, for no servers or those of several accounts, and for a release that
    mends a vulnerability known to be exploited, which nothing excepts.
    """
    require(actor, ASK)
    begins = max(from_at or now(), now())
    wrong = _wrong_span(begins, until_at) | _wrong_servers(servers) | _wrong_release(release)
    if wrong or until_at is None:
        raise BadField(wrong)
    [text] = required_texts(REASON_LONGEST, reason=reason)
    asked: PatchException = PatchException.objects.create(
        account=servers[0].account, release=release, reason=text, from_at=begins, until_at=until_at,
        asked_by=actor, asked_at=now(),
    )  # fmt: skip
    asked.servers.set(servers)
    named = {"servers": sorted(one.hostname for one in servers), "release": str(release) if release else None}
    EXCEPTIONS.journal(actor, asked, "asked", {}, {**EXCEPTIONS.as_shown(asked), **named}, text)
    return asked


def _wrong_span(begins: datetime, until_at: datetime | None) -> dict[str, str]:
    if until_at is None:
        return {"until_at": "Say until when; no exception is without an end."}
    if until_at <= now():
        return {"until_at": "This has passed."}
    return {"until_at": "This ends before it begins."} if until_at <= begins else {}


def _wrong_servers(servers: Sequence[Server]) -> dict[str, str]:
    if not servers:
        return {"servers": "Name at least one server."}
    if len({one.account_id for one in servers}) > 1:
        return {"servers": "An exception is of one account; ask for each."}
    retired = [one.hostname for one in servers if one.retired_at]
    return {"servers": f"No longer in service: {', '.join(retired)}."} if retired else {}


def _wrong_release(release: Release | None) -> dict[str, str]:
    if release is None:
        return {}
    if release.withdrawn_at:
        return {"release": "The vendor has taken it back; nothing is owed of it."}
    listed = exploited_by([release.pk]).get(release.pk)
    return {"release": f"{listed} is known to be exploited; it cannot be excepted."} if listed else {}


def exception_approve(*, actor: Any, exception: PatchException, if_version: int | None = None) -> PatchException:
    """Let it hold, from its beginning, or from now where that has passed: its clocks are cancelled with its number.

    NotAllowed for who asked; NotPossible where it was answered, or its end has come.
    """
    with EXCEPTIONS.changing(
        actor=actor, row=exception, verb="approve", did="approved", if_version=if_version
    ) as locked:
        _require_asked(locked)
        if actor is not None and locked.asked_by_id == actor.pk:
            raise NotAllowed("Whoever asked for an exception does not approve it.")
        if locked.until_at <= now():
            raise NotPossible(f"The end of {locked.number} has come; ask anew.")
        if locked.release_id and (listed := exploited_by([locked.release_id])):
            raise NotPossible(f"{listed[locked.release_id]} is known to be exploited; it cannot be excepted.")
        locked.approved_by, locked.approved_at = actor, now()
        locked.from_at = max(locked.from_at, now())
        locked.save(update_fields=["approved_by", "approved_at", "from_at"])
        exceptions_begin([locked], actor=actor)
    return exception


def exception_decline(
    *, actor: Any, exception: PatchException, reason: str, if_version: int | None = None
) -> PatchException:
    """Say no, with the reason; nothing changes. NotPossible where it was answered."""
    [text] = required_texts(END_LONGEST, reason=clean_line(reason))
    with EXCEPTIONS.changing(
        actor=actor, row=exception, verb="decline", did="declined", if_version=if_version, reason=text
    ) as locked:
        _require_asked(locked)
        locked.declined_by, locked.declined_at, locked.ended_reason = actor, now(), text
    return exception


def exception_end(
    *, actor: Any, exception: PatchException, reason: str, if_version: int | None = None
) -> PatchException:
    """End it before its time: what is still owed runs again. NotPossible unless it is approved and not over."""
    [text] = required_texts(END_LONGEST, reason=clean_line(reason))
    with EXCEPTIONS.changing(
        actor=actor, row=exception, verb="end", did="ended", if_version=if_version, reason=text
    ) as locked:
        if locked.state_at(now()) not in ("ahead", "running"):
            raise NotPossible(f"{locked.number} is {locked.state_at(now())}; there is nothing to end.")
        locked.ended_at, locked.ended_reason = now(), text
        locked.save(update_fields=["ended_at", "ended_reason"])
        exception_settle(locked, actor=actor)
    return exception


def _require_asked(exception: PatchException) -> None:
    state = exception.state_at(now())
    if state != "asked":
        raise NotPossible(f"{exception.number} is {state}: it was answered already.")
