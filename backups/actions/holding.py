"""Holds on copies: what must not go, whatever its retention says. Placed with a reason, and an end or none."""

from datetime import datetime
from typing import Any

from django.db import transaction

from backups.models import Hold, Run
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import required_texts

PLACE, RELEASE = "backups.hold.place", "backups.hold.release"
REASON_LONGEST = 2_000


@transaction.atomic
def hold_place(*, actor: Any, run: Run, kind: str, reason: str, until_at: datetime | None = None) -> Hold:
    """Keep the copy of `run` until `until_at`, or until it is released.

    One hold at a time, so that there is one answer to who keeps it and why. A hold that lasts at
    least as long takes the place of an earlier one, in the same moment; a legal one yields to
    another legal one alone. Raises NotPossible for a run without a copy, a copy that is gone, or
    where the earlier hold lasts longer; BadField for an end that is behind, or no reason.
    """
    require(actor, PLACE)
    [reason], at = required_texts(REASON_LONGEST, reason=reason), now()
    if until_at is not None and until_at <= at:
        raise BadField({"until_at": "This is behind; leave it empty to hold it until it is released."})
    run = _locked(actor, run)
    if run.expires_at is None or run.deleted_at is not None:
        raise NotPossible("The copy is gone." if run.deleted_at else "That run left no copy.")
    kind = Hold.Kind(kind)
    _make_room(actor, run, kind, until_at, at)
    hold = Hold.objects.create(
        run=run, kind=kind, reason=reason, until_at=until_at, placed_by=actor, placed_at=at
    )  # fmt: skip
    _noted(actor, "placed", hold, reason)
    return hold


@transaction.atomic
def hold_release(*, actor: Any, hold: Hold, reason: str) -> Hold:
    """Let the copy go by its retention again; `reason` stands in the journal. NotPossible where it holds no more."""
    require(actor, RELEASE)
    [reason] = required_texts(REASON_LONGEST, reason=reason)
    _locked(actor, hold.run)
    at = now()
    hold.refresh_from_db()
    if not Hold.objects.active(at).filter(pk=hold.pk).exists():
        raise NotPossible("It holds no more.")
    _release(actor, hold, at, reason)
    return hold


def _make_room(actor: Any, run: Run, kind: str, until_at: datetime | None, at: datetime) -> None:
    """What holds the copy now makes way for what lasts as long; what ran out is put away as it ended."""
    old = run.holds.filter(released_at=None).first()
    if old is None:
        return
    if old.until_at is not None and old.until_at <= at:
        old.released_at = old.until_at
        old.save(update_fields=["released_at"])
        return
    lasts = until_at is None or (old.until_at is not None and until_at >= old.until_at)
    if not lasts or (old.kind == Hold.Kind.LEGAL and kind != Hold.Kind.LEGAL):
        till = f"until {old.until_at:%Y-%m-%d %H:%M} UTC" if old.until_at else "until it is released"
        raise NotPossible(f"A {old.get_kind_display().lower()} hold keeps it {till}; release that one first.")
    _release(actor, old, at, "another hold takes its place")


def _release(actor: Any, hold: Hold, at: datetime, reason: str) -> None:
    hold.released_by, hold.released_at = actor, at
    hold.save(update_fields=["released_by", "released_at"])
    _noted(actor, "released", hold, reason)


def _locked(actor: Any, run: Run) -> Run:
    """The run, locked, so that nobody expires or holds it meanwhile."""
    seen = Run.objects.visible_to(actor).select_for_update(of=("self",))
    found = seen.select_related("schedule__server").filter(pk=run.pk).first()
    if found is None:
        raise NotAllowed("There is no such copy for you.")
    return found


def _noted(actor: Any, did: str, hold: Hold, reason: str) -> None:
    shown = {
        "copy": hold.run_id, "kind": hold.kind, "until_at": hold.until_at, "released_at": hold.released_at,
    }  # fmt: skip
    record(
        actor=actor,
        verb=f"backups.hold.{did}",
        kind="backup",
        object_id=hold.run.schedule_id,
        reference=hold.run.schedule.number,
        after=shown,
        reason=reason,
    )
