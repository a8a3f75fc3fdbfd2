"""The picture of a clock's present cycle, from what was computed when it last changed."""

from datetime import datetime, tzinfo
from typing import Any

from hostops.clocks.picture import Picture, picture
from hostops.clocks.thresholds import instants_of


def drawn(clock: Any, now: datetime, zone: tzinfo) -> Picture | None:
    """Of a clock read `with_spans`; None before its start."""
    spans = [
        (datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None, why)
        for start, end, _, why, _ in clock.spans or ()
    ]
    said = instants_of(clock.thresholds)
    return picture(spans, due_at=clock.due_at, stopped_at=clock.stopped_at, thresholds=said, now=now, zone=zone)
