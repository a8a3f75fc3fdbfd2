"""A server's page: what is promised, what ran last, what can be restored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from backups.actions.asking import RESTORES
from backups.copies import Told
from backups.models import Run, Schedule, Trial
from backups.restorable import Picture, restorable_of
from backups.rules.gaps import Gap
from backups.rules.restorable import Line, Point
from backups.rules.strip import Strip, strips_of
from backups.rules.words import fault_words, scope_words
from backups.serverpromise import Promised, promised_of
from backups.trials import KIND as TEST
from hostops.accounts.models import Server
from hostops.clocks.models import Clock
from hostops.policies.schema.backups import Tier
from hostops.subjects.models import Subject, SubjectLink

_RUNS, _POINTS, _CASES = 15, 100, 10


@dataclass(frozen=True, slots=True)
class ShownGap:
    scope: str
    gap: Gap
    why: str
    look: str


@dataclass(frozen=True, slots=True)
class ShownPoint:
    point: Point
    told: Told
    tier: Tier
    why: str


@dataclass(frozen=True, slots=True)
class ShownRun:
    run: Run
    url: str
    seconds: float | None


@dataclass(frozen=True, slots=True)
class ShownLine:
    name: str
    line: Line
    strips: Sequence[Strip]


class ServerShown:
    """What `reader` sees of the backups of `server` at `at`. Each part is read when the template first asks for it."""

    def __init__(self, server: Server, reader: Any, at: datetime) -> None:
        self.server, self.reader, self.at = server, reader, at

    @cached_property
    def picture(self) -> Picture:
        return restorable_of(self.server, self.at)

    @cached_property
    def promised(self) -> list[Promised]:
        """The tiers that bind now, in the order in which they were made."""
        return list(promised_of(self.picture))

    @property
    def ended(self) -> list[Schedule]:
        """Schedules under which nothing is expected any more; their copies still run out."""
        return [one for tier, one in self.picture.schedules.items() if tier not in self.picture.standing]

    @property
    def policy_url(self) -> str:
        """The page of the version that binds now, where its clauses stand."""
        if not self.promised:
            return ""
        version = self.promised[0].version
        return f"{reverse('policy', args=[version.policy.slug])}?version={version.number}"

    # --- what can be restored

    @cached_property
    def lines(self) -> list[ShownLine]:
        zone, days = ZoneInfo(self.reader.timezone), self.picture.days
        return [
            ShownLine(scope_words(line.scope), line, strips_of(line, days, self.at, zone))
            for line in self.picture.found.lines
        ]

    @cached_property
    def gaps(self) -> list[ShownGap]:
        """The latest first; what breaks a promise before what the policy leaves."""
        shown = [
            ShownGap(scope_words(scope), gap, fault_words(gap.fault), _look(gap))
            for scope, gap in self.picture.found.gaps
        ]
        return sorted(shown, key=lambda one: (one.look != "breaks", -one.gap.ends_at.timestamp()))

    @property
    def instants(self) -> Sequence[Point]:
        return self.picture.found.instants

    @cached_property
    def points(self) -> list[ShownPoint]:
        """The latest copies that are kept, of use or not."""
        latest = list(reversed(self.picture.found.points))[:_POINTS]
        return [self._point(point) for point in latest]

    def _point(self, point: Point) -> ShownPoint:
        tier = self.picture.lines[point.copy.tier].stretches[-1].tier
        why = fault_words(point.fault) if point.fault else ""
        return ShownPoint(point, self.picture.told[point.copy.id], tier, why)

    @property
    def more_points(self) -> int:
        return len(self.picture.found.points) - len(self.points)

    # --- what ran, and what was done with it

    @cached_property
    def runs(self) -> list[ShownRun]:
        schedules = [schedule.pk for schedule in self.picture.schedules.values()]
        rows = Run.objects.visible_to(self.reader).filter(schedule__in=schedules)
        return [self._run(run) for run in rows.select_related("schedule").order_by("-finished_at", "-id")[:_RUNS]]

    def _run(self, run: Run) -> ShownRun:
        seconds = (run.finished_at - run.started_at).total_seconds() if run.started_at else None
        return ShownRun(run, self.picture.schedules[run.schedule.tier].subject.url, seconds)

    @cached_property
    def cases(self) -> list[Subject]:
        """Cases by which restores were asked for, the latest first."""
        seen = SubjectLink.objects.filter(source__in=Subject.objects.visible_to(self.reader), relation=RESTORES)
        rows = seen.filter(target__backup_schedule__server=self.server).select_related("source")
        return [link.source for link in rows.order_by("-id")[:_CASES]]

    @cached_property
    def test_owed(self) -> Clock | None:
        """The clock of the next restore test, where one is owed."""
        mine = Clock.objects.filter(subject__kind=TEST, subject__reference=f"RT-{self.server.pk}", kind=TEST)
        return mine.live().filter(due_at__isnull=False).first()

    @cached_property
    def trial(self) -> Trial | None:
        """The latest restore test."""
        return Trial.objects.visible_to(self.reader).filter(server=self.server).order_by("-finished_at").first()


def _look(gap: Gap) -> str:
    return "breaks" if gap.fault.breaks else "left" if gap.fault.left_by else "unknown"
