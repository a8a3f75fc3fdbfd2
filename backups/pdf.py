"""The month's report as a PDF: the page's figures on A4."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from backups.looks import SLOTS
from backups.report import Report, Unkept
from backups.rules.tally import Tally
from backups.words import DEFINITION
from hostops.clocks.businesstime.wall import zone_named

if TYPE_CHECKING:
    from hostops.web.paper import Paper

_NAMES = ("Promised", "Kept", "Late", "Missed", "Failed", "Quiet", "Share")
_FIGURES = (15, 13, 12, 14, 13, 12, 16)
_UNKEPT, _UNKEPT_WIDTHS = ("Day", "Server", "Copies", "What", "What was said"), (20, 40, 44, 20, 58)


def report_pdf(report: Report) -> bytes:
    """The document: sums, each server, and every slot that was not kept with what was said about it."""
    from hostops.web.paper import Paper  # only here: it takes its time to load

    month = f"{report.month:%B %Y}"
    paper = Paper(f"Backups, {report.account.name}, {month}")
    paper.headline(
        f"Backups: {report.account.name}",
        f"{month}; each day is that of the place where the server stands",
        f"As known on {report.at:%Y-%m-%d %H:%M} UTC",
    )
    paper.section("By copies")
    sums = [(tier.title, found) for tier, found in report.by_tier]
    _figures(paper, "Copies", [*sums, ("All copies", report.total)])
    paper.section("By server")
    _figures(paper, "Server", [(f"{line.server.hostname}\n{line.tier.title}", line.tally) for line in report.lines])
    paper.section("What was not kept")
    if report.unkept:
        paper.figures(_UNKEPT, _UNKEPT_WIDTHS, map(_unkept, report.unkept), words=len(_UNKEPT))
    else:
        paper.said("Every slot was kept.")
    paper.section("What these figures mean")
    paper.definition(DEFINITION)
    return bytes(paper.output())


def _figures(paper: "Paper", first: str, lines: Iterable[tuple[str, Tally]]) -> None:
    rows = [[name, *_counts(found)] for name, found in lines]
    paper.figures((first, *_NAMES), (182 - sum(_FIGURES), *_FIGURES), rows)


def _counts(found: Tally) -> list[str]:
    counts = (found.promised, found.kept, found.late, found.missed, found.failed, found.quiet)
    return [*map(str, counts), "–" if found.share is None else f"{found.share} %"]


def _unkept(row: Unkept) -> list[str]:
    zone = zone_named(row.dated.slot.promise.timezone)
    said = " ".join(f"{remark.reason.replace('_', ' ')}: {remark.words}".removeprefix(": ") for remark in row.remarks)
    day = f"{row.dated.day}\n{row.dated.slot.at.astimezone(zone):%H:%M %Z}"
    return [day, row.line.server.hostname, row.line.tier.title, SLOTS[row.sign].label, said or "–"]
