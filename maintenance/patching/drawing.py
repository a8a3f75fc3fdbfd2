"""The board as markup: a short cell for a period, since a page has thousands. What is foreign is escaped."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from maintenance.patching.board import Board, Cell, DutyWeeks, ServerWeeks
from maintenance.patching.boardlooks import SIGNS
from maintenance.patching.rules.signs import EXCEPTIONS, Sign
from maintenance.patching.rules.weeks import DAY, name_of

# The class of each sign is a letter; what was kept has none, since it is most of all cells.
CLASSES: dict[Sign, str] = {"overdue": "m", "late": "l", "open": "p", "excepted": "c", "none": "n"}
# A month of so few weeks has no room for its year.
_ROOM_FOR_YEAR = 3
# So many of a line's troubles are links, the newest ones; the server's name leads to all of them.
_LINKED = 3
_MIDWEEK = 3 * DAY


@lru_cache(maxsize=64)
def heads(weeks: tuple[date, ...], present: date) -> SafeString:
    """Columns and heads of the table, the same for everybody who looks at these weeks."""
    cols = "".join("<col class=is-today>" if week == present else "<col>" for week in weeks)
    months = "".join(f"<th scope=colgroup colspan={size}><span>{name}</span>" for name, size in _months(weeks))
    numbers = "".join(_head(week) for week in weeks)
    made = f"<colgroup><col class=weeks-names>{cols}</colgroup><thead><tr><td>{months}<tr><td>{numbers}</thead>"
    return mark_safe(made)  # noqa: S308 - dates alone


def _head(week: date) -> str:
    number = week.isocalendar().week
    last = week + 6 * DAY
    from_to = f"{week.day} {week:%b} to {last.day} {last:%b} {last.year}"
    return (
        f"<th scope=col><span class=visually-hidden>Week </span>{number}<span class=visually-hidden>, {from_to}</span>"
    )


def _months(weeks: Sequence[date]) -> list[tuple[str, int]]:
    """The months of the weeks, by their Thursdays, each with how many of them it has."""
    found = [(first, len(list(some))) for first, some in groupby(weeks, lambda week: (week + _MIDWEEK).replace(day=1))]
    return [(f"{first:%b %Y}" if size > _ROOM_FOR_YEAR else f"{first:%b}", size) for first, size in found]


def drawn(board: Board, *, accounts: bool) -> SafeString:
    """The bodies of the table, one for each server; with the names of their accounts where there may be several."""
    made = "".join(_server(row, len(board.weeks), accounts) for row in board.rows)
    return mark_safe(made)  # noqa: S308 - escaped


def _server(row: ServerWeeks, weeks: int, accounts: bool) -> str:
    account = row.server.account.name if accounts else ""
    head = (
        f"<tbody><tr class=bs><th scope=rowgroup colspan={weeks + 1}>"
        f"<span><a href=/patching/servers/{row.server.pk}/>{escape(row.server.hostname)}</a> {escape(account)}</span>"
    )
    return head + "".join(part for line in row.duties for part in _line(line, weeks))


def _line(line: DutyWeeks, weeks: int) -> Iterator[str]:
    title = line.duty.promise.parsed.platform.title
    yield f"<tr><th scope=row><a href=/patching/duties/{line.duty.number}/>{escape(title)}</a>"
    troubles = [cell.owed for cell in line.cells if cell.sign in EXCEPTIONS][-_LINKED:]
    at = 0
    for cell in line.cells:
        if cell.place.first > at:
            yield _gap(cell.place.first - at)
        yield _cell(cell, linked=cell.owed is not None and (cell.sign == "open" or cell.owed in troubles))
        at = cell.place.first + cell.place.length
    if at < weeks:
        yield _gap(weeks - at)


def _gap(weeks: int) -> str:
    """Weeks of which nothing was owed are one cell."""
    return "<td>" if weeks == 1 else f"<td colspan={weeks}>"


def _cell(cell: Cell, *, linked: bool) -> str:
    name = f" class={CLASSES[cell.sign]}" if cell.sign in CLASSES else ""
    wide = f" colspan={cell.place.length}" if cell.place.length > 1 else ""
    sign = SIGNS[cell.sign].sign
    said = f"{sign} {cell.name}" if wide else sign
    if linked:
        said = f'<a href=/patching/owed/PO-{cell.owed}/ aria-label="{SIGNS[cell.sign].label}, {cell.name}">{said}</a>'
    return f"<td{name}{wide}>{said}"


def key() -> list[tuple[str, str, str]]:
    """(class, sign, words) of everything that a cell may show, for the legend."""
    return [(CLASSES.get(sign, ""), look.sign, look.label) for sign, look in SIGNS.items()]  # type: ignore[call-overload]


def written(line: DutyWeeks, weeks: Sequence[date]) -> list[str]:
    """A word for each week, for a file; a period of several weeks says its word in each."""
    words = [""] * len(weeks)
    for cell in line.cells:
        for place in range(cell.place.first, cell.place.first + cell.place.length):
            words[place] = cell.sign
    return words


def week_names(weeks: Sequence[date]) -> list[str]:
    return [name_of(week) for week in weeks]
