"""What is to be done next: what falls due ahead, and how much is overdue, a group at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, QuerySet

from maintenance.patching.models import PatchOwed, Release
from maintenance.patching.rules.standing import LATE, OPEN
from maintenance.patching.rules.weeks import WEEK, WEEKS
from maintenance.patching.stated import stated
from maintenance.patching.titles import platform_titles

_LATELY: timedelta = WEEKS * WEEK


@dataclass(frozen=True, slots=True)
class Group:
    """What so many servers owe by the same instant for the same reason.

    `title` is the platform's, `owed` one of what is owed.
    """

    what: str
    because: str
    cause: str
    title: str
    release: Release | None
    due_at: datetime
    servers: int
    owed: int

    @property
    def number(self) -> str:
        return f"{PatchOwed.PREFIX}-{self.owed}"


def undone(reader: Any, at: datetime) -> QuerySet[Any]:
    """What the reader may see of what is not done, of half a year, with its `state`; by the index of such rows."""
    rows = PatchOwed.objects.visible_to(reader).filter(done_at=None, dropped_at=None, starts_at__lte=at)
    return stated(rows.filter(due_at__gt=at - _LATELY), at)


def due_next(reader: Any, at: datetime, most: int) -> Sequence[Group]:
    """What is open, the earliest due first. Three statements."""
    fields = ("what", "because", "cause", "duty__platform", "release", "due_at")
    rows: Any = undone(reader, at).filter(due_at__gte=at, state=OPEN).order_by().values_list(*fields)
    found = list(rows.annotate(servers=Count("duty", distinct=True), owed=Min("pk")).order_by("due_at", "owed")[:most])
    titles = platform_titles() if found else {}
    releases = Release.objects.in_bulk({row[4] for row in found if row[4]})
    return [
        Group(what, because, cause, titles.get(platform, platform), releases.get(release), due_at, servers, owed)
        for what, because, cause, platform, release, due_at, servers, owed in found
    ]


def overdue_servers(reader: Any, at: datetime) -> int:
    """How many servers owe something whose time has passed."""
    late = undone(reader, at).filter(due_at__lt=at, state=LATE).order_by()
    found: int = late.aggregate(servers=Count("duty__server", distinct=True))["servers"]
    return found
