"""The room's own parts in their states, for the styleguide. Made of nothing in the database."""

from datetime import datetime, timedelta
from types import SimpleNamespace as Made
from typing import Any

from hostops.lib.now import now
from hostops.web.styleguide import States, add
from maintenance.patching.board import Board, Cell, DutyWeeks, ServerWeeks
from maintenance.patching.compliance import PeriodFigures
from maintenance.patching.drawing import drawn, heads, key
from maintenance.patching.rules.compliance import Counts
from maintenance.patching.rules.periods import Period
from maintenance.patching.rules.signs import Sign
from maintenance.patching.rules.weeks import WEEKS, Columns, name_of, weeks_up_to

_SHEET = "patching/board.css"
_WEEK = timedelta(weeks=1)


def boards() -> States:
    """A server with a line that shows each sign, and one that is patched by the quarter."""
    weeks = weeks_up_to(now().date())
    signs: list[Sign] = ["open", "overdue", "late", "excepted", *["kept"] * (WEEKS - 4)]  # type: ignore[list-item]
    weekly = [Cell(Columns(WEEKS - 1 - back, 1), sign, name_of(weeks[-1 - back]), 1) for back, sign in enumerate(signs)]
    quarterly = [Cell(Columns(0, 13), "none", "2026-Q3"), Cell(Columns(13, 13), "open", "2026-Q4", 2)]
    server: Any = Made(pk=1, hostname="erp1.example", account=Made(name="Nordic"))
    lines = [DutyWeeks(_duty("Linux"), weekly[::-1]), DutyWeeks(_duty("PowerVS"), quarterly)]
    board = Board(weeks, weeks[-1], [ServerWeeks(server, lines)])
    told = {"board": board, "heads": heads(tuple(weeks), weeks[-1]), "cells": drawn(board, accounts=True), "key": key()}
    return [("every sign", told)]


def _duty(title: str) -> Any:
    return Made(number="PD-1", promise=Made(parsed=Made(platform=Made(title=title))))


def trends() -> States:
    at = now()
    counts = [Counts(9), Counts(8, 1), Counts(1, 3), Counts(excepted=2), Counts(open=9)]
    some = [_figures(at + place * _WEEK, one) for place, one in enumerate(counts)]
    return [("all kept, some late, nothing decided, no release", {"periods": [*some, _figures(at, Counts(), True)]})]


def _figures(at: datetime, counts: Counts, idle: bool = False) -> PeriodFigures:
    return PeriodFigures(Period(at, at + _WEEK, name_of(at.date())), counts, None, idle)


def counts() -> States:
    return [
        ("some late", {"counts": Counts(55, 2, 1, 6), "unpromised": 3}),
        ("nothing decided", {"counts": Counts(open=4)}),
    ]


def add_all() -> None:
    add("Servers by week", "patching/parts/weeks.html", boards, sheet=_SHEET)
    add("Trend of periods", "patching/parts/trend.html", trends, sheet=_SHEET)
    add("Figures of patching", "patching/parts/counts.html", counts, sheet=_SHEET)
