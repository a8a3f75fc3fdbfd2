"""Servers by weeks: how each stands that is patched, in as many statements for a thousand as for one.

A line is a duty. A week, month or quarter of it takes the weeks whose Thursday lies in it; what a
release owes beside that stands in the week in which it falls due, and the loudest of a cell is shown.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet

from hostops.accounts.models import Server
from hostops.clocks.businesstime.wall import local_date, zone_named
from maintenance.patching.models import PatchDuty, PatchOwed
from maintenance.patching.promises import Promised
from maintenance.patching.rules.periods import Period, has_periods, periods_within
from maintenance.patching.rules.signs import Sign, louder, sign_of
from maintenance.patching.rules.standing import DROPPED
from maintenance.patching.rules.weeks import Columns, around, column, columns, name_of, weeks_up_to
from maintenance.patching.stated import stated

_INSTANT = timedelta(microseconds=1)
# What is due in the weeks can have begun a quarter before them.
_LONGEST = timedelta(days=93)


@dataclass(frozen=True, slots=True)
class Cell:
    """`owed` is the number of what the sign is of; None where nothing was owed. `name` is of the period or the week."""

    place: Columns
    sign: Sign
    name: str
    owed: int | None = None


@dataclass(frozen=True, slots=True)
class DutyWeeks:
    """`cells` do not overlap, the earliest first."""

    duty: PatchDuty
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class ServerWeeks:
    server: Server
    duties: Sequence[DutyWeeks]


@dataclass(frozen=True)
class Board:
    """`weeks` by their Mondays; `present` is the one that it is where it began first."""

    weeks: Sequence[date]
    present: date
    rows: Sequence[ServerWeeks]

    @property
    def last(self) -> date:
        return self.weeks[-1]


class _Owed(NamedTuple):
    pk: int
    duty: int
    what: str
    starts_at: datetime
    due_at: datetime
    done_at: datetime | None
    state: str

    @property
    def sign(self) -> Sign:
        return sign_of(self.state, done=self.done_at is not None)


def board(servers: Sequence[Server], at: datetime, *, until: date | None = None, platform: str = "") -> Board:
    """Half a year of the servers, in their order, up to the present week or to that of `until`. Three statements."""
    duties = list(duties_of(servers, platform).select_related("promise"))
    here = max((local_date(at, zone_named(one.promise.parsed.timezone)) for one in duties), default=at.date())
    present = weeks_up_to(here, 1)[0]
    weeks = weeks_up_to(min(until, here) if until else here)
    owed = _owed(duties, weeks, at)
    lines = (DutyWeeks(one, _cells(one, owed[one.pk], weeks, at)) for one in duties)
    by_server: dict[int, list[DutyWeeks]] = defaultdict(list)
    for line in lines:
        if line.duty.ended_at is None or line.cells:
            by_server[line.duty.server_id].append(line)
    return Board(weeks, present, [ServerWeeks(one, by_server[one.pk]) for one in servers if one.pk in by_server])


def duties_of(servers: Iterable[Server], platform: str = "") -> QuerySet[PatchDuty]:
    found = PatchDuty.objects.filter(server__in=servers).order_by("server_id", "platform")
    return found.filter(platform=platform) if platform else found


def _owed(duties: Sequence[PatchDuty], weeks: Sequence[date], at: datetime) -> Mapping[int, Sequence[_Owed]]:
    """What is due in the weeks, by duty: periods by their own index, what releases owe by theirs."""
    begins, ends = around(weeks)
    rows = stated(PatchOwed.objects.filter(duty__in=duties, starts_at__lt=ends, starts_at__lte=at), at).order_by()
    periods = rows.filter(what="period", starts_at__gt=begins - _LONGEST)
    others = rows.exclude(what="period").filter(due_at__gt=begins, due_at__lte=ends)
    found: dict[int, list[_Owed]] = defaultdict(list)
    for values in (*_values(periods), *_values(others)):
        if values.state != DROPPED:
            found[values.duty].append(values)
    return found


def _values(rows: QuerySet[Any]) -> Iterator[_Owed]:
    told: Any = rows.values_list("pk", "duty", "what", "starts_at", "due_at", "done_at", "state")
    return (_Owed(*values) for values in told)


def _cells(duty: PatchDuty, owed: Sequence[_Owed], weeks: Sequence[date], at: datetime) -> list[Cell]:
    promised = duty.promise.parsed
    by_start = {one.starts_at: one for one in owed if one.what == "period"}
    cells: dict[int, Cell] = {}
    for period, place in _periods(duty, promised, weeks, at):
        row = by_start.get(period.starts_at)
        if row:
            cells[place.first] = Cell(place, row.sign, period.name, row.pk)
        elif promised.platform.only_if_release:
            cells[place.first] = Cell(place, "none", period.name)
    for one in owed:
        if one.what != "period":
            _put(cells, weeks, one, promised.timezone)
    return [cells[first] for first in sorted(cells)]


def _put(cells: dict[int, Cell], weeks: Sequence[date], one: _Owed, zone: str) -> None:
    """Into the cell of the week in which it falls due, where it is louder than what stands there."""
    week = column(weeks, local_date(one.due_at - _INSTANT, zone_named(zone)))
    if not 0 <= week < len(weeks):
        return
    there = next((cell for cell in cells.values() if 0 <= week - cell.place.first < cell.place.length), None)
    if there is None:
        cells[week] = Cell(Columns(week, 1), one.sign, name_of(weeks[week]), one.pk)
    elif louder(one.sign, there.sign):
        cells[there.place.first] = replace(there, sign=one.sign, owed=one.pk)


def _periods(
    duty: PatchDuty, promised: Promised, weeks: Sequence[date], at: datetime
) -> Iterator[tuple[Period, Columns]]:
    """Those of the time in which the duty stood that take a week."""
    if not has_periods(promised.platform.cadence):
        return
    for period, place in _all_periods(promised.platform.cadence, promised.timezone, weeks[0], weeks[-1]):
        stood = period.ends_at > duty.created_at and (duty.ended_at is None or period.starts_at < duty.ended_at)
        if stood and period.starts_at <= at:
            yield period, place


# A page of servers has a few cadences alone.
@lru_cache(maxsize=64)
def _all_periods(cadence: Any, zone: str, first: date, last: date) -> Sequence[tuple[Period, Columns]]:
    weeks = weeks_up_to(last, (last - first).days // 7 + 1)
    place = zone_named(zone)
    found = (
        (one, columns(weeks, local_date(one.starts_at, place), local_date(one.ends_at, place)))
        for one in periods_within(cadence, zone, *around(weeks))
    )
    return [(period, taken) for period, taken in found if taken.length]
