"""Schedules follow the policies in force: servers get their tiers, new terms take over, servers that leave end them.

1. Compare, batch by batch and without a lock, what stands with what is promised: four statements a
   batch where nothing changed, which is nearly always.
2. Lock the servers that differ, compare again, write promises, schedules and terms.
3. Open, cancel and turn their clocks (`backups.actions.schedule_clocks`).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from backups.actions.schedule_changes import Change, changes_of
from backups.actions.schedule_clocks import clocks_follow
from backups.models import Promise, Schedule, Terms
from backups.promised import SITE, Promised, Site, promises_write
from backups.querysets import PREFIX
from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.journal.actions import Happened, record_many
from hostops.lib.now import now
from hostops.lib.references import reference
from hostops.subjects.models import Subject

_BATCH = 1000
_DID = {"new": "made", "other": "terms_changed", "again": "taken_up", "gone": "ended"}


def schedules_follow(*, actor: Any, servers: QuerySet[Server] | None = None, since: datetime | None = None) -> int:
    """Bring the schedules of the servers (all of them) to what binds now; how many were made, changed or ended.

    What is new is promised from `since` on (now): an earlier instant lets history that is known
    count. Each batch is a transaction of its own; what another worker is at is left to it.
    """
    require(actor, "backups.schedule.write")
    found = Server.objects.all() if servers is None else servers
    return sum(_follow(actor, batch, since) for batch in _differing(found))


def _differing(servers: QuerySet[Server]) -> Iterator[list[int]]:
    """The servers, by id, whose terms are not those that stand; a batch at a time."""
    last, at = 0, now()
    while batch := _sites(servers, last):
        promised, standing = Promised(batch, at), _standing([site.id for site in batch])
        found = [site.id for site in batch if _hashes(promised, site) != standing.get(site.id, {})]
        if found:
            yield found
        if len(batch) < _BATCH:
            return
        last = batch[-1].id


def _sites(servers: QuerySet[Server], last: int) -> list[Site]:
    rows = servers.filter(pk__gt=last).order_by("pk").values_list(*SITE)
    return [Site(*row) for row in rows[:_BATCH]]


def _standing(servers: Sequence[int]) -> Mapping[int, Mapping[str, str]]:
    rows = Terms.objects.filter(schedule__server__in=servers, until_at=None)
    found: dict[int, dict[str, str]] = {}
    for server, tier, sha in rows.values_list("schedule__server_id", "schedule__tier", "promise__sha256"):
        found.setdefault(server, {})[tier] = sha
    return found


def _hashes(promised: Promised, site: Site) -> dict[str, str]:
    return {name: wanted.sha256 for name, wanted in promised.of(site).items()}


@transaction.atomic
def _follow(actor: Any, differing: Sequence[int], since: datetime | None) -> int:
    locked = Server.objects.filter(pk__in=differing).order_by("pk").select_for_update(no_key=True, skip_locked=True)
    at, ids = now(), list(locked.values_list("pk", flat=True))
    servers = Server.objects.filter(pk__in=ids).select_related("account", "zone__location").order_by("pk")
    changes = changes_of(list(servers), at, since or at)
    if changes:
        _write(actor, changes, at)
    return len(changes)


def _write(actor: Any, changes: Sequence[Change], at: datetime) -> None:
    promises = promises_write(change.wanted for change in changes if change.wanted)
    _make([change for change in changes if change.kind == "new"], at)
    _end_terms(changes)
    _begin_terms(changes, promises)
    _mark_ended(changes)
    clocks_follow(changes, actor=actor, at=at)
    for kind, did in _DID.items():
        happened = (_happened(change) for change in changes if change.kind == kind)
        record_many(actor=actor, verb=f"backups.schedule.{did}", kind="backup", happened=happened)


def _make(new: Sequence[Change], at: datetime) -> None:
    """A schedule and its subject for each, under numbers drawn before: the subject's reference is the schedule's."""
    for change, number in zip(new, _numbers(len(new)), strict=True):
        subject = Subject(
            account=change.server.account, kind="backup", reference=reference(PREFIX, number), title=change.title
        )
        change.schedule = Schedule(
            pk=number, server=change.server, tier=change.tier, subject=subject, created_at=min(at, change.start)
        )
    Subject.objects.bulk_create(change.made.subject for change in new)
    Schedule.objects.bulk_create(change.made for change in new)


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        draw = "SELECT nextval(pg_get_serial_sequence('backups_schedule', 'id')) FROM generate_series(1, %s)"
        cursor.execute(draw, [count])
        return [number for (number,) in cursor.fetchall()]


def _end_terms(changes: Sequence[Change]) -> None:
    """Terms that would have held for no time at all are taken back."""
    held: dict[datetime, list[int]] = {}
    for change in changes:
        if change.terms:
            end = change.start if change.terms.from_at < change.start else change.terms.from_at
            held.setdefault(end, []).append(change.terms.pk)
    for end, ids in held.items():
        Terms.objects.filter(pk__in=ids, from_at__gte=end).delete()
        Terms.objects.filter(pk__in=ids).update(until_at=end)


def _begin_terms(changes: Sequence[Change], promises: Mapping[str, Promise]) -> None:
    for change in changes:
        change.promise = promises[change.wanted.sha256] if change.wanted else None
    Terms.objects.bulk_create(
        Terms(schedule=change.made, promise=change.promise, from_at=change.start, reason=change.reason)
        for change in changes
        if change.promise
    )


def _mark_ended(changes: Sequence[Change]) -> None:
    marked = [change.made for change in changes if change.kind in ("gone", "again")]
    ends = {change.made.pk: change.start for change in changes if change.kind == "gone"}
    for schedule in marked:
        schedule.ended_at = ends.get(schedule.pk)
    Schedule.objects.bulk_update(marked, ["ended_at"], batch_size=_BATCH)


def _happened(change: Change) -> Happened:
    schedule, before = change.made, change.terms.promise if change.terms else None
    shown = {"server": change.server.hostname, "tier": change.tier}
    return Happened(
        schedule.pk,
        schedule.number,
        {"promise": before.parsed.words(), "timezone": before.timezone} if before else {},
        shown | ({"promise": change.wanted.tier.words(), "timezone": change.wanted.zone} if change.wanted else {}),
        change.reason,
    )
