"""Other retention values against the real history: what would be kept, what would go, what is gone already.

The copies are judged by the rules that judge everything (`rules/preview.py`), each in the zone of
its own policy. What a hold keeps is kept whatever the values say.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from backups.lines import promises_by_id
from backups.models import Promise, Run, Schedule, Terms
from backups.rules.preview import Copy, previewed
from hostops.lib.errors import BadField
from hostops.policies.schema.durations import roughly

# So many copies are compared at once; more are narrowed down to an account, a server or a tier.
MOST = 20_000
# By more than this no calendar differs from counting a month as 30 days, a year as 365.
_SLACK = 1.1


class Kept(NamedTuple):
    """A copy of the history, as far as its keeping goes."""

    id: int
    schedule: int
    finished_at: datetime
    expires_at: datetime
    deleted_at: datetime | None
    bytes: int | None
    held: bool


@dataclass(slots=True)
class TierCompared:
    """The copies of one tier: how many are kept and may go as promised, and with another value.

    `sooner` are copies that are kept now and might go with it, `longer` those that may go now and
    would be kept, `gone` those that were removed and would be there still; the newest first.
    """

    name: str
    title: str
    promised: list[str]
    retention: str
    copies: int = 0
    keep: int = 0
    keep_as_promised: int = 0
    held: int = 0
    bytes_more: int = 0
    sooner: list[int] = field(default_factory=list)
    longer: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    @property
    def expire(self) -> int:
        return self.copies - self.keep

    @property
    def expire_as_promised(self) -> int:
        return self.copies - self.keep_as_promised


def promises_now(schedules: QuerySet[Schedule]) -> Mapping[int, Promise]:
    """By schedule, what it stands under, or stood under last; two statements."""
    latest = Terms.objects.filter(schedule__in=schedules.values("pk")).order_by("schedule_id", "-from_at")
    bound = dict(latest.distinct("schedule_id").values_list("schedule_id", "promise_id"))
    promises = promises_by_id(set(bound.values()))
    return {schedule: promises[promise] for schedule, promise in bound.items()}


def tiers_of(promises: Iterable[Promise]) -> dict[str, TierCompared]:
    """Each tier as it is promised, in the order of their names; a name may be promised in several ways."""
    found: dict[str, TierCompared] = {}
    for tier in sorted((promise.parsed for promise in promises), key=lambda tier: tier.name):
        row = found.setdefault(tier.name, TierCompared(tier.name, tier.title, [], tier.retention))
        if tier.retention not in row.promised:
            row.promised.append(tier.retention)
    return found


def compared(
    schedules: QuerySet[Schedule], retentions: Mapping[str, str], at: datetime, promises: Mapping[int, Promise]
) -> list[TierCompared]:
    """How the history of the schedules would stand at `at` with other values; a tier without one keeps its own.

    BadField where a tier is none of theirs, or where there are more than `MOST` copies to compare.
    """
    tiers = tiers_of(promises.values())
    if unknown := sorted(set(retentions) - set(tiers)):
        raise BadField({"tiers": f"There is no tier {', '.join(unknown)}; there are {', '.join(tiers) or 'none'}."})
    for name, retention in retentions.items():
        tiers[name].retention = retention
    copies = _copies(schedules, at, max((roughly(tier.retention) for tier in tiers.values()), default=timedelta()))
    kept = _kept(copies, promises, retentions, at)
    for copy in copies:
        _count(tiers[promises[copy.schedule].parsed.name], copy, at, with_other=copy.id in kept)
    return list(tiers.values())


def _copies(schedules: QuerySet[Schedule], at: datetime, longest: timedelta) -> list[Kept]:
    """What is there, and what was removed of so late that another value might keep it still."""
    runs: Any = Run.objects.filter(schedule__in=schedules.values("pk"), expires_at__isnull=False)
    runs = runs.filter(Q(deleted_at=None) | Q(finished_at__gte=at - longest * _SLACK), finished_at__lte=at)
    rows = runs.with_held(at).order_by("-finished_at", "-pk")
    names = ("pk", "schedule_id", "finished_at", "expires_at", "deleted_at", "bytes", "held")
    found = [Kept(*row) for row in rows.values_list(*names)[: MOST + 1]]
    if len(found) > MOST:
        raise BadField({"server": f"There are more than {MOST} copies to compare; narrow it to a server or a tier."})
    return found


def _kept(
    copies: Sequence[Kept], promises: Mapping[int, Promise], retentions: Mapping[str, str], at: datetime
) -> set[int]:
    """Those that the other values keep; where a tier has none, its own value in each schedule."""
    groups: dict[tuple[str, str], list[Copy]] = defaultdict(list)
    for copy in copies:
        promise = promises[copy.schedule]
        tier, zone = promise.parsed, promise.version.parsed.policy.timezone
        kept = retentions.get(tier.name, tier.retention)
        groups[zone, kept].append(Copy(copy.id, kept, copy.finished_at))
    return {pk for (zone, kept), of in groups.items() for pk in previewed(of, {kept: kept}, zone, at).keep}


def _count(tier: TierCompared, copy: Kept, at: datetime, *, with_other: bool) -> None:
    if copy.deleted_at is not None and copy.deleted_at <= at:
        if with_other:
            tier.gone.append(copy.id)
            tier.bytes_more += copy.bytes or 0
        return
    promised, other = copy.held or copy.expires_at > at, copy.held or with_other
    tier.copies += 1
    tier.held += copy.held
    tier.keep_as_promised += promised
    tier.keep += other
    if promised != other:
        (tier.longer if other else tier.sooner).append(copy.id)
        tier.bytes_more += (copy.bytes or 0) * (1 if other else -1)
