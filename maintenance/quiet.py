"""What monitoring says of a server in a window that runs is kept with the window."""

from datetime import datetime

from hostops.accounts.models import Server
from hostops.lib.text import clean_line, clean_text
from maintenance.models import AffectedServer, KeptAlert, Window
from maintenance.states import State

_LONGEST = 300


def keep(server: Server, title: str, body: str, at: datetime) -> str | None:
    """Keep it with the window that runs on the server and was announced for it; its number, or None for none."""
    running = AffectedServer.objects.filter(
        server=server, affected__dropped_at=None, affected__window__state=State.IN_PROGRESS
    )
    row = running.select_related("affected__window").order_by("affected__window").first()
    if row is None:
        return None
    window: Window = row.affected.window
    KeptAlert.objects.create(
        window=window, server=server, title=clean_line(title)[:_LONGEST], body=clean_text(body), at=at
    )
    return window.number
