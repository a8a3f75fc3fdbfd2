"""The attainment report as a PDF: the page's figures on A4, with a font of its own so that any name can be read."""

import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableCellFillMode
from fpdf.fonts import FontFace
from pymupdf_fonts import fontbuffers

from tickets.reports.attainment import Compared, Report, Trend
from tickets.reports.figures import Figures
from tickets.reports.words import DEFINITION, promise_name

_FONT = "FiraGO"
_FACES = {"": "figo", "B": "figbo"}
_TEXT, _SMALL, _TITLE, _HEADING = 9, 7.5, 16, 11
_MARGIN = 14
_LINE_GREY, _HEAD_GREY = 170, 235
_COLUMNS = (
    "", "Decided", "Kept", "Breached", "Attributed", "Attained", "Without attributed", "Period before", "Change",
)  # fmt: skip
_WIDTHS = (42, 14, 13, 15, 17, 16, 19, 16, 15)


class _Paper(FPDF):
    """A4 with the report's name and the page's number at the foot."""

    foot = ""

    def footer(self) -> None:
        self.set_y(-_MARGIN)
        self.set_font(_FONT, size=_SMALL)
        self.cell(0, 5, f"{self.foot}, page {self.page_no()} of {{nb}}", align="C")


def attainment_pdf(report: Report, about: str) -> bytes:
    """The document. `about` names the account, or all of them."""
    period = report.asked.period
    paper = _paper(f"Attainment, {about}, {period.name}")
    _headline(paper, report, about)
    _section(paper, "By promise and severity")
    lines = [(promise_name(promise), compared) for promise, compared in report.by_promise]
    _figures(paper, [*lines, ("All promises", report.total)])
    if report.asked.chosen.account is None and len(report.by_account) > 1:
        _section(paper, "By account")
        _figures(paper, [(account.name, compared) for account, compared in report.by_account])
    _section(paper, "The last twelve months: attained, and of how many")
    _trend(paper, report.trend)
    _section(paper, "How these figures are counted")
    _definition(paper)
    return bytes(paper.output())


def _paper(title: str) -> _Paper:
    paper = _Paper(format="A4")
    paper.set_margin(_MARGIN)
    paper.set_auto_page_break(True, margin=_MARGIN + 6)
    for style, name in _FACES.items():
        paper.add_font(_FONT, style, _font_file(_font_folder().name, name))
    paper.set_title(title)
    paper.set_creator("Hostops")
    paper.set_lang("en")
    paper.foot = title
    paper.set_draw_color(_LINE_GREY)
    paper.add_page()
    return paper


@lru_cache
def _font_folder() -> "tempfile.TemporaryDirectory[str]":
    """The package keeps its fonts as bytes; the PDF library reads files. Written once, gone with the process."""
    folder = tempfile.TemporaryDirectory(prefix="hostops-fonts-")
    for name in _FACES.values():
        _font_file(folder.name, name).write_bytes(fontbuffers[name]())
    return folder


def _font_file(folder: str, name: str) -> Path:
    return Path(folder) / f"{name}.ttf"


def _headline(paper: FPDF, report: Report, about: str) -> None:
    period = report.asked.period
    paper.set_font(_FONT, "B", _TITLE)
    paper.multi_cell(0, 8, f"Attainment: {about}", new_x="LMARGIN", new_y="NEXT")
    paper.set_font(_FONT, size=_TEXT)
    days = f"{period.first_day:%Y-%m-%d} to {period.last_day:%Y-%m-%d}, days of {period.zone}"
    until = f"As known on {report.at.astimezone(period.zone):%Y-%m-%d %H:%M %Z}"
    for line in (f"{period.name}: {days}", f"Compared with {period.before().name}", until):
        paper.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")


def _section(paper: FPDF, title: str) -> None:
    paper.ln(5)
    paper.set_font(_FONT, "B", _HEADING)
    paper.multi_cell(0, 7, title, new_x="LMARGIN", new_y="NEXT")
    paper.set_font(_FONT, size=_TEXT)


def _figures(paper: FPDF, lines: Iterable[tuple[str, Compared]]) -> None:
    rows = [
        [name, *_counts(found.now), _percent(found.before), "–" if found.change is None else f"{found.change:+}"]
        for name, found in lines
    ]
    _table(paper, _COLUMNS, _WIDTHS, rows)


def _counts(found: Figures) -> list[str]:
    counts = [str(count) for count in (found.kept + found.breached, found.kept, found.breached, found.excused)]
    shares = [_share(share) for share in (found.attained, found.attained_unexcused)]
    return [*counts, *shares]


def _trend(paper: FPDF, trend: Trend) -> None:
    """Months down the page, promises across it: a sheet is higher than wide."""
    names = [promise_name(promise).replace(", ", "\n") for promise, _ in trend.lines]
    lines = [figures for _, figures in trend.lines]
    columns = [*names, "All promises"]
    rows = [
        [month.name, *(_of_how_many(line[place]) for line in (*lines, trend.total))]
        for place, month in enumerate(trend.months)
    ]
    width = (sum(_WIDTHS) - 32) / len(columns)
    _table(paper, ("", *columns), (32, *(width for _ in columns)), rows)


def _definition(paper: FPDF) -> None:
    for word, meaning in DEFINITION:
        paper.set_font(_FONT, "B", _SMALL)
        paper.write(4, f"{word}: ")
        paper.set_font(_FONT, size=_SMALL)
        paper.write(4, meaning)
        paper.ln(5)


def _table(paper: FPDF, head: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]]) -> None:
    """Its head is repeated on every page."""
    paper.set_font(_FONT, size=_SMALL)
    with paper.table(
        col_widths=tuple(widths),
        width=sum(widths),
        align="LEFT",
        text_align=("LEFT", *("RIGHT" for _ in head[1:])),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        cell_fill_mode=TableCellFillMode.NONE,
        headings_style=FontFace(emphasis="BOLD", fill_color=_HEAD_GREY),
        line_height=4.6,
    ) as table:
        for row in (head, *rows):
            table.row(row)


def _share(share: object) -> str:
    return "–" if share is None else f"{share} %"


def _percent(found: Figures) -> str:
    return _share(found.attained)


def _of_how_many(found: Figures) -> str:
    return f"{found.attained} %\nof {found.decided}" if found.decided else "–"
