"""Which windows cover a server's downtime: those announced for it, to be used, as their last notice says.

A window covers from its announcement on, never what lay before it. One whose notice was not kept
could not be begun as it was: it covers nothing unless it was begun.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import Exists, OuterRef

from maintenance.models import AffectedServer, Notice
from maintenance.rules.availability import Cover
from maintenance.states import Decision, State

# The notices that say when a window is; the others tell of its end.
_OF_TIMES = (Notice.Why.FIRST, Notice.Why.CHANGED, Notice.Why.TOLD)
_BEGUN = (State.IN_PROGRESS, State.COMPLETED, State.REPORTED)


@dataclass(frozen=True)
class Announced:
    """A window as it was announced, from when it covers to its end. `expected` downtime is in seconds."""

    window: int
    number: str
    title: str
    kind: str
    start: datetime
    end: datetime
    expected: int | None

    def cover(self, *, flagged: bool) -> Cover:
        """`flagged`: whether downtime beyond the estimate is told of. Where none was announced, none is exceeded."""
        return Cover(self.start, self.end, self.expected if flagged else None, self.window)


def announced_for(servers: Iterable[int], start: datetime, end: datetime) -> Mapping[int, list[Announced]]:
    """For servers, by id: the used windows announced for each that share a moment with the span. Two statements."""
    found = {one.window: one for one in _windows(start, end)}
    touched = AffectedServer.objects.filter(affected__dropped_at=None, affected__window__in=found, server__in=servers)
    windows: dict[int, list[Announced]] = defaultdict(list)
    for server, window in touched.values_list("server", "affected__window").order_by("affected__window"):
        windows[server].append(found[window])
    return windows


def _windows(start: datetime, end: datetime) -> Iterator[Announced]:
    """Of each window that any notice put into the span, what its last notice says, if that is still in it."""
    there = Notice.objects.filter(window=OuterRef("window"), starts_at__lt=end, ends_at__gt=start)
    told = Notice.objects.filter(Exists(there), why__in=_OF_TIMES, window__state__in=(State.ANNOUNCED, *_BEGUN))
    rows = told.select_related("window").order_by("window", "number")
    for _, notices in groupby(rows, key=attrgetter("window_id")):
        found = _as_told(list(notices))
        if found and found.start < end and found.end > start:
            yield found


def _as_told(notices: Sequence[Notice]) -> Announced | None:
    """The window as its last notice says; None where that covers nothing."""
    last = notices[-1]
    if last.decision != Decision.USED or not _could_begin(notices):
        return None
    since = min(one.given_at for one in notices if one.decision == Decision.USED)
    start, window = max(last.starts_at, since), last.window
    if start >= last.ends_at:
        return None
    return Announced(window.pk, window.number, last.title, last.kind, start, last.ends_at, last.expected_downtime)


def _could_begin(notices: Sequence[Notice]) -> bool:
    """Whether it was begun, or the notice that its start rests on was kept. What was told beside needs no time."""
    window = notices[-1].window
    counts = [one for one in notices if one.why != Notice.Why.TOLD]
    return window.state in _BEGUN or (window.announced_at is not None and bool(counts and counts[-1].kept))
