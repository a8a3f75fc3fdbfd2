"""Figures as a page shows them: each a link to the promises that it counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from hostops.accounts.models import Account
from tickets.reports.asked import query_of
from tickets.reports.attainment import Asked, Compared, Promise, Report, Trend
from tickets.reports.figures import Figures
from tickets.reports.heat import shortfall
from tickets.reports.periods import Period
from tickets.reports.promises import NO_LEVEL
from tickets.reports.words import promise_name


@dataclass(frozen=True)
class Cell:
    """A count, and where what it counts is listed; nowhere for nothing."""

    count: int
    url: str


@dataclass(frozen=True)
class Line:
    """One row of a table of figures."""

    label: str
    url: str
    decided: Cell
    kept: Cell
    breached: Cell
    excused: Cell
    figures: Figures
    before: Figures
    before_url: str
    change: Decimal | None

    @property
    def trend(self) -> str:
        """Better, worse or the same, as a sign that needs no colour."""
        if self.change is None:
            return ""
        return "▲" if self.change > 0 else "▼" if self.change < 0 else "="

    @property
    def attained_words(self) -> str:
        return _percent(self.figures.attained)

    @property
    def unexcused_words(self) -> str:
        return _percent(self.figures.attained_unexcused)

    @property
    def change_words(self) -> str:
        if self.change is None:
            return "nothing to compare with"
        return f"{self.trend} {self.points} points against the period before"

    @property
    def decided_words(self) -> str:
        return f"of {self.figures.decided} decided"

    @property
    def excused_words(self) -> str:
        return f"{self.figures.excused} attributed"

    @property
    def held_words(self) -> str:
        return f"{self.figures.held} not attributed"

    @property
    def points(self) -> Decimal | None:
        return None if self.change is None else abs(self.change)


@dataclass(frozen=True)
class Month:
    """A cell of the heat grid: what was attained, drawn the more strongly the less it was."""

    name: str
    figures: Figures
    step: int
    url: str


def total_line(report: Report) -> Line:
    return _line(report.asked, "All promises", report.total, {})


def promise_lines(report: Report) -> Iterator[Line]:
    for promise, compared in report.by_promise:
        yield _line(report.asked, promise_name(promise), compared, _narrowed_to(promise))


def account_lines(report: Report, most: int) -> Iterator[Line]:
    for account, compared in report.by_account[:most]:
        own = {"account": account.slug}
        yield _line(report.asked, account.name, compared, own, f"{reverse('reports')}?{query_of(report.asked, **own)}")


def trend_lines(trend: Trend) -> Iterator[tuple[str, list[Month]]]:
    """The heat grid, row by row."""
    for promise, found in trend.lines:
        yield promise_name(promise), list(_months(trend, found, _narrowed_to(promise)))
    if len(trend.lines) > 1:
        yield "All promises", list(_months(trend, trend.total, {}))


def list_url(asked: Asked, period: Period | None = None, **narrow: str) -> str:
    """The list of the promises that a figure counts."""
    more = {"period": period.key} if period else {}
    return f"{reverse('reports_cases')}?{query_of(asked, **narrow, **more)}"


def of_account(account: Account | None) -> str:
    return account.name if account else "All accounts"


def _line(asked: Asked, label: str, compared: Compared, narrow: dict[str, str], url: str = "") -> Line:
    now, before = compared.now, compared.before
    return Line(
        label=label,
        url=url,
        decided=_cell(now.decided, asked, narrow),
        kept=_cell(now.kept, asked, narrow, "kept"),
        breached=_cell(now.breached, asked, narrow, "breached"),
        excused=_cell(now.excused, asked, narrow, "excused"),
        figures=now,
        before=before,
        before_url=list_url(asked, asked.period.before(), **narrow) if before.decided else "",
        change=compared.change,
    )


def _cell(count: int, asked: Asked, narrow: dict[str, str], result: str = "") -> Cell:
    return Cell(count, list_url(asked, None, **narrow, result=result) if count else "")


def _months(trend: Trend, found: Sequence[Figures], narrow: dict[str, str]) -> Iterator[Month]:
    for period, figures in zip(trend.months, found, strict=True):
        url = list_url(trend.asked, period, **narrow) if figures.decided else ""
        yield Month(period.name, figures, shortfall(figures.attained), url)


def _narrowed_to(promise: Promise) -> dict[str, str]:
    kind, level = promise
    return {"kind": kind, "severity": str(level or NO_LEVEL)}


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share} %"
