"""The reports of backup tools, as they print them. Pure: text in, runs out."""

from collections.abc import Callable
from typing import Any

from backups.reading import borg, pgbackrest, restic
from backups.reading.report import Report, Unreadable

TOOLS: dict[str, Callable[..., Report]] = {
    restic.TOOL: restic.read,
    borg.TOOL: borg.read,
    pgbackrest.TOOL: pgbackrest.read,
}


def read(tool: str, text: str, **more: Any) -> Report:
    """The report of the tool. Unreadable where it is not what the tool prints; LookupError for another tool."""
    return TOOLS[tool](text, **more)


__all__ = ["TOOLS", "Report", "Unreadable", "read"]
