"""Columns that the queue can show beside its own, chosen in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from tickets.models import Case

# Text, an instant, or words of which each stands for itself.
Value = str | datetime | Sequence[str] | None


@dataclass(frozen=True)
class Column:
    """`reads` are the fields it needs, `joins` the tables."""

    label: str
    value: Callable[[Case], Value]
    reads: Sequence[str] = ()
    joins: Sequence[str] = ()


COLUMNS: dict[str, Column] = {
    "server": Column(
        "Server", lambda case: case.server.hostname if case.server else "", ("server__hostname",), ("server",)
    ),
    "software": Column(
        "Software", lambda case: case.software.name if case.software else "", ("software__name",), ("software",)
    ),
    "reporter": Column(
        "Reported by",
        lambda case: case.reporter.display_name,
        ("reporter__full_name", "reporter__username"),
        ("reporter",),
    ),
    "channel": Column("By", lambda case: case.get_channel_display(), ("channel",)),
    # read with every case of the queue
    "tags": Column("Tags", lambda case: tuple(getattr(case, "tag_names", ()))),
    "received": Column("Received", lambda case: case.received_at),
    "updated": Column("Last change", lambda case: case.updated_at),
}


@dataclass(frozen=True)
class Cell:
    label: str
    value: Value

    @property
    def is_instant(self) -> bool:
        return isinstance(self.value, datetime)

    @property
    def is_words(self) -> bool:
        return isinstance(self.value, tuple)


def cells(case: Case, columns: Sequence[Column]) -> list[Cell]:
    return [Cell(column.label, column.value(case)) for column in columns]
