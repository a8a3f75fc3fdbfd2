"""The grid as markup: one short cell for a tier and a day, since a page has thousands. What is foreign is escaped."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from backups.grid import Grid, ServerDays
from backups.looks import SLOTS
from backups.querysets import PREFIX
from backups.rules.signs import EXCEPTIONS, Sign
from backups.words import tier_words
from hostops.lib.references import reference
from hostops.policies.schema.calendars import WEEKDAYS

# The class of each sign is its first letters; what is kept has none, since it is most of all cells.
CLASSES: dict[Sign, str] = {
    "missed": "m", "failed": "f", "late": "l", "suspicious": "s", "pending": "p", "closed": "c", "quiet": "q",
    "recorded": "r",
}  # fmt: skip
_SATURDAY = WEEKDAYS.index("sat")
# A month of so few days has no room for its whole name.
_ROOM_FOR_NAME = 3
# So many of a line's troubles are links, the newest ones; the line's name leads to all of them.
_LINKED = 3
# So many days in a row on which it went the same way are a bar: what is out of order for weeks is one thing to see.
_BAR = 4
_CELLS = {sign: f"<td class={name}>{SLOTS[sign].sign}" for sign, name in CLASSES.items()} | {
    "ok": f"<td>{SLOTS['ok'].sign}"
}


Line = tuple[int, str, Mapping[date, Sign]]
"""A schedule's id, the name of its tier, and what its days show."""


@lru_cache(maxsize=64)
def heads(days: tuple[date, ...], today: date) -> SafeString:
    """Columns and heads of the table, the same for everybody who looks at these days."""
    columns = "".join("<col class=is-today>" if day == today else "<col>" for day in days)
    months = "".join(f"<th scope=colgroup colspan={size}><span>{name}</span>" for name, size in _months(days))
    heads = "".join(_head(day) for day in days)
    made = f"<colgroup><col class=days-names>{columns}</colgroup><thead><tr><td>{months}<tr><td>{heads}</thead>"
    return mark_safe(made)  # noqa: S308 - dates alone


def _head(day: date) -> str:
    weekend = " class=is-weekend" if day.weekday() >= _SATURDAY else ""
    return f"<th scope=col{weekend}>{day.day}<span class=visually-hidden> {day:%a} {day.day} {day:%b}</span>"


def _months(days: Sequence[date]) -> list[tuple[str, int]]:
    """The months of the days, each with how many of them it has; a short one by its first letters."""
    found = [(first, len(list(some))) for first, some in groupby(days, lambda day: day.replace(day=1))]
    return [(f"{first:%B %Y}" if size > _ROOM_FOR_NAME else f"{first:%b}", size) for first, size in found]


def drawn(grid: Grid, *, accounts: bool) -> SafeString:
    """The bodies of the table, one for each server; with the names of their accounts where there may be several."""
    asked = "" if grid.last == grid.today else f"?until={grid.last}"
    return mark_safe("".join(_server(row, grid.days, asked, accounts) for row in grid.rows))  # noqa: S308 - safe


def _server(row: ServerDays, days: Sequence[date], asked: str, accounts: bool) -> SafeString:
    lines = ((tier.schedule.pk, tier.schedule.tier, tier.signs) for tier in row.tiers)
    account = row.server.account.name if accounts else ""
    return cells_of(row.server.pk, row.server.hostname, account, lines, days, asked)


def cells_of(
    server: int, hostname: str, account: str, lines: Iterable[Line], days: Sequence[date], asked: str = ""
) -> SafeString:
    """One server. Days on which nothing is expected are one empty cell with their like beside them.

    `asked` is the query by which a schedule's page shows the same days.
    """
    head = (
        f"<tbody><tr class=bs><th scope=rowgroup colspan={len(days) + 1}>"
        f"<span><a href=/backups/servers/{server}/>{escape(hostname)}</a> {escape(account)}</span>"
    )
    return mark_safe(head + "".join(part for line in lines for part in _tier(*line, days, asked)))  # noqa: S308 - escaped


def _tier(schedule: int, tier: str, signs: Mapping[date, Sign], days: Sequence[date], asked: str) -> Iterator[str]:
    where = f"/backups/{reference(PREFIX, schedule)}/{asked}"
    yield f"<tr><th scope=row><a href={where}>{escape(tier_words(tier))}</a>"
    spans = [(sign, list(span)) for sign, span in groupby(days, signs.get)]
    troubles = [span[0] for sign, span in spans if sign in EXCEPTIONS]
    for sign, span in spans:
        if sign is None:
            yield "<td>" if len(span) == 1 else f"<td colspan={len(span)}>"
        elif sign not in EXCEPTIONS:
            yield _CELLS[sign] * len(span)
        else:
            yield _trouble(sign, span, where if span[0] in troubles[-_LINKED:] else "")


def _trouble(sign: Sign, span: Sequence[date], where: str) -> str:
    """Days in a row on which it went the same way: cells, or one bar of many that says how many."""
    if len(span) >= _BAR:
        said = f"{SLOTS[sign].sign} {len(span)} days"
        return f"<td class={CLASSES[sign]} colspan={len(span)}>{_linked(sign, span, where, said)}"
    cells = [_CELLS[sign]] * (len(span) - 1)
    return "".join(cells) + f"<td class={CLASSES[sign]}>{_linked(sign, span, where, SLOTS[sign].sign)}"


def _linked(sign: Sign, span: Sequence[date], where: str, said: str) -> str:
    """To the last of the days."""
    last = span[-1]
    words = f"{SLOTS[sign].label}, {last.day} {last:%b}"
    return f'<a href={where}#d{last:%m%d} aria-label="{words}">{said}</a>' if where else said


def key(signs: Mapping[Sign, str] = CLASSES) -> list[tuple[str, str, str]]:
    """(class, sign, words) of everything that a cell may show, for the legend."""
    return [("", SLOTS["ok"].sign, SLOTS["ok"].label)] + [
        (name, SLOTS[sign].sign, SLOTS[sign].label) for sign, name in signs.items()
    ]
