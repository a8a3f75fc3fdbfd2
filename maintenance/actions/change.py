"""What every action on a window has in common: permission, lock, version, journal, one transaction."""

from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from hostops.lib.now import now
from hostops.lib.text import required_texts
from hostops.subjects.changes import Also, Changes
from maintenance.models import Window
from maintenance.states import LIFE

TEXT_LONGEST = 20_000
# What people write down of a window.
WRITTEN = (
    "kind",
    "title",
    "starts_at",
    "ends_at",
    "timezone",
    "decision",
    "effect",
    "impact",
    "expected_downtime",
    "justification",
    "advisory",
    "answers",
)


class _Windows(Changes[Window]):
    model, room, kind, called = Window, "maintenance.window", "window", "window"
    joined = ("subject",)
    shown = ("state", *WRITTEN, "warnings_word", "done", "report")

    def settle(self, row: Window) -> None:
        row.updated_at = now()
        if row.subject.title != row.title:
            row.subject.title = row.title
            row.subject.save(update_fields=["title"])


_WINDOWS = _Windows()
journal = _WINDOWS.journal
move = LIFE.move
required = partial(required_texts, TEXT_LONGEST)


def changing(
    *,
    actor: Any,
    window: Window,
    verb: str,
    did: str,
    if_version: int | None = None,
    reason: str = "",
    also: Also | None = None,
) -> AbstractContextManager[Window]:
    """The window, locked, for one change that is journalled as `maintenance.window.<did>` when the block ends.

    As `Changes.changing` says.
    """
    return _WINDOWS.changing(
        actor=actor, row=window, verb=verb, did=did, if_version=if_version, reason=reason, also=also
    )
