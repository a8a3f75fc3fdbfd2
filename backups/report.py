"""A month of an account's backups: how many slots were promised, and what became of them (iptor:2, itpdx:5g, 5h)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from backups.grid import Dated, TierDays, schedules_of, tier_days
from backups.models import Remark, Schedule
from backups.rules.dates import DAY
from backups.rules.signs import Sign
from backups.rules.tally import Tally
from hostops.accounts.models import Account, Server
from hostops.lib.months import moved
from hostops.policies.schema.backups import Tier

Key = tuple[int, datetime]


@dataclass(frozen=True)
class Line:
    """What a schedule's month came to; `tier` as it was at its last slot of the month."""

    server: Server
    schedule: Schedule
    tier: Tier
    tally: Tally


@dataclass(frozen=True)
class Unkept:
    """A slot that was not kept, with what was said about it."""

    line: Line
    dated: Dated
    remarks: Sequence[Remark]

    @property
    def sign(self) -> Sign:
        return self.dated.sign


@dataclass(frozen=True)
class Report:
    """As known `at`. Schedules of which nothing was expected in the month are left out."""

    account: Account
    month: date
    at: datetime
    lines: Sequence[Line]
    unkept: Sequence[Unkept]

    @cached_property
    def total(self) -> Tally:
        return _sum(self.lines)

    @cached_property
    def by_tier(self) -> Sequence[tuple[Tier, Tally]]:
        """In the order in which the first server has them, whatever a contract sets otherwise."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.schedule.tier, []).append(line)
        return [(some[0].tier, _sum(some)) for some in found.values()]


def month_report(account: Account, month: date, at: datetime) -> Report:
    """In as many statements for a hundred servers as for one."""
    servers = list(Server.objects.filter(account=account).order_by("hostname", "id"))
    place = {server.pk: number for number, server in enumerate(servers)}
    schedules = sorted(schedules_of(servers), key=lambda one: (place[one.server_id], one.pk))
    found = [one for one in tier_days(schedules, month, moved(month, 1) - DAY, at) if one.slots]
    pairs = [(one, _line(one, servers[place[one.schedule.server_id]], at)) for one in found]
    return Report(account, month, at, [line for _, line in pairs], _unkept(pairs, at))


def _line(one: TierDays, server: Server, at: datetime) -> Line:
    return Line(server, one.schedule, one.slots[-1].slot.promise.parsed, one.tally(at))


def _unkept(pairs: Iterable[tuple[TierDays, Line]], at: datetime) -> list[Unkept]:
    """Late, missed and failed, the earliest first. What still has time is none of them."""
    found = [
        (line, dated)
        for one, line in pairs
        for dated in one.slots
        if dated.slot.state in ("late", "missed", "failed") and dated.slot.due_at <= at
    ]
    remarks = _remarks([(line.schedule.pk, dated.slot.at) for line, dated in found])
    rows = [Unkept(line, dated, remarks.get((line.schedule.pk, dated.slot.at), ())) for line, dated in found]
    return sorted(rows, key=lambda row: (row.dated.slot.at, row.line.schedule.pk))


def _remarks(keys: Sequence[Key]) -> Mapping[Key, Sequence[Remark]]:
    said = Remark.objects.filter(schedule__in={pk for pk, _ in keys}, slot_at__in={slot for _, slot in keys})
    found: dict[Key, list[Remark]] = {}
    for remark in said.order_by("id"):
        found.setdefault((remark.schedule_id, remark.slot_at), []).append(remark)
    return found


def _sum(lines: Iterable[Line]) -> Tally:
    return sum((line.tally for line in lines), Tally())
