"""Which windows cover a server's downtime: those announced for it, to be used, as their last notice says.

A window covers from its announcement on, never what lay before it. One whose notice was not kept
could not be used as it was, so it covers nothing unless it was begun all the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max, Min, OuterRef, Subquery

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
    found = {notice.window_id: _announced(notice) for notice in _standing(start, end) if _covers(notice)}
    touched = AffectedServer.objects.filter(affected__window__in=found, server__in=servers)
    windows: dict[int, list[Announced]] = defaultdict(list)
    for server, window in touched.values_list("server", "affected__window").order_by("affected__window"):
        windows[server].append(found[window])
    return windows


def _standing(start: datetime, end: datetime) -> Iterable[Any]:
    """The last notice of each window in the span, with `covers_from`: when it was first announced as used."""
    of_window = Notice.objects.filter(window=OuterRef("window"), why__in=_OF_TIMES).order_by().values("window")
    last = of_window.annotate(last=Max("number")).values("last")
    first = of_window.filter(decision=Decision.USED).annotate(first=Min("given_at")).values("first")
    return Notice.objects.filter(
        why__in=_OF_TIMES, number=Subquery(last), decision=Decision.USED, starts_at__lt=end, ends_at__gt=start,
        window__state__in=(State.ANNOUNCED, *_BEGUN),
    ).annotate(covers_from=Subquery(first)).select_related("window")  # fmt: skip


def _covers(notice: Any) -> bool:
    begun = notice.window.state in _BEGUN
    return (begun or bool(notice.kept)) and notice.covers_from < notice.ends_at


def _announced(notice: Any) -> Announced:
    return Announced(
        notice.window_id, notice.window.number, notice.title, notice.kind,
        max(notice.starts_at, notice.covers_from), notice.ends_at, notice.expected_downtime,
    )  # fmt: skip
