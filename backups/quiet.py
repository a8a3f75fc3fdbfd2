"""Which slots a service window excuses: those that lie in one, where the tier is quiet in windows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from hostops.subjects.quiet import Working, worked_on

Quiet = Mapping[int, Sequence[Working]]


def quiet_between(servers: Collection[int], start: datetime, end: datetime) -> Quiet:
    """The windows of the servers, by id, that touch the span; a few statements, however many servers."""
    return worked_on(servers, start, end) if servers and start <= end else {}


def excused_by(windows: Sequence[Working], slot: datetime) -> str:
    """The reference of the window in which the slot lies; empty for none."""
    return next((one.reference for one in windows if one.start <= slot < one.end), "")
