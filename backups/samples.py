"""The desk's own parts in their states, for the styleguide. Made of nothing in the database."""

from datetime import date

from backups.drawing import CLASSES, cells_of, heads, key
from backups.grid import DAYS, Grid
from backups.rules.dates import days_up_to
from backups.rules.signs import Sign
from backups.rules.tally import Tally
from hostops.lib.now import now
from hostops.web.styleguide import States, add

_SHEET = "backups/grid.css"


def days() -> States:
    """A server with a tier that shows each sign, one that is all kept, and one of which little is expected."""
    today = now().date()
    shown = days_up_to(today, DAYS)
    well: list[Sign] = ["ok"] * DAYS
    every: dict[date, Sign] = dict(zip(reversed(shown), ("pending", *CLASSES, *well), strict=False))
    kept: dict[date, Sign] = dict.fromkeys(shown, "ok")
    weekly: dict[date, Sign] = dict.fromkeys(shown[::7], "ok")
    lines = [(1, "nightly_code", every), (2, "nightly_database", kept), (3, "weekly_offsite_database", weekly)]
    cells = cells_of(1, "web1.example", "Harbor", lines, shown)
    told = {"grid": Grid(shown, today, ()), "heads": heads(tuple(shown), today), "cells": cells, "key": key()}
    return [("every sign", told)]


def tallies() -> States:
    return [
        ("all kept", {"tally": Tally(kept=62)}),
        ("not all", {"tally": Tally(kept=55, late=2, missed=3, failed=1, quiet=4, ahead=6, closed=1)}),
        ("nothing promised", {"tally": Tally()}),
    ]


def add_all() -> None:
    add("Servers by day", "backups/parts/days.html", days, sheet=_SHEET)
    add("Month of slots", "backups/parts/tally.html", tallies, sheet=_SHEET)
