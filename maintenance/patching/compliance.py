"""Compliance: per account, platform and period what was owed and what became of it, as it was known at an instant.

1. The lines: which platforms of the accounts have duties, since when, by which cadence in which zone.
2. Their last periods, up to the one in which the instant lies; those before the first duty are left out.
3. A period that was closed by then is told as it was frozen; the others are counted from what is owed.

What is owed counts in the period in which it falls due; what is owed by release alone, in the calendar
month. A fixed number of statements for any number of accounts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from hostops.accounts.models import Account, Server
from hostops.policies.schema.patching import Cadence, Platform
from maintenance.patching.lines import Line, lines_of
from maintenance.patching.models import ClosedPeriod, PatchDuty, PatchOwed
from maintenance.patching.rules.compliance import Counts, counted, summed
from maintenance.patching.rules.periods import Period, period_of
from maintenance.patching.stated import stated

# A year of months, three of quarters, a quarter of weeks.
TREND = 12
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """`closed` is None while reports can still change it. `idle`: there was no release, so nothing was owed."""

    period: Period
    counts: Counts
    closed: ClosedPeriod | None
    idle: bool

    @property
    def standing(self) -> str:
        """`none` decided, `all` on time, or `some`."""
        if self.counts.percentage is None:
            return "none"
        return "some" if self.counts.late else "all"

    @property
    def said(self) -> str:
        """The percentage where there is room for little: `100`, `99.99`."""
        if self.idle:
            return "no rel."
        share = self.counts.percentage
        return "–" if share is None else f"{share:f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class PlatformFigures:
    """`periods` are the last ones, the earliest first; the present one is the last."""

    line: Line
    periods: Sequence[PeriodFigures]

    @property
    def platform(self) -> Platform:
        return self.line.platform

    @property
    def present(self) -> PeriodFigures:
        return self.periods[-1]

    @property
    def newest(self) -> Sequence[PeriodFigures]:
        """The newest first."""
        return self.periods[::-1]

    @cached_property
    def total(self) -> Counts:
        return summed(one.counts for one in self.periods)


@dataclass(frozen=True)
class AccountFigures:
    """`unpromised` are the servers whose contract promises no patching of them."""

    account: Account
    platforms: Sequence[PlatformFigures]
    unpromised: int

    @cached_property
    def total(self) -> Counts:
        return summed(one.total for one in self.platforms)


class _Key(NamedTuple):
    line: tuple[int, str, Cadence, str]
    starts_at: datetime


def compliance(accounts: Iterable[Account], at: datetime) -> list[AccountFigures]:
    """The figures of the accounts, in their order, as they were known at `at`. Five statements."""
    asked = list(accounts)
    ids = [account.pk for account in asked]
    periods = {line: list(last_periods(line, at)) for line in lines_of(ids, at)}
    closed = _closed(ids, periods, at)
    counts = _counts(ids, periods, closed, at)
    found: dict[int, list[PlatformFigures]] = defaultdict(list)
    for line, some in periods.items():
        figures = [_figures(line, period, closed, counts) for period in some]
        found[line.account].append(PlatformFigures(line, figures))
    unpromised = _unpromised(ids, at)
    return [AccountFigures(one, found[one.pk], unpromised.get(one.pk, 0)) for one in asked]


def last_periods(line: Line, at: datetime) -> Sequence[Period]:
    """Up to twelve, the earliest first: those since the line began."""
    period = period_of(line.counting, line.timezone, at)
    found = [period]
    while len(found) < TREND and period.starts_at > line.since:
        period = period_of(line.counting, line.timezone, period.starts_at - _INSTANT)
        found.append(period)
    return found[::-1]


def _figures(
    line: Line, period: Period, closed: Mapping[_Key, ClosedPeriod], counts: Mapping[_Key, Counts]
) -> PeriodFigures:
    frozen = closed.get(_Key(line.key, period.starts_at))
    if frozen:
        told = Counts(frozen.on_time, frozen.late, frozen.excepted)
    else:
        told = counts.get(_Key(line.key, period.starts_at), Counts())
    return PeriodFigures(period, told, frozen, idle=not told.owed and line.may_be_idle)


def _closed(
    accounts: Sequence[int], periods: Mapping[Line, Sequence[Period]], at: datetime
) -> Mapping[_Key, ClosedPeriod]:
    """Those of the periods that were frozen by then."""
    first = min((some[0].starts_at for some in periods.values()), default=at)
    rows = ClosedPeriod.objects.filter(account__in=accounts, ends_at__gt=first, closed_at__lte=at).defer("figures")
    frozen = {(row.account_id, row.platform, row.starts_at): row for row in rows}
    return {
        _Key(line.key, period.starts_at): frozen[line.account, line.platform.name, period.starts_at]
        for line, some in periods.items()
        for period in some
        if (line.account, line.platform.name, period.starts_at) in frozen
    }


def _counts(
    accounts: Sequence[int],
    periods: Mapping[Line, Sequence[Period]],
    closed: Mapping[_Key, ClosedPeriod],
    at: datetime,
) -> Mapping[_Key, Counts]:
    """What is owed in the periods that are not closed, grouped by the database: a row for each due instant."""
    wanted = {
        (line, period): _Key(line.key, period.starts_at)
        for line, some in periods.items()
        for period in some
        if _Key(line.key, period.starts_at) not in closed
    }
    if not wanted:
        return {}
    by_promise = {(line.account, promise): line for line in periods for promise in line.promises}
    first, last = min(period.starts_at for _, period in wanted), max(period.ends_at for _, period in wanted)
    rows = stated(PatchOwed.objects.filter(due_at__gt=first, due_at__lte=last, starts_at__lte=at), at)
    grouped = rows.filter(duty__server__account__in=accounts).values_list(
        "duty__server__account", "duty__promise", "due_at", "state"
    )
    found: dict[_Key, list[Counts]] = defaultdict(list)
    for account, promise, due_at, state, many in grouped.annotate(many=Count("pk")).order_by():
        if line := by_promise.get((account, promise)):
            period = period_of(line.counting, line.timezone, due_at - _INSTANT)
            if key := wanted.get((line, period)):
                found[key].append(_times(state, many))
    return {key: summed(several) for key, several in found.items()}


def _times(state: str, many: int) -> Counts:
    one = counted([state])
    return Counts(one.on_time * many, one.late * many, one.excepted * many, one.open * many)


def _unpromised(accounts: Sequence[int], at: datetime) -> Mapping[int, int]:
    """How many servers of each account stood then without a duty."""
    held = PatchDuty.objects.filter(_going(at, "created_at", "ended_at"), server=OuterRef("pk"))
    servers = Server.objects.filter(_going(at, "registered_at", "retired_at"), ~Exists(held), account__in=accounts)
    return dict(servers.order_by().values_list("account").annotate(many=Count("pk")))


def _going(at: datetime, began: str, ended: str) -> Q:
    return Q((f"{began}__lte", at)) & (Q((ended, None)) | Q((f"{ended}__gt", at)))
