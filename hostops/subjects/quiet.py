"""What is quiet while a server is worked on: alerts that open no case, clocks that are held.

Desks add keepers and holders; this room knows none by name.

Whatever takes alerts in (the case desk, a hook) asks `kept_elsewhere` first, before its own
transaction: what it keeps stays kept although no case is made.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hostops.accounts.models import Server
from hostops.lib.registry import Registry
from hostops.subjects.models import Subject

# For a server, title, body and the instant of the alert: keeps it and gives the reference of what keeps it, such as
# SW-12; None where the server is nobody's at that instant.
Keeper = Callable[[Server, str, str, datetime], str | None]

keepers: Registry[Keeper] = Registry("keeper of alerts")


def kept_elsewhere(server: Server, title: str, body: str, at: datetime) -> str | None:
    """The reference of what keeps the alert; None where nothing does, and it is to be a case."""
    return next((reference for keep in keepers if (reference := keep(server, title, body, at))), None)


# For a server: what holds clocks of its cases at present, and of which kinds; None for nothing.
Holder = Callable[[Server], tuple[Subject, Sequence[str]] | None]

holders: Registry[Holder] = Registry("holder of clocks")


def holders_of(server: Server) -> list[tuple[Subject, Sequence[str]]]:
    """What holds clocks of a case that is filed on the server now, and which."""
    return [found for holder in holders if (found := holder(server)) is not None]


@dataclass(frozen=True, slots=True)
class Working:
    """A span in which a server is worked on, announced and used; `reference` is what people call it: SW-12."""

    start: datetime
    end: datetime
    reference: str


# For servers, by id, and a span: what each is worked on that shares a moment with it. In a few statements, however
# many servers.
Worker = Callable[[Collection[int], datetime, datetime], Mapping[int, Sequence[Working]]]

workings: Registry[Worker] = Registry("source of workings")


def worked_on(servers: Collection[int], start: datetime, end: datetime) -> Mapping[int, Sequence[Working]]:
    """For servers, by id: the spans in which each is worked on, of those that touch the one from `start` to `end`."""
    found: dict[int, list[Working]] = defaultdict(list)
    for worker in workings:
        for server, spans in worker(servers, start, end).items():
            found[server] += spans
    return found
