"""What is planned on an account's servers. Desks that plan add a source at start; this room knows none by name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.lib.registry import Registry


@dataclass(frozen=True)
class Planned:
    """One thing that will happen. `servers` are hostnames, none for all of the account's; `effect` is for customers."""

    title: str
    starts_at: datetime
    ends_at: datetime | None
    url: str
    servers: Sequence[str] = ()
    effect: str = ""


# For a reader and the present instant: what that reader may know of, at most so many. In a few statements, whatever
# there is: the home page asks each source.
Source = Callable[[Any, datetime, int], Sequence[Planned]]

sources: Registry[Source] = Registry("source of plans")


def planned(reader: Any, at: datetime, most: int) -> list[Planned]:
    """What lies ahead of `reader` at `at`, or goes on then: the first `most` of it, the nearest first."""
    found = [plan for source in sources for plan in source(reader, at, most)]
    return sorted(found, key=lambda plan: plan.starts_at)[:most]
