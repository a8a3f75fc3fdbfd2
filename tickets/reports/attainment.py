"""The attainment report: what was kept of what was promised, in a period, beside the period before."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeVar

from hostops.accounts.models import Account
from tickets.reports.figures import Figures, change, total
from tickets.reports.periods import Period, months_up_to
from tickets.reports.promises import KINDS, OF_ACCOUNT, Chosen, Counted, counted

TREND = 12
_BEFORE, _NOW = 0, 1
Key = TypeVar("Key")
# A kind of promise, and the level that it was made at; 0 where a policy knows no levels.
Promise = tuple[str, int | None]


@dataclass(frozen=True)
class Asked:
    """What a report is about."""

    period: Period
    chosen: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True)
class Compared:
    """The figures of the period beside those of the period before."""

    now: Figures = field(default_factory=Figures)
    before: Figures = field(default_factory=Figures)

    @property
    def change(self) -> Decimal | None:
        """In percentage points, all breaches counted."""
        return change(self.now.attained, self.before.attained)


@dataclass(frozen=True)
class Trend:
    """The twelve months up to that of the period's end: for each promise its figures month by month."""

    asked: Asked
    months: Sequence[Period]
    lines: Sequence[tuple[Promise, Sequence[Figures]]]

    @property
    def total(self) -> Sequence[Figures]:
        return [total([line[part] for _, line in self.lines]) for part in range(len(self.months))]


@dataclass(frozen=True)
class Report:
    """`by_account` comes worst first; the trend, which looks at a year, is counted when it is first asked for."""

    reader: Any
    asked: Asked
    at: datetime
    total: Compared
    by_promise: Sequence[tuple[Promise, Compared]]
    by_account: Sequence[tuple[Account, Compared]]
    by_account_and_promise: Sequence[tuple[Account, Promise, Compared]]

    @cached_property
    def trend(self) -> Trend:
        return trend(self.reader, self.asked, self.at)


def attainment(reader: Any, asked: Asked, at: datetime) -> Report:
    """The report as `reader` may see it at `at`: three statements, and one that reads the policies' versions."""
    earlier, period = asked.period.before(), asked.period
    edges = (earlier.start, period.start, period.end)
    found = counted(reader, asked.chosen, edges, at, OF_ACCOUNT, "of_kind", "level")
    accounts = Account.objects.visible_to(reader).in_bulk({row.account for row in found if row.account})
    each = _compared(found, lambda row: (row.account, row.kind, row.level))
    return Report(
        reader=reader,
        asked=asked,
        at=at,
        total=_compared(found, lambda _: None).get(None, Compared()),
        by_promise=sorted(_compared(found, _promise).items(), key=lambda line: _rank(line[0])),
        by_account=_worst_first(accounts, _compared(found, lambda row: row.account)),
        by_account_and_promise=_each(accounts, each),
    )


def trend(reader: Any, asked: Asked, at: datetime) -> Trend:
    """Up to the present month for a period that is not over: two statements, and one that reads the versions."""
    zone = asked.period.zone
    last = max(asked.period.first_day, min(asked.period.last_day, at.astimezone(zone).date()))
    months = months_up_to(last, TREND, zone)
    edges = [*(month.start for month in months), months[-1].end]
    lines: dict[Promise, list[Figures]] = defaultdict(lambda: [Figures()] * TREND)
    for row in counted(reader, asked.chosen, edges, at, "of_kind", "level"):
        lines[_promise(row)][row.part] += row.figures
    return Trend(asked, months, sorted(lines.items(), key=lambda line: _rank(line[0])))


def _compared(rows: Iterable[Counted], key: Callable[[Counted], Key]) -> dict[Key, Compared]:
    """The rows of both periods added up by `key`."""
    sums: dict[Key, list[Figures]] = defaultdict(lambda: [Figures(), Figures()])
    for row in rows:
        sums[key(row)][row.part] += row.figures
    return {of: Compared(now=found[_NOW], before=found[_BEFORE]) for of, found in sums.items()}


def _promise(row: Counted) -> Promise:
    return row.kind, row.level


def _rank(promise: Promise) -> tuple[int, int]:
    """Responses first, and the most severe level; what has no level comes last."""
    kind, level = promise
    return KINDS.index(kind), level or 1_000


def _worst_first(accounts: dict[int, Account], lines: dict[int | None, Compared]) -> list[tuple[Account, Compared]]:
    """Those with most held against the provider first; accounts of which nothing was decided last."""
    found = [(accounts[pk], compared) for pk, compared in lines.items() if pk in accounts]
    return sorted(found, key=lambda line: (-line[1].now.held, -line[1].now.breached, line[0].name))


def _each(
    accounts: dict[int, Account], lines: dict[tuple[int | None, str, int | None], Compared]
) -> list[tuple[Account, Promise, Compared]]:
    found = [(accounts[pk], (kind, level), one) for (pk, kind, level), one in lines.items() if pk in accounts]
    return sorted(found, key=lambda line: (line[0].name, line[0].pk, *_rank(line[1])))
