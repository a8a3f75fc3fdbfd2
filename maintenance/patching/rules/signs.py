"""How something that is owed is shown on the board: one sign for its state and whether it was done since. Pure."""

from collections.abc import Iterable
from typing import Literal

from maintenance.patching.rules.standing import EXCEPTED, LATE, ON_TIME

Sign = Literal["overdue", "late", "open", "excepted", "none", "kept"]
# The loudest first: what a cell shows that several things fell into.
_LOUDEST: tuple[Sign, ...] = ("overdue", "late", "open", "excepted", "none", "kept")
# What somebody has to look at.
EXCEPTIONS: frozenset[Sign] = frozenset(("overdue", "late"))


def sign_of(state: str, *, done: bool) -> Sign:
    """What came after its time is `late`; what has not come since is `overdue`. `none`: there was no release."""
    if state == LATE:
        return "late" if done else "overdue"
    if state == EXCEPTED:
        return "excepted"
    return "kept" if state == ON_TIME else "open"


def loudest(signs: Iterable[Sign]) -> Sign:
    """The one that a place with room for one shows."""
    return min(signs, key=_LOUDEST.index)


def louder(one: Sign, other: Sign) -> bool:
    """Whether `one` is to be seen rather than `other`."""
    return _LOUDEST.index(one) < _LOUDEST.index(other)
