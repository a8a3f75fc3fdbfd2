"""What came into the scope of a window after it was announced, taken in with a new notice."""

from typing import Any

from hostops.lib.errors import NotPossible
from maintenance.actions.change import changing, move
from maintenance.actions.follow import follow_up
from maintenance.affected import added_later
from maintenance.models import Window


def window_take_in(*, actor: Any, window: Window, if_version: int | None = None) -> Window:
    """Touch the servers that came into the scope since the announcement: a new notice is owed, with its own clock.

    NotPossible where nothing came, and where the notice of a wider window would be too late.
    """
    also: dict[str, tuple[Any, Any]] = {}
    with changing(
        actor=actor, window=window, verb="take_in", did="changed", if_version=if_version, also=also
    ) as locked:
        move(locked, "take_in")
        if not added_later(locked).exists():
            raise NotPossible(f"Nothing came into the scope of {locked.number} since it was announced.")
        also.update(follow_up(actor, locked, ["scope"]))
    return window
