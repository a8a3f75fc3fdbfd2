"""What was down while a window ran, recorded as it is finished (iptor:5d)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hostops.accounts.models import Server
from hostops.lib.errors import BadField
from maintenance.actions.downtimes import downtime_record
from maintenance.affected import touched
from maintenance.models import Source, Window


@dataclass(frozen=True, slots=True)
class Down:
    """A server of the window, from when until when; without an end it still is."""

    server: Server
    starts_at: datetime
    ends_at: datetime | None = None


def downs_record(actor: Any, window: Window, downs: Sequence[Down]) -> None:
    """A downtime of source `window` for each; BadField at its place for one that cannot be.

    Servers that the window does not touch are recorded by themselves: it does not cover them.
    """
    known = set(touched(window).values_list("pk", flat=True)) if downs else set()
    for place, down in enumerate(downs):
        if down.server.pk not in known:
            raise BadField({f"downtimes.{place}.server": f"{down.server.hostname} is no server of {window.number}."})
        try:
            downtime_record(
                actor=actor, server=down.server, starts_at=down.starts_at, ends_at=down.ends_at,
                cause=f"{window.number}, {window.title}", source=Source.WINDOW, window=window,
            )  # fmt: skip
        except BadField as wrong:
            named = {f"downtimes.{place}.{field}": detail for field, detail in wrong.errors.items()}
            raise BadField(named) from None
