"""What becomes of runs that were kept aside: they are given to a schedule, or put away with words."""

from datetime import datetime
from typing import Any

from django.db import transaction

from backups.actions.hearing import Outcome, What, runs_record
from backups.models import Run, Schedule, Stray
from backups.models.run import Via
from backups.models.stray import Why
from backups.told import Told
from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text

SETTLE = "backups.stray.settle"


@transaction.atomic
def stray_assign(
    *, actor: Person, stray: Stray, schedule: Schedule, finished_at: datetime | None = None, alike: bool = False
) -> Stray:
    """Record it as a run of the schedule; with `alike` all others that wait for the same server and tier too.

    `finished_at` is when it really ended, where that was told wrongly. Raises NotAllowed;
    NotPossible where it is settled, differs from what is known, or still ends in the future.
    """
    require(actor, SETTLE)
    found = _waiting(stray)
    if found.why == Why.DIFFERS:
        raise NotPossible("A run of this name is recorded with other figures; put this one away with words.", ["away"])
    others = _alike(found) if alike else []
    told = [_told(each, schedule, finished_at if each == found else None) for each in (found, *others)]
    outcomes = runs_record(actor=actor, told=told, via=Via.HAND)
    for each, outcome in zip((found, *others), outcomes, strict=True):
        _assigned(each, outcome, actor, schedule)
    return found


@transaction.atomic
def stray_put_away(*, actor: Person, stray: Stray, words: str) -> Stray:
    """It becomes no run, and why. Raises NotAllowed, BadField without words, NotPossible where it is settled."""
    require(actor, SETTLE)
    words = clean_text(words)
    if not words:
        raise BadField({"words": "Say why it becomes no run."})
    found = _waiting(stray)
    _settle(found, actor, "put_away", {"words": words}, words=words)
    return found


def _waiting(stray: Stray) -> Stray:
    found = Stray.objects.select_for_update().get(pk=stray.pk)
    if found.settled_at is not None:
        raise NotPossible("It is settled already.")
    return found


def _alike(stray: Stray) -> list[Stray]:
    same = Stray.objects.filter(settled_at=None, why=stray.why, server=stray.server, tier=stray.tier)
    mine = same.filter(account=stray.account_id).exclude(pk=stray.pk)
    return list(mine.select_for_update().order_by("pk"))


def _told(stray: Stray, schedule: Schedule, finished_at: datetime | None) -> Told:
    told = Told.from_json(stray.told).at(schedule=schedule.pk)
    return told.at(finished_at=finished_at) if finished_at else told


def _assigned(stray: Stray, outcome: Outcome, actor: Person, schedule: Schedule) -> None:
    if outcome.what == What.KEPT_ASIDE:
        raise NotPossible(f"{outcome.detail} Say when it really ended.")
    if outcome.what == What.DIFFERS or outcome.run is None:
        raise NotPossible(f"{outcome.detail} Put it away with words.", ["away"])
    taken = Run.objects.filter(pk=outcome.run.pk, stray__isnull=False).exists()
    how: dict[str, Any] = {"words": f"It is run {outcome.run.pk}, known already."} if taken else {"run": outcome.run}
    _settle(stray, actor, "assigned", {"schedule": schedule.number, "run": outcome.run.pk}, **how)


def _settle(stray: Stray, actor: Person, did: str, after: dict[str, Any], **how: Any) -> None:
    for name, value in {"settled_at": now(), "settled_by": actor, **how}.items():
        setattr(stray, name, value)
    stray.save(update_fields=["settled_at", "settled_by", *how])
    record(
        actor=actor,
        verb=f"backups.stray.{did}",
        kind="stray",
        object_id=stray.pk,
        reference=f"{stray.server} {stray.tier}".strip(),
        after=after,
    )
