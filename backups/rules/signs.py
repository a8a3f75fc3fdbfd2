"""How a slot is shown: one sign for its state, what was found out about it, and what was said of it. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, Protocol

Sign = Literal["missed", "failed", "late", "suspicious", "pending", "closed", "quiet", "recorded", "ok"]
# The loudest first: what a day shows where a tier had several slots on it.
_LOUDEST: tuple[Sign, ...] = (
    "missed", "failed", "late", "suspicious", "pending", "closed", "quiet", "recorded", "ok",
)  # fmt: skip
# What somebody has to look at.
EXCEPTIONS: frozenset[Sign] = frozenset(("missed", "failed", "late", "suspicious"))


class Stood(Protocol):
    """A slot as it stands at an instant (`backups.rules.health`)."""

    @property
    def due_at(self) -> datetime: ...
    @property
    def state(self) -> Literal["ok", "late", "missed", "failed", "pending", "quiet"]: ...
    @property
    def suspicious(self) -> bool: ...


def sign_of(slot: Stood, *, closed: bool = False) -> Sign:
    """A copy far from its schedule's history is suspicious; what was `closed` by a reason of the policy is quieter."""
    if closed and slot.state in ("missed", "failed"):
        return "closed"
    return "suspicious" if slot.state == "ok" and slot.suspicious else slot.state


def loudest(signs: Iterable[Sign]) -> Sign:
    """The one that a place with room for one shows."""
    return min(signs, key=_LOUDEST.index)
