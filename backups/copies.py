"""The good runs of schedules as the copies that they left, with the holds on them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from backups.lines import PromisedLine
from backups.models import Run
from backups.models.run import Status
from backups.rules.chains import Copy


class Told(NamedTuple):
    """A good run as it is kept, with the hold on its copy."""

    id: int
    schedule_id: int
    started_at: datetime | None
    finished_at: datetime
    expires_at: datetime | None
    deleted_at: datetime | None
    bytes: int | None
    external_id: str
    tool: str
    needs: Sequence[str] | None
    suspicious: object
    hold: int | None
    held_until: datetime | None

    @property
    def kept_until(self) -> datetime | None:
        """Its expiry, or the end of the hold where that is later; None for a hold without end."""
        if self.hold is None or self.expires_at is None:
            return self.expires_at
        return None if self.held_until is None else max(self.expires_at, self.held_until)


_READ = (
    "id", "schedule_id", "started_at", "finished_at", "expires_at", "deleted_at", "bytes", "external_id", "tool",
    "needs", "suspicious", "held__id", "held__until_at",
)  # fmt: skip


def told_between(schedules: Collection[int], since: datetime, until: datetime) -> dict[int, Told]:
    """By id, the earliest first: the good runs that ended after `since` and by `until`, and all held ones."""
    held = FilteredRelation("holds", condition=Q(holds__released_at=None))
    rows = Run.objects.filter(schedule__in=schedules).exclude(status=Status.FAILED).annotate(held=held)
    recent = rows.filter(Q(finished_at__gt=since) | Q(held__isnull=False), finished_at__lte=until)
    return {row[0]: Told(*row) for row in recent.order_by("finished_at", "id").values_list(*_READ)}


def copy_of(told: Told, tier: str, line: PromisedLine) -> Copy:
    """Of the kind and scope that were promised when the run ended."""
    begun = [one for one in line.stretches if one.start <= told.finished_at]
    promised = (begun[-1] if begun else line.stretches[0]).tier
    return Copy(
        id=told.id,
        tier=tier,
        kind=promised.kind,
        scope=promised.scope,
        began_at=told.started_at or told.finished_at,
        finished_at=told.finished_at,
        kept_until=told.kept_until,
        deleted_at=told.deleted_at,
        external_id=told.external_id,
        needs=None if told.needs is None else tuple(told.needs),
    )
