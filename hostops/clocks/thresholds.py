"""What to say when: a clock's thresholds as instants. Pure.

An entry keeps the revision in which its instant came about. An instant that a new computation
leaves where it was keeps its entry, said or not, so nothing is told twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NotRequired, TypedDict

PENDING = "pending"


class Entry(TypedDict):
    key: str
    at: str | None  # None: paused, or not begun
    revision: int
    tell: list[str]
    wakes: bool
    said: bool
    cycle: NotRequired[int]  # of an earlier cycle, crossed before it ended and not said yet


def entries_of(specs: Iterable[Any]) -> list[Entry]:
    """Entries without instants, from the thresholds of a policy."""
    return [
        Entry(key=spec.at, at=None, revision=0, tell=list(spec.tell), wakes=spec.wakes, said=False) for spec in specs
    ]


def placed(entries: Sequence[Entry], instants: Mapping[str, datetime | None], revision: int) -> list[Entry]:
    """`entries` at their new instants, earliest first, those without one last."""
    return sorted((_placed(entry, instants.get(entry["key"]), revision) for entry in entries), key=_order)


def _placed(entry: Entry, at: datetime | None, revision: int) -> Entry:
    text = at.isoformat() if at else None
    if text is None or text == entry["at"]:
        # Without an instant (paused) an entry keeps what it had, so that a pause after the
        # threshold does not make it said again.
        return entry if text or entry["said"] else Entry({**entry, "at": None})
    return Entry({**entry, "at": text, "revision": revision, "said": False})


def _order(entry: Entry) -> tuple[bool, str]:
    return entry["at"] is None, entry["at"] or ""


def instants_of(entries: Iterable[Entry]) -> list[tuple[str, datetime]]:
    """When what is crossed in the present cycle; what has no instant is left out."""
    own = [entry for entry in entries if "cycle" not in entry and entry["key"] != "breach"]
    return [(entry["key"], datetime.fromisoformat(entry["at"])) for entry in own if entry["at"]]


def still_to_say(entries: Iterable[Entry], until: datetime) -> list[Entry]:
    """What was crossed by `until` and not said: it is said, though the clock has stopped by now."""
    return [
        entry for entry in entries if entry["at"] and not entry["said"] and datetime.fromisoformat(entry["at"]) < until
    ]


def next_at(entries: Iterable[Entry]) -> datetime | None:
    """The earliest instant at which something is still to be said."""
    unsaid = [entry["at"] for entry in entries if entry["at"] and not entry["said"]]
    return datetime.fromisoformat(min(unsaid)) if unsaid else None


def is_pending_key(key: str) -> bool:
    """Whether a threshold belongs to a clock that waits for its start."""
    return key.startswith(PENDING)
