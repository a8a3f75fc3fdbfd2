"""Which of a clock's thresholds are behind, and what follows. Pure: given the clock's entries and now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.clocks.thresholds import Entry, next_at

BREACH = "breach"


@dataclass(frozen=True, slots=True)
class Crossing:
    """A threshold that is behind. `tell` is empty where a higher one is behind too: recorded, not told."""

    threshold: str
    instant: datetime
    revision: int
    tell: list[str]
    wakes: bool
    cycle: int | None = None  # where it is not the present one


@dataclass(frozen=True, slots=True)
class Look:
    """What a second look at a claimed clock found, and how it is left."""

    crossings: list[Crossing]
    thresholds: list[Entry]
    next_at: datetime | None


def look(thresholds: Sequence[Entry], now: datetime) -> Look:
    """Believe only what is unsaid and whose instant has come; several behind: only the highest is told."""
    behind = [entry for entry in thresholds if _is_behind(entry, now)]
    highest = max(behind, key=_height, default=None)
    after = [Entry({**entry, "said": True}) if entry in behind else entry for entry in thresholds]
    return Look([_crossing(entry, told=entry is highest) for entry in behind], after, next_at(after))


def _is_behind(entry: Entry, now: datetime) -> bool:
    return not entry["said"] and entry["at"] is not None and datetime.fromisoformat(entry["at"]) <= now


def _height(entry: Entry) -> tuple[bool, datetime]:
    """The breach stands above all, then the latest."""
    return entry["key"] == BREACH, _instant(entry)


def _instant(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry["at"] or "")


def _crossing(entry: Entry, *, told: bool) -> Crossing:
    tell = entry["tell"] if told else []
    return Crossing(entry["key"], _instant(entry), entry["revision"], tell, entry["wakes"], entry.get("cycle"))
