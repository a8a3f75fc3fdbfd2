"""What must be done next on the desk, in the order of its moments: each thing with its window and by when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from hostops.accounts.roles import may
from hostops.clocks.models import Clock
from hostops.clocks.thresholds import instants_of
from maintenance.chase import silent_accounts
from maintenance.models import Conversion, Window
from maintenance.states import Decision, State

# So many of each sort: a planner does the next, not all of a year's.
_MOST = 5
# Announced without an instant is one that changed and needs a new notice.
_TO_ANNOUNCE = (State.PLANNED, State.ACCEPTED, State.ANNOUNCED)


@dataclass(frozen=True)
class Step:
    """`by` is when it must be done; None where nothing but courtesy says so. `is_near` is said loud."""

    sort: str
    window: Window
    words: str
    by: datetime | None = None
    is_near: bool = False


def next_steps(reader: Any, at: datetime) -> list[Step]:
    """What `reader` can see to, the nearest first; what has no moment comes last."""
    found = [*_running(reader), *_to_start(reader, at), *_owed(reader, at), *_asked(reader), *_silent(reader, at)]
    return sorted(found, key=lambda step: (step.by is None, step.by or at))


def _windows(reader: Any, **narrowed: Any) -> Any:
    return Window.objects.visible_to(reader).filter(**narrowed).order_by("starts_at", "id")


def _running(reader: Any) -> Iterator[Step]:
    counted = {"of": Count("steps"), "ticked": Count("steps", filter=Q(steps__done_at__isnull=False))}
    for window in _windows(reader, state=State.IN_PROGRESS).annotate(**counted)[:_MOST]:
        said = f"Running, {window.ticked} of {window.of} steps done" if window.of else "Running"
        yield Step("running", window, f"{said}: ends", window.ends_at)


def _to_start(reader: Any, at: datetime) -> Iterator[Step]:
    ready = _windows(reader, state=State.ANNOUNCED, decision=Decision.USED, starts_at__lte=at, ends_at__gt=at)
    for window in ready[:_MOST]:
        yield Step("start", window, "Start it: its time has come", window.starts_at)


def _owed(reader: Any, at: datetime) -> Iterator[Step]:
    """Notices to send and reports to write, by their clocks; a notice that is on its way is nobody's task."""
    live = Clock.objects.visible_to(reader).live().filter(kind__in=("notice", "report"), subject__kind="window")
    unsaid = Q(subject__window__state__in=_TO_ANNOUNCE, subject__window__announced_at=None)
    waits = Q(kind="report") | unsaid
    owed = live.filter(waits, due_at__isnull=False)
    for clock in owed.select_related("subject__window").order_by("due_at", "id")[: 2 * _MOST]:
        window = clock.subject.window
        yield Step(clock.kind, window, _owed_words(clock, window, at), clock.due_at, is_near(clock, at))


def _owed_words(clock: Clock, window: Window, at: datetime) -> str:
    if clock.kind == "report":
        return "Write the report"
    if clock.due_at and clock.due_at < at:
        return "Its notice is too late: move or convert it"
    return "Decide its use, then send the notice" if window.decision == Decision.UNDECIDED else "Send the notice"


def is_near(clock: Clock, at: datetime) -> bool:
    """Whether the policy has begun to warn of it for the last time before it is due."""
    ahead = [instant for _, instant in instants_of(clock.thresholds)]
    return bool(ahead) and max(ahead) <= at


def _asked(reader: Any) -> Iterator[Step]:
    """What waits for a word of ours: conversions for a manager's, other times that a customer proposed."""
    open_ones = Conversion.objects.visible_to(reader).waiting().select_related("window", "asked_by")
    mine = may(reader, "maintenance.window.approve")
    for asked in open_ones.order_by("window__starts_at")[:_MOST]:
        words = f"{asked.asked_by.display_name} asks to convert it to {asked.to_kind}"
        yield Step("approve", asked.window, words if mine else f"{words}: waits for a manager", asked.window.starts_at)
    for window in _windows(reader, state=State.COUNTERED)[:_MOST]:
        yield Step("answer", window, "Other times were proposed: accept them or propose anew", window.starts_at)


def _silent(reader: Any, at: datetime) -> Iterator[Step]:
    soon = list(_windows(reader, state=State.ANNOUNCED, ends_at__gt=at)[: 2 * _MOST])
    for window, silent in silent_accounts(soon).items():
        if silent:
            many = f"{silent} account{'s have' if silent > 1 else ' has'}"
            yield Step("chase", window, f"{many} not answered the notice")
