"""What was expected of schedules, and how each slot stands: the reading side, computed and never stored."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from backups.heard import Wanted, heard_between
from backups.lines import PromisedLine, lines_of, next_of
from backups.models import Promise, Schedule
from backups.promises import due_of, tier_of
from backups.quiet import Quiet, excused_by, quiet_between
from backups.rules.health import Health, Heard, Late, State, health
from hostops.lib.now import now

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a schedule as it stands at an instant.

    `until` is the next slot, up to which runs count for this one; None where nothing follows.
    `runs` are those that ended in its time by then, the earliest first; `quiet_by` the window that
    excuses it, such as SW-12.
    """

    schedule: int
    at: datetime
    due_at: datetime
    until: datetime | None
    promise: Promise
    health: Health
    runs: Sequence[Heard] = ()
    quiet_by: str = ""

    @property
    def state(self) -> State:
        return self.health.state

    @property
    def late(self) -> Late:
        return self.health.late

    @property
    def run(self) -> Heard | None:
        """The run that decides: the first good one, else the last that failed."""
        return self.health.run

    @property
    def suspicious(self) -> bool:
        return self.health.suspicious


@dataclass(frozen=True, slots=True)
class _Expected:
    """A slot before anybody asked what ran."""

    at: datetime
    due_at: datetime
    until: datetime | None
    promise: Promise
    can_be_quiet: bool


def slots_between(
    schedules: Collection[Schedule], start: datetime, end: datetime, at: datetime | None = None
) -> Mapping[int, list[Slot]]:
    """By schedule id: the slots from `start` up to, and not at, `end` as they stand at `at` (now), earliest first.

    What ended later than `at` is not known then. A schedule without slots in the span has an empty
    list. Five statements, however many schedules, and whatever the span.
    """
    moment = at or now()
    expected = _expected(lines_of([one.pk for one in schedules]), start, end)
    heard = heard_between(_wanted(expected, moment))
    quiet = _quiet(schedules, expected)
    return {
        one.pk: list(_told(one, expected.get(one.pk, ()), heard.get(one.pk, {}), quiet, moment)) for one in schedules
    }


def _expected(lines: Mapping[int, PromisedLine], start: datetime, end: datetime) -> dict[int, Sequence[_Expected]]:
    """Servers that share their terms share what is expected of them; it is reckoned once."""
    known: dict[tuple[object, ...], Sequence[_Expected]] = {}
    found = {}
    for schedule, line in lines.items():
        key = tuple((one.promise.pk, max(one.start, start), one.end) for one in line.stretches)
        if key not in known:
            known[key] = list(_of_line(line, start, end))
        found[schedule] = known[key]
    return found


def _of_line(line: PromisedLine, start: datetime, end: datetime) -> Iterator[_Expected]:
    pairs = list(line.slots(start, end))
    following = [slot for slot, _ in pairs[1:]]
    last = next_of(line, pairs[-1][0]) if pairs else None
    for (slot, stretch), until in zip(pairs, [*following, last[0] if last else None], strict=False):
        promise = stretch.promise
        yield _Expected(slot, due_of(promise, slot), until, promise, tier_of(promise).quiet_in_windows)


def _wanted(expected: Mapping[int, Sequence[_Expected]], at: datetime) -> Iterator[Wanted]:
    """For each schedule, the span in which a run counts for one of its slots and is known at `at`."""
    for schedule, slots in expected.items():
        if slots and slots[0].at <= at:
            until, known = slots[-1].until, at + _INSTANT
            yield Wanted(schedule, slots[0].at, min(until, known) if until else known)


def _quiet(schedules: Collection[Schedule], expected: Mapping[int, Sequence[_Expected]]) -> Quiet:
    asking = [(one.server_id, slots) for one in schedules if (slots := _quietable(expected.get(one.pk, ())))]
    if not asking:
        return {}
    start, end = min(slots[0] for _, slots in asking), max(slots[-1] for _, slots in asking)
    return quiet_between({server for server, _ in asking}, start, end + _INSTANT)


def _quietable(slots: Sequence[_Expected]) -> list[datetime]:
    return [slot.at for slot in slots if slot.can_be_quiet]


def _told(
    schedule: Schedule, slots: Sequence[_Expected], heard: Mapping[datetime, list[Heard]], quiet: Quiet, at: datetime
) -> Iterator[Slot]:
    windows = quiet.get(schedule.server_id, ())
    for slot in slots:
        runs = heard.get(slot.at, ())
        excused = excused_by(windows, slot.at) if windows and slot.can_be_quiet else ""
        found = health(slot.due_at, runs, at, quiet=bool(excused))
        yield Slot(schedule.pk, slot.at, slot.due_at, slot.until, slot.promise, found, runs, excused)


def by_server(slots: Mapping[int, list[Slot]], schedules: Collection[Schedule]) -> Mapping[int, list[Slot]]:
    """The same by server id, all tiers of a server in one list, the earliest slot first."""
    found: dict[int, list[Slot]] = defaultdict(list)
    for one in schedules:
        found[one.server_id] += slots[one.pk]
    return {server: sorted(those, key=lambda slot: (slot.at, slot.schedule)) for server, those in found.items()}
