"""A window that runs keeps what monitoring says of its servers, and holds clocks where the policy says so."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from hostops.accounts.models import Server
from hostops.lib.now import now
from hostops.lib.text import clean_line, clean_text
from hostops.policies.binding import NothingBinds, bound
from hostops.policies.schema.windows import Holds
from hostops.subjects.models import Subject
from hostops.subjects.quiet import Working
from maintenance.availability.covered import announced_for
from maintenance.models import AffectedServer, KeptAlert, Window
from maintenance.states import State

_LONGEST = 300


def running_on(server: Server) -> Window | None:
    """The window that runs on the server and was announced for it."""
    running = AffectedServer.objects.filter(
        server=server, affected__dropped_at=None, affected__window__state=State.IN_PROGRESS
    )
    row = running.select_related("affected__window__subject").order_by("affected__window").first()
    window: Window | None = row.affected.window if row else None
    return window


def holding(server: Server) -> tuple[Subject, Sequence[str]] | None:
    """The window that runs on the server, and the kinds of clocks that the server's contract holds meanwhile."""
    window = running_on(server)
    if window is None:
        return None
    try:
        terms = bound(server.contract, now()).document.windows
    except NothingBinds:
        return None
    kinds = kinds_held(terms.holds if terms else None, window.kind)
    return (window.subject, kinds) if kinds else None


def kinds_held(holds: Holds | None, kind: str) -> tuple[str, ...]:
    """The kinds of clocks that a policy holds during a window of `kind`."""
    return tuple(holds.clocks) if holds and kind in holds.during else ()


def keep(server: Server, title: str, body: str, at: datetime) -> str | None:
    """Keep it with the window that runs on the server; the window's number, or None where none does."""
    window = running_on(server)
    if window is None:
        return None
    KeptAlert.objects.create(
        window=window, server=server, title=clean_line(title)[:_LONGEST], body=clean_text(body), at=at
    )
    return window.number


def workings(servers: Collection[int], start: datetime, end: datetime) -> Mapping[int, Sequence[Working]]:
    """The used windows announced for the servers that touch the span, from their announcement on. Two statements."""
    found = announced_for(servers, start, end)
    return {server: [Working(one.start, one.end, one.number) for one in told] for server, told in found.items()}
