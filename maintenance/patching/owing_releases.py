"""Releases and what is owed of them: made, renewed and dropped by what is known of them.

1. What is wanted by when is reckoned for every server that lacks one (`owing_wanted`).
2. It is compared with what stands: owed anew, by another instant, kept, or no longer owed.
3. Rows and clocks are written in bulk: a fixed number of statements, however many servers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from hostops.lib.now import now
from maintenance.patching.models import PatchDuty, PatchOwed, Release, Update
from maintenance.patching.owing_periods import periods_heard
from maintenance.patching.owing_wanted import Key, Pending, Vendors, pending_of, promises_in_force, wanted_of
from maintenance.patching.owing_written import Changes, changes_write
from maintenance.patching.places import with_promises
from maintenance.patching.rules.due import Candidate

What = PatchOwed.What
_DAY = timedelta(days=1)


def releases_heard(release_ids: Collection[int], actor: Any) -> None:
    """Bring what is owed of these releases to what is known of them now; call it once, after they were written.

    Of an update that a server's tool names no more (`Update.gone_at`), of a vulnerability that was
    listed or taken off the list, of a release that was withdrawn: the releases that they concern.
    """
    if release_ids:
        _bring(Vendors(list(release_ids)), None, actor)
        periods_heard(release_ids, actor)


def duties_changed(duties: Collection[PatchDuty], actor: Any) -> None:
    """The same for these duties alone, whose terms are others now: of all that may be owed of them."""
    if duties:
        of_them = {duty.pk for duty in duties}
        _bring(Vendors(_concerning(duties)), of_them, actor)


def _concerning(duties: Collection[PatchDuty]) -> list[int]:
    servers, platforms = {duty.server_id for duty in duties}, {duty.platform for duty in duties}
    lacked = Q(updates__server__in=servers, updates__gone_at=None)
    owed = Q(owed__duty__in=duties)
    found = Release.objects.filter(lacked | owed | Q(platform__in=platforms, package="")).order_by("pk")
    return list(found.distinct().values_list("pk", flat=True))


def _bring(vendors: Vendors, duties: Collection[int] | None, actor: Any) -> None:
    pending = pending_of(vendors, promises_in_force(), duties)
    wanted = wanted_of(pending, vendors)
    standing = _standing(vendors.releases, duties)
    gone = _gone([row for row in standing.values() if row.release and row.release.package])
    changes = _Comparison(vendors, standing, gone, now()).with_wanted(wanted)
    changes_write(changes, actor)


def _standing(releases: Collection[int], duties: Collection[int] | None) -> Mapping[Key, PatchOwed]:
    """What is owed of them now or was, locked."""
    rows = PatchOwed.objects.filter(release__in=releases).select_related("duty__server", "duty__subject", "release")
    rows = rows if duties is None else rows.filter(duty__in=duties)
    found = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    with_promises(found)
    return {(row.duty_id, row.release_id or 0, row.what): row for row in found}


def _gone(rows: Sequence[PatchOwed]) -> Mapping[tuple[int, int], datetime]:
    """When a server's own tool named the update no more, by server and release; the last word counts."""
    updates = Update.objects.filter(
        server__in={row.duty.server_id for row in rows}, release__in={row.release_id for row in rows}
    )
    found: dict[tuple[int, int], datetime] = {}
    for server, release, gone_at in updates.order_by("pk").values_list("server_id", "release_id", "gone_at"):
        found.pop((server, release), None)
        if gone_at:
            found[server, release] = gone_at
    return found


@dataclass
class _Comparison:
    """What stands against what is wanted."""

    vendors: Vendors
    standing: Mapping[Key, PatchOwed]
    gone: Mapping[tuple[int, int], datetime]
    at: datetime
    changes: Changes = field(default_factory=Changes)

    def with_wanted(self, wanted: Mapping[Key, tuple[Pending, Candidate]]) -> Changes:
        for key, (pending, due) in wanted.items():
            row = self.standing.get(key)
            if row is None:
                self._make(pending, due)
            elif row.done_at is None:
                self._renew(row, pending, due)
        self._leave(row for key, row in self.standing.items() if key not in wanted)
        return self.changes

    def _make(self, pending: Pending, due: Candidate) -> None:
        row = PatchOwed(duty=pending.duty, release=pending.release, what=due.what)
        set_due(row, pending, due)
        self.changes.made.append((row, self._is_exploited(row)))

    def _renew(self, row: PatchOwed, pending: Pending, due: Candidate) -> None:
        before = (row.due_at, row.because, row.cause, row.promise_id)
        exempt = row.exception_id is not None and not self._is_exploited(row)
        later = exempt and row.because == due.because and row.due_at > due.at
        dropped, row.dropped_at, row.dropped_reason = row.dropped_at is not None, None, ""
        if not later:  # an exception that is over gave it more time
            set_due(row, pending, due)
        if dropped:
            self.changes.again.append(row)
        elif row.exception_id is not None and self._is_exploited(row):
            row.exception = None
            self.changes.again.append(row)
        elif before != (row.due_at, row.because, row.cause, row.promise_id):
            self.changes.moved.append(row)

    def _is_exploited(self, row: PatchOwed) -> bool:
        return bool(self.vendors.exploited.get(row.release_id or 0))

    def _leave(self, rows: Iterable[PatchOwed]) -> None:
        """Not wanted any more: withdrawn, installed, or early enough with its period."""
        for row in rows:
            if row.done_at is not None or row.dropped_at is not None or row.release is None:
                continue
            gone_at = self.gone.get((row.duty.server_id, row.release.pk))
            if row.release.withdrawn_at is not None:
                reason = row.release.withdrawn_reason or "no reason given"
                self.changes.dropped.append((row, f"The release was withdrawn: {reason}"))
            elif gone_at is not None:
                row.done_at = max(gone_at, row.starts_at)
                self.changes.kept.append(row)
            elif row.duty.ended_at is None:
                self.changes.dropped.append((row, "Nothing asks for it before the period's end any more."))


def set_due(row: PatchOwed, pending: Pending, due: Candidate) -> None:
    """Let it be owed by that instant, for that reason. A day that CISA set may lie before the release itself."""
    row.promise = pending.duty.promise
    row.because, row.clause, row.cause, row.due_at = due.because, due.clause, due.cause, due.at
    row.starts_at = min(pending.release.released_at, due.at - _DAY)
