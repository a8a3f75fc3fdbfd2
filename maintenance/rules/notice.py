"""The last lawful moment to send a notice, and the earliest lawful start for one that is sent now (iptor:5f, 5g).

A notice of N days is due at the local date less N days, at the same wall-clock time of the policy's
zone; sent at or before that instant keeps it. That moment does not always move on with the start:
around a repeated hour a later start can have an earlier last moment. So the earliest start is
looked for piece by piece, never by adding N days.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from hostops.clocks.businesstime import Duration
from hostops.clocks.businesstime.wall import in_utc, moved_by_calendar, zone_named
from maintenance.rules.jumps import breaks, spread

NOTHING = timedelta(0)

NoticeRule = tuple[str | None, str]
"""A least notice as ISO 8601 in days (`P6D`; None: no least notice), and the policy's zone."""


def last_moment(starts_at: datetime, notice: str | None, zone: str) -> datetime | None:
    """The last instant (UTC) at which a notice may be sent for a window that begins at `starts_at`.

    None where no notice is too short. A wall time that the zone skipped moves forward, one that it
    repeats means the first. ValueError for a naive or far instant, an unknown zone, a notice in hours.
    """
    starts_at = in_utc(starts_at, "the start of the window")
    return None if notice is None else _moment(starts_at, _in_days(notice), zone)


def earliest_start(at: datetime, notice: str | None, zone: str, *, not_before: datetime | None = None) -> datetime:
    """The earliest instant (UTC), from `at` and `not_before` on, whose last lawful moment is `at` or later.

    So a notice that is sent at `at` keeps its rule for a window that begins then.
    ValueError as for `last_moment`.
    """
    at = in_utc(at, "the moment of sending")
    floor = at if not_before is None else max(at, in_utc(not_before, "the first start"))
    return floor if notice is None else _first_kept(at, floor, _in_days(notice), zone)


def earliest_for_all(at: datetime, rules: Iterable[NoticeRule], *, not_before: datetime | None = None) -> datetime:
    """The earliest start whose notice, sent at `at`, keeps every one of `rules`; `at` where there is none.

    1. Each rule names its earliest start from the latest that any rule has named so far.
    2. A start that all name is kept by all; none before it is.
    """
    at = in_utc(at, "the moment of sending")
    kept, start = sorted(set(rules), key=str), max(at, not_before or at)
    while True:
        later = max((earliest_start(at, notice, zone, not_before=start) for notice, zone in kept), default=start)
        if later == start:
            return start
        start = later


def _in_days(notice: str) -> Duration:
    back = Duration.parse(notice)
    if back.seconds or back.next_business_day:
        raise ValueError(f"a notice of {back.in_words()} is not in days; write days, such as P6D")
    return back


def _moment(starts_at: datetime, back: Duration, zone: str) -> datetime:
    months, days = -back.calendar_months, -back.calendar_days
    return moved_by_calendar(starts_at, zone_named(zone), months=months, days=days)


def _first_kept(at: datetime, floor: datetime, back: Duration, zone: str) -> datetime:
    """Walks the pieces in which the last moment follows the start second by second."""
    least, most = spread(back)
    low, high = max(floor, at + least), at + most
    if low >= high:
        return floor
    edges = sorted({low, high, *(edge for edge in breaks(low, high, back, zone_named(zone)) if low < edge < high)})
    for begins, ends in pairwise(edges):
        start = begins + max(NOTHING, at - _moment(begins, back, zone))
        if start < ends:
            return start
    return high
