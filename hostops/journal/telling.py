"""Entries as people read them: who, when, what in words, as it was and as it became."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from hostops.journal.models import Entry
from hostops.web.times import absolute

# An old object has a long history; its end is what people look for.
MOST = 200


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `is_told_by_a_message` where the page shows it otherwise."""

    at: datetime
    who: str
    did: str
    changes: Sequence[Change]
    reason: str
    is_told_by_a_message: bool = False


def of_object(kind: str, object_id: int) -> QuerySet[Entry]:
    return Entry.objects.filter(object_kind=kind, object_id=object_id)


def newest(entries: QuerySet[Entry], most: int = MOST) -> list[Entry]:
    """The newest of them, oldest first; one statement."""
    return list(entries.order_by("-id")[:most])[::-1]


def behind(version: int, read: int | None) -> int:
    """How many entries someone missed who read the object at version `read`: each change of it wrote one."""
    return min(max(version - (read or 0), 0), MOST)


def instant_said(value: Any) -> str:
    """An instant of the journal in the reader's zone; empty for anything else."""
    try:
        instant = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return ""
    return absolute(instant, timezone.get_current_timezone()) if instant.tzinfo else ""
