"""Replaying a cycle's events: the one way a due instant comes about. Pure.

1. `started` sets the target: the rule, counted from its origin.
2. `paused` and `resumed` make pauses; what counted in them is added.
3. `retargeted` replaces the target, or with `keeps_earlier` adds one (a severity raised: the due
   instant is the earlier of the old and the new). A breach that has happened by then stands:
   the event changes nothing.
4. The due instant is the earliest of the targets' deadlines over all pauses.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from hostops.clocks.ahead import deadline_ahead, threshold_ahead
from hostops.clocks.businesstime import Calendar, Deadline, Duration, Pause, before_at, deadline, share_at
from hostops.clocks.rules import Rule


@dataclass(frozen=True, slots=True)
class Event:
    """What the fold needs of a `ClockEvent`."""

    what: str
    at: datetime
    origin: datetime | None = None
    rule: Rule | None = None
    calendar: Calendar | None = None
    keeps_earlier: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    origin: datetime
    rule: Rule
    calendar: Calendar

    def deadline(self, pauses: Sequence[Pause]) -> Deadline:
        if self.rule.until:
            return deadline_ahead(self.origin, self.rule.until, self.rule.parsed, self.calendar.timezone)
        return deadline(self.origin, self.rule.parsed, self.rule.time, self.rule.on(self.calendar), pauses)

    def threshold(self, key: str, pauses: Sequence[Pause]) -> datetime | None:
        """When the threshold named `key` ("50%", "PT1H before") is crossed; None while paused before it."""
        if self.rule.until:
            due_at = self.deadline(pauses).due_at
            return threshold_ahead(key, self.origin, due_at, self.calendar.timezone) if due_at else None
        way = (self.origin, self.rule.parsed, self.rule.time, self.rule.on(self.calendar), pauses)
        if key.endswith("%"):
            return share_at(*way, percent=int(key[:-1]))
        return before_at(*way, ahead=Duration.parse(key.split()[0]))


@dataclass(slots=True)
class Folded:
    """A cycle as its events leave it."""

    started_at: datetime | None = None
    stopped_at: datetime | None = None
    cancelled_at: datetime | None = None
    targets: list[Target] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)

    @property
    def paused_at(self) -> datetime | None:
        return self.pauses[-1].start if self.pauses and self.pauses[-1].end is None else None

    def binding(self) -> tuple[Target, Deadline] | None:
        """The target whose deadline comes first, with it; None before the start."""
        found = [(target, target.deadline(self.pauses)) for target in self.targets]
        due = [pair for pair in found if pair[1].due_at is not None]
        return min(due, key=lambda pair: pair[1].due_at) if due else (found[-1] if found else None)  # type: ignore[arg-type, return-value]

    @property
    def due_at(self) -> datetime | None:
        bound = self.binding()
        return bound[1].due_at if bound else None

    def instants(self, keys: Iterable[str]) -> dict[str, datetime | None]:
        """When each threshold of the binding target is crossed; `breach` is the due instant itself."""
        bound = self.binding()
        if bound is None:
            return {}
        target, reckoned = bound
        return {key: reckoned.due_at if key == "breach" else target.threshold(key, self.pauses) for key in keys}


def fold(events: Iterable[Event]) -> Folded:
    """The state that the events of one cycle, in order, lead to."""
    state = Folded()
    for event in events:
        _STEPS[event.what](state, event)
    return state


def _opened(state: Folded, event: Event) -> None:
    """A promise on record; nothing counts yet."""


def _started(state: Folded, event: Event) -> None:
    state.targets = [_target(event)]
    state.started_at = event.origin


def _paused(state: Folded, event: Event) -> None:
    if state.paused_at is None:
        state.pauses.append(Pause(event.at, None))


def _resumed(state: Folded, event: Event) -> None:
    if state.paused_at is not None:
        state.pauses[-1] = Pause(state.paused_at, max(event.at, state.paused_at))


def _retargeted(state: Folded, event: Event) -> None:
    due = state.due_at
    if not state.targets or (due is not None and due <= event.at):
        return  # not begun: the start brings its own rule; or broken already, which stands
    if event.keeps_earlier:
        state.targets.append(_target(event))
    else:
        state.targets = [_target(event)]


def _stopped(state: Folded, event: Event) -> None:
    state.stopped_at = event.at


def _cancelled(state: Folded, event: Event) -> None:
    state.cancelled_at = event.at


_STEPS: dict[str, Callable[[Folded, Event], None]] = {
    "opened": _opened,
    "started": _started,
    "paused": _paused,
    "resumed": _resumed,
    "retargeted": _retargeted,
    "stopped": _stopped,
    "cancelled": _cancelled,
}


def _target(event: Event) -> Target:
    if event.origin is None or event.rule is None or event.calendar is None:
        raise ValueError(f"a clock event {event.what} needs its origin, rule and calendar")
    return Target(event.origin, event.rule, event.calendar)
