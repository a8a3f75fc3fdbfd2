"""Duties follow the policies in force: servers get the cadence of their platform, those that leave lose it.

1. Compare, batch by batch and without a lock, what stands with what is promised: four statements a
   batch where nothing changed, which is nearly always.
2. Lock the servers that differ, compare again, write promises and duties.
3. Put their periods on record and bring their clocks to them (`maintenance.patching.actions.duty_clocks`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.journal.actions import Happened, record_many
from hostops.lib.now import now
from hostops.lib.references import reference
from hostops.subjects.models import Subject
from maintenance.patching.actions.duty_changes import Change, changes_of
from maintenance.patching.actions.duty_clocks import clocks_follow
from maintenance.patching.models import PatchDuty, PatchPromise
from maintenance.patching.numbers import numbers_draw
from maintenance.patching.promised import SITE, Promising, Site, promises_write

_BATCH = 1000
_DID = {"new": "made", "other": "terms_changed", "again": "taken_up", "gone": "ended"}


def duties_follow(*, actor: Any, servers: QuerySet[Server] | None = None, since: datetime | None = None) -> int:
    """Bring the patch duties of the servers (all of them) to what binds now; how many were made, changed or ended.

    What is new is owed from `since` on (now), but not before the server was registered; periods that
    are over by now are put on record without a cycle of a clock. Each batch is a transaction of its
    own; what another worker is at is left to it.
    """
    require(actor, "maintenance.patch_duty.write")
    found = Server.objects.all() if servers is None else servers
    return sum(_follow(actor, batch, since) for batch in _differing(found))


def _differing(servers: QuerySet[Server]) -> Iterator[list[int]]:
    """The servers, by id, whose terms are not those that stand; a batch at a time."""
    last, at = 0, now()
    while batch := _sites(servers, last):
        promising, standing = Promising(batch, at), _standing([site.id for site in batch])
        found = [site.id for site in batch if _wanted(promising, site) != standing.get(site.id, set())]
        if found:
            yield found
        if len(batch) < _BATCH:
            return
        last = batch[-1].id


def _sites(servers: QuerySet[Server], last: int) -> list[Site]:
    rows = servers.filter(pk__gt=last).order_by("pk").values_list(*SITE)
    return [Site(*row) for row in rows[:_BATCH]]


def _standing(servers: Sequence[int]) -> Mapping[int, set[tuple[str, str]]]:
    rows = PatchDuty.objects.filter(server__in=servers, ended_at=None)
    found: dict[int, set[tuple[str, str]]] = {}
    for server, platform, sha in rows.values_list("server_id", "platform", "promise__sha256"):
        found.setdefault(server, set()).add((platform, sha))
    return found


def _wanted(promising: Promising, site: Site) -> set[tuple[str, str]]:
    wanted = promising.of(site)
    return {(wanted.terms.platform.name, wanted.sha256)} if wanted else set()


@transaction.atomic
def _follow(actor: Any, differing: Sequence[int], since: datetime | None) -> int:
    locked = Server.objects.filter(pk__in=differing).order_by("pk").select_for_update(no_key=True, skip_locked=True)
    at, ids = now(), list(locked.values_list("pk", flat=True))
    servers = Server.objects.filter(pk__in=ids).select_related("account").order_by("pk")
    changes = changes_of(list(servers), at, since or at)
    if changes:
        _write(actor, changes, at)
    return len(changes)


def _write(actor: Any, changes: Sequence[Change], at: datetime) -> None:
    promises = promises_write(change.wanted for change in changes if change.wanted)
    _make([change for change in changes if change.kind == "new"], promises, at)
    kept = [change.made for change in changes if change.kind != "new"]
    for change in changes:
        if change.kind != "new":
            change.made.ended_at = change.start if change.kind == "gone" else None
        if change.wanted:
            change.made.promise = promises[change.wanted.sha256]
    PatchDuty.objects.bulk_update(kept, ["promise", "ended_at"], batch_size=_BATCH)
    clocks_follow(changes, actor=actor, at=at)
    for kind, did in _DID.items():
        happened = (_happened(change) for change in changes if change.kind == kind)
        record_many(actor=actor, verb=f"maintenance.patch_duty.{did}", kind="patching", happened=happened)


def _make(new: Sequence[Change], promises: Mapping[str, PatchPromise], at: datetime) -> None:
    """A duty and its subject for each, under numbers drawn before: the subject's reference is the duty's."""
    for change, number in zip(new, numbers_draw("maintenance_patchduty", len(new)), strict=True):
        wanted = promises[change.wanted.sha256] if change.wanted else None
        name = reference(PatchDuty.PREFIX, number)
        subject = Subject(account=change.server.account, kind="patching", reference=name, title=change.title)
        change.duty = PatchDuty(
            pk=number, server=change.server, platform=change.platform, promise=wanted, subject=subject,
            created_at=min(at, change.start),
        )  # fmt: skip
    Subject.objects.bulk_create(change.made.subject for change in new)
    PatchDuty.objects.bulk_create(change.made for change in new)


def _happened(change: Change) -> Happened:
    duty, before, wanted = change.made, change.before, change.wanted
    shown = {"server": change.server.hostname, "platform": change.platform}
    was = {"promise": before.parsed.platform.words(), "policy": str(before.version)} if before else {}
    became = {"promise": wanted.terms.platform.words(), "policy": str(wanted.version)} if wanted else {}
    return Happened(duty.pk, duty.number, was, shown | became, change.reason)
