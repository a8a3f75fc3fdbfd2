"""A4 documents of figures, in a font of their own that has any name. What a report is about is its room's."""

import tempfile
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, TableCellFillMode
from fpdf.fonts import FontFace
from pymupdf_fonts import fontbuffers

_FONT = "FiraGO"
_FACES = {"": "figo", "B": "figbo"}
_TEXT, _SMALL, _TITLE, _HEADING = 9, 7.5, 16, 11
_MARGIN = 14
_LINE_GREY, _HEAD_GREY = 170, 235


class Paper(FPDF):
    """Begun with its name, which stands at the foot of each page with the page's number."""

    def __init__(self, title: str) -> None:
        super().__init__(format="A4")
        self.foot = title
        self.set_margin(_MARGIN)
        self.set_auto_page_break(True, margin=_MARGIN + 6)
        for style, name in _FACES.items():
            self.add_font(_FONT, style, _font_file(_font_folder().name, name))
        self.set_title(title)
        self.set_creator("Hostops")
        self.set_lang("en")
        self.set_draw_color(_LINE_GREY)
        self.add_page()

    def footer(self) -> None:
        self.set_y(-_MARGIN)
        self.set_font(_FONT, size=_SMALL)
        self.cell(0, 5, f"{self.foot}, page {self.page_no()} of {{nb}}", align="C")

    def headline(self, title: str, *lines: str) -> None:
        """The title, and beneath it what the document is of, in lines."""
        self.set_font(_FONT, "B", _TITLE)
        self.multi_cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
        self.set_font(_FONT, size=_TEXT)
        for line in lines:
            self.multi_cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")

    def section(self, title: str) -> None:
        self.ln(5)
        self.set_font(_FONT, "B", _HEADING)
        self.multi_cell(0, 7, title, new_x="LMARGIN", new_y="NEXT")
        self.set_font(_FONT, size=_TEXT)

    def said(self, words: str) -> None:
        """A paragraph."""
        self.set_font(_FONT, size=_TEXT)
        self.multi_cell(0, 5, words, new_x="LMARGIN", new_y="NEXT")

    def definition(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Words and what they mean."""
        for word, meaning in pairs:
            self.set_font(_FONT, "B", _SMALL)
            self.write(4, f"{word}: ")
            self.set_font(_FONT, size=_SMALL)
            self.write(4, meaning)
            self.ln(5)

    def figures(
        self, head: Sequence[str], widths: Sequence[float], rows: Iterable[Sequence[str]], *, words: int = 1
    ) -> None:
        """A table whose head is repeated on every page; the first columns, so many, are words, the rest figures."""
        self.set_font(_FONT, size=_SMALL)
        with self.table(
            col_widths=tuple(widths),
            width=sum(widths),
            align="LEFT",
            text_align=("LEFT",) * words + ("RIGHT",) * (len(head) - words),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            cell_fill_mode=TableCellFillMode.NONE,
            headings_style=FontFace(emphasis="BOLD", fill_color=_HEAD_GREY),
            line_height=4.6,
        ) as table:
            for row in (head, *rows):
                table.row(row)


@lru_cache
def _font_folder() -> "tempfile.TemporaryDirectory[str]":
    """The package keeps its fonts as bytes; the PDF library reads files. Written once, gone with the process."""
    folder = tempfile.TemporaryDirectory(prefix="hostops-fonts-")
    for name in _FACES.values():
        _font_file(folder.name, name).write_bytes(fontbuffers[name]())
    return folder


def _font_file(folder: str, name: str) -> Path:
    return Path(folder) / f"{name}.ttf"
