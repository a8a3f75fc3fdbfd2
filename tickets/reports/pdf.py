"""The attainment report as a PDF: the page's figures on A4."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from tickets.reports.attainment import Compared, Report, Trend
from tickets.reports.figures import Figures
from tickets.reports.words import DEFINITION, promise_name

if TYPE_CHECKING:
    from hostops.web.paper import Paper

_COLUMNS = (
    "", "Decided", "Kept", "Breached", "Attributed", "Attained", "Without attributed", "Period before", "Change",
)  # fmt: skip
_WIDTHS = (42, 14, 13, 15, 17, 16, 19, 16, 15)


def attainment_pdf(report: Report, about: str) -> bytes:
    """The document. `about` names the account, or all of them."""
    from hostops.web.paper import Paper  # only here: it takes its time to load

    paper = Paper(f"Attainment, {about}, {report.asked.period.name}")
    _headline(paper, report, about)
    paper.section("By promise and severity")
    lines = [(promise_name(promise), compared) for promise, compared in report.by_promise]
    _figures(paper, [*lines, ("All promises", report.total)])
    if report.asked.chosen.account is None and len(report.by_account) > 1:
        paper.section("By account")
        _figures(paper, [(account.name, compared) for account, compared in report.by_account])
    paper.section("The last twelve months: attained, and of how many")
    _trend(paper, report.trend)
    paper.section("How these figures are counted")
    paper.definition(DEFINITION)
    return bytes(paper.output())


def _headline(paper: "Paper", report: Report, about: str) -> None:
    period = report.asked.period
    days = f"{period.first_day:%Y-%m-%d} to {period.last_day:%Y-%m-%d}, days of {period.zone}"
    paper.headline(
        f"Attainment: {about}",
        f"{period.name}: {days}",
        f"Compared with {period.before().name}",
        f"As known on {report.at.astimezone(period.zone):%Y-%m-%d %H:%M %Z}",
    )


def _figures(paper: "Paper", lines: Iterable[tuple[str, Compared]]) -> None:
    rows = [
        [name, *_counts(found.now), _percent(found.before), "–" if found.change is None else f"{found.change:+}"]
        for name, found in lines
    ]
    paper.figures(_COLUMNS, _WIDTHS, rows)


def _counts(found: Figures) -> list[str]:
    counts = [str(count) for count in (found.kept + found.breached, found.kept, found.breached, found.excused)]
    shares = [_share(share) for share in (found.attained, found.attained_unexcused)]
    return [*counts, *shares]


def _trend(paper: "Paper", trend: Trend) -> None:
    """Months down the page, promises across it: a sheet is higher than wide."""
    names = [promise_name(promise).replace(", ", "\n") for promise, _ in trend.lines]
    lines = [figures for _, figures in trend.lines]
    columns = [*names, "All promises"]
    rows = [
        [month.name, *(_of_how_many(line[place]) for line in (*lines, trend.total))]
        for place, month in enumerate(trend.months)
    ]
    width = (sum(_WIDTHS) - 32) / len(columns)
    paper.figures(("", *columns), (32, *(width for _ in columns)), rows)


def _share(share: object) -> str:
    return "–" if share is None else f"{share} %"


def _percent(found: Figures) -> str:
    return _share(found.attained)


def _of_how_many(found: Figures) -> str:
    return f"{found.attained} %\nof {found.decided}" if found.decided else "–"
