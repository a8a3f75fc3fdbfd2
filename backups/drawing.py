"""The grid as markup: one short cell for a tier and a day, since a page has thousands. What is foreign is escaped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from backups.grid import Grid, ServerDays
from backups.looks import SLOTS
from backups.querysets import PREFIX
from backups.rules.signs import EXCEPTIONS, Sign
from backups.words import tier_words
from hostops.lib.references import reference

# The class of each sign is its first letters; what is kept has none, since it is most of all cells.
CLASSES: dict[Sign, str] = {
    "missed": "m", "failed": "f", "late": "l", "suspicious": "s", "pending": "p", "closed": "c", "quiet": "q",
    "recorded": "r",
}  # fmt: skip
# So many cells of a line are links, the newest ones; the line's name leads to all of them.
_LINKED = 3
_CELLS = {sign: f"<td class={name}>{SLOTS[sign].sign}" for sign, name in CLASSES.items()} | {
    "ok": f"<td>{SLOTS['ok'].sign}"
}


Line = tuple[int, str, Mapping[date, Sign]]
"""A schedule's id, the name of its tier, and what its days show."""


def drawn(grid: Grid) -> SafeString:
    """The bodies of the table, one for each server."""
    return mark_safe("".join(_server(row, grid.days) for row in grid.rows))  # noqa: S308 - each is safe


def _server(row: ServerDays, days: Sequence[date]) -> SafeString:
    lines = ((tier.schedule.pk, tier.schedule.tier, tier.signs) for tier in row.tiers)
    return cells_of(row.server.pk, row.server.hostname, row.server.account.name, lines, days)


def cells_of(server: int, hostname: str, account: str, lines: Iterable[Line], days: Sequence[date]) -> SafeString:
    """One server. Days on which nothing is expected are one empty cell with their like beside them."""
    head = (
        f"<tbody><tr class=bs><th scope=rowgroup colspan={len(days) + 1}>"
        f"<a href=/backups/servers/{server}/>{escape(hostname)}</a> {escape(account)}"
    )
    return mark_safe(head + "".join(part for line in lines for part in _tier(*line, days)))  # noqa: S308 - escaped


def _tier(schedule: int, tier: str, signs: Mapping[date, Sign], days: Sequence[date]) -> Iterator[str]:
    linked = [day for day in reversed(days) if signs.get(day) in EXCEPTIONS][:_LINKED]
    where = f"/backups/{reference(PREFIX, schedule)}/"
    yield f"<tr><th scope=row><a href={where}>{escape(tier_words(tier))}</a>"
    for empty, span in groupby(days, lambda day: day not in signs):
        if empty:
            yield _gap(len(list(span)))
        else:
            yield from (_cell(signs[day], day, where if day in linked else "") for day in span)


def _gap(days: int) -> str:
    return "<td>" if days == 1 else f"<td colspan={days}>"


def _cell(sign: Sign, day: date, where: str) -> str:
    if not where:
        return _CELLS[sign]
    look = SLOTS[sign]
    said = f"{look.label}, {day.day} {day:%b}"
    return f'<td class={CLASSES[sign]}><a href={where}#d{day:%m%d} aria-label="{said}">{look.sign}</a>'


def key(signs: Mapping[Sign, str] = CLASSES) -> list[tuple[str, str, str]]:
    """(class, sign, words) of everything that a cell may show, for the legend."""
    return [("", SLOTS["ok"].sign, SLOTS["ok"].label)] + [
        (name, SLOTS[sign].sign, SLOTS[sign].label) for sign, name in signs.items()
    ]
