"""An account's compliance as a PDF: the page's figures on A4."""

from datetime import datetime
from decimal import Decimal

from maintenance.patching.compliance import AccountFigures, PeriodFigures, PlatformFigures
from maintenance.patching.rules.compliance import Counts
from maintenance.patching.words import DEFINITION

_HEAD = ("Period", "Due (UTC)", "On time", "Late", "Excepted", "Open", "Percentage", "Closed")
_WIDTHS = (34, 38, 18, 16, 20, 16, 22, 18)


def compliance_pdf(figures: AccountFigures, at: datetime) -> bytes:
    """The document: the account's percentage, each platform's last periods, and what the figures mean."""
    from hostops.web.paper import Paper  # only here: it takes its time to load

    name = figures.account.name
    paper = Paper(f"Patching, {name}, {at:%Y-%m-%d}")
    paper.headline(f"Patching: {name}", f"As known on {at:%Y-%m-%d %H:%M} UTC", _whole(figures))
    for one in figures.platforms:
        paper.section(f"{one.platform.title} ({one.platform.clause}): {_percent(one.total.percentage)}")
        paper.said(f"{one.platform.words().capitalize()}; periods are those of {one.line.timezone}.")
        paper.figures(_HEAD, _WIDTHS, _rows(one), words=2)
    paper.section("What these figures mean")
    paper.definition(DEFINITION)
    return bytes(paper.output())


def _whole(figures: AccountFigures) -> str:
    without = f"; {figures.unpromised} servers without a promise" if figures.unpromised else ""
    return f"All platforms together: {_percent(figures.total.percentage)}{without}"


def _rows(one: PlatformFigures) -> list[list[str]]:
    """The newest first."""
    return [[*_span(each), *_counts(each.counts, each.idle), "yes" if each.closed else "no"] for each in one.newest]


def _span(each: PeriodFigures) -> tuple[str, str]:
    return each.period.name, f"{each.period.ends_at:%Y-%m-%d %H:%M}"


def _counts(counts: Counts, idle: bool) -> list[str]:
    numbers = (counts.on_time, counts.late, counts.excepted, counts.open)
    return [*map(str, numbers), "no release" if idle else _percent(counts.percentage)]


def _percent(share: Decimal | None) -> str:
    return "–" if share is None else f"{share} %"
