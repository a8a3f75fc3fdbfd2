"""How states look: a sign, a word and a tone. Never by colour alone. Rooms register their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Tone = Literal["quiet", "info", "good", "warn", "bad"]


@dataclass(frozen=True)
class Look:
    label: str
    sign: str
    tone: Tone


_looks: dict[tuple[str, str], Look] = {}


def add(family: str, looks: Mapping[str, Look]) -> None:
    """Say how each state of a family (`clock`, `case`) looks."""
    _looks.update({(family, state): look for state, look in looks.items()})


def look(family: str, state: str) -> Look:
    """The look of a state; one nobody registered is shown as its own word."""
    return _looks.get((family, state)) or Look(state.replace("_", " ").capitalize(), "•", "quiet")
