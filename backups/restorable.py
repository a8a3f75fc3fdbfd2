"""To which instants servers can be brought back: the reading side, reckoned and never stored."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from backups import leftopen
from backups.copies import Told, copy_of, told_between
from backups.lines import PromisedLine, lines_of
from backups.models import Promise, Remark, Schedule
from backups.rules.faults import Cause, Fault
from backups.rules.gaps import Faults
from backups.rules.line import Stretch
from backups.rules.restorable import Restorable, restorable
from backups.rules.wanted import Span, Wanted, reach
from backups.slots import slots_between
from hostops.accounts.models import Server
from hostops.policies.openings import Opening

_INSTANT = timedelta(microseconds=1)
# By the state of a slot in which nothing good came.
_CAUSES: dict[str, Cause] = {"missed": "missed", "pending": "missed", "failed": "failed"}


@dataclass(frozen=True)
class Picture:
    """A server's schedules and copies, and what can be restored of them at `at`."""

    server: Server
    at: datetime
    schedules: Mapping[str, Schedule]
    lines: Mapping[str, PromisedLine]
    told: Mapping[int, Told]
    found: Restorable

    @cached_property
    def standing(self) -> dict[str, Stretch[Promise]]:
        """By tier, the terms in force at `at`."""
        found = {}
        for tier, line in self.lines.items():
            for one in line.stretches:
                if one.start <= self.at and (one.end is None or self.at < one.end):
                    found[tier] = one
        return found

    @cached_property
    def days(self) -> dict[str, str]:
        """By tier, the zone in which its days are counted."""
        return {tier: _days(line.stretches[-1]) for tier, line in self.lines.items() if line.stretches}

    @cached_property
    def openings(self) -> Sequence[Opening]:
        """What the promises in force leave open, where this server's tools do not close it."""
        stretches = list(self.standing.values())
        if not stretches:
            return ()
        alone = {tier for tier in self.standing if self._needs_told(tier)}
        return leftopen.of_promises([one.promise for one in stretches], _days(stretches[0]), alone)

    def _needs_told(self, tier: str) -> bool:
        """Whether the tool says of each kept copy of the tier what it needs, so that no rule has to guess."""
        needs = [point.copy.needs for point in self.found.points if point.copy.tier == tier]
        return bool(needs) and None not in needs


def restorable_of(server: Server, at: datetime) -> Picture:
    """What can be restored of the server at `at`. Four statements; some more where slots are empty."""
    schedules = {one.tier: one for one in Schedule.objects.filter(server=server).select_related("subject")}
    by_id = lines_of([one.pk for one in schedules.values()])
    lines = {tier: by_id[one.pk] for tier, one in schedules.items() if by_id[one.pk].stretches}
    spans = [_span(stretch) for line in lines.values() for stretch in line.stretches]
    told = told_between([schedules[tier].pk for tier in lines], _since(spans, at), at)
    tiers = {schedule.pk: tier for tier, schedule in schedules.items()}
    copies = [copy_of(one, tiers[one.schedule_id], lines[tiers[one.schedule_id]]) for one in told.values()]
    silence = _Silence(server, schedules, at)
    return Picture(server, at, schedules, lines, told, restorable(copies, spans, at, silence))


def _span(stretch: Stretch[Promise]) -> Span:
    return Span(stretch.tier, stretch.zone, _days(stretch), stretch.start, stretch.end)


def _days(stretch: Stretch[Promise]) -> str:
    zone: str = stretch.promise.version.parsed.policy.timezone
    return zone


def _since(spans: Sequence[Span], at: datetime) -> datetime:
    """The time that matters: as long as copies are kept, and as long again for what they need."""
    earliest = min((reach(span.tier, span.days, at) for span in spans), default=at)
    return earliest - (at - earliest)


@dataclass(frozen=True, slots=True)
class _Silence:
    """Why slots without a good run have none."""

    server: Server
    schedules: Mapping[str, Schedule]
    at: datetime

    def __call__(self, empty: Sequence[Wanted]) -> Faults:
        if not empty:
            return {}
        asked = [self.schedules[name] for name in {one.tier.name for one in empty}]
        first, last = min(one.slot for one in empty), max(one.slot for one in empty)
        states = {
            (slot.schedule, slot.at): (slot.state, slot.quiet_by)
            for slots in slots_between(asked, first, last + _INSTANT, self.at).values()
            for slot in slots
        }
        return dict(self._faults(empty, states, _closed(asked, first, last)))

    def _faults(
        self,
        empty: Sequence[Wanted],
        states: Mapping[tuple[int, datetime], tuple[str, str]],
        closed: Mapping[tuple[int, datetime], str],
    ) -> Iterator[tuple[tuple[str, datetime], Fault]]:
        for one in empty:
            key, clause = (self.schedules[one.tier.name].pk, one.slot), one.tier.clause
            state, window = states.get(key, ("missed", ""))
            if state == "quiet":
                yield one.key, Fault("quiet", left_by=(clause,), detail=window)
            elif state in _CAUSES and key in closed:
                yield one.key, Fault("closed", left_by=(clause,), detail=_reason(one, closed[key]))
            elif state in _CAUSES:
                yield one.key, Fault(_CAUSES[state], breaks=clause)


def _closed(schedules: Collection[Schedule], first: datetime, last: datetime) -> dict[tuple[int, datetime], str]:
    """Slots that somebody closed with one of the policy's reasons."""
    rows = Remark.objects.filter(schedule__in=schedules, slot_at__gte=first, slot_at__lte=last).exclude(reason="")
    return {(schedule, slot): reason for schedule, slot, reason in rows.values_list("schedule_id", "slot_at", "reason")}


def _reason(one: Wanted, name: str) -> str:
    titles = {reason.name: reason.title for reason in one.tier.miss_reasons}
    return titles.get(name, name)
