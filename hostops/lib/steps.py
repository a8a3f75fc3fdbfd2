"""The life of an object as a table: which step leads from which state to which. Pure."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, Generic, TypeVar

from hostops.lib.errors import NotPossible

S = TypeVar("S", bound=StrEnum)


class Steps(Generic[S]):
    """`moves` lead to another state, `stays` leave it as it is; a step of `silent` is taken, and offered to nobody."""

    def __init__(
        self,
        states: type[S],
        moves: Mapping[str, Mapping[S, S]],
        stays: Mapping[str, Collection[S]],
        silent: Collection[str] = (),
    ) -> None:
        self._states, self._moves, self._stays, self._silent = states, moves, stays, silent

    def possible(self, state: str) -> list[str]:
        """The steps that `state` allows, by name."""
        here = self._states(state)
        moves = [step for step, table in self._moves.items() if here in table]
        stays = [step for step, states in self._stays.items() if here in states]
        return sorted({*moves, *stays} - {*self._silent})

    def after(self, step: str, state: str) -> S | None:
        """The state that `step` leads to from `state`; None when it is not possible there."""
        here = self._states(state)
        if step in self._stays:
            return here if here in self._stays[step] else None
        return self._moves[step].get(here)

    def move(self, row: Any, step: str) -> None:
        """Take the step with an object that has a `number` and a `state`; NotPossible names the steps that are."""
        target = self.after(step, row.state)
        if target is None:
            state = row.state.replace("_", " ")
            raise NotPossible(f"{row.number} is {state}; {step} is not possible.", self.possible(row.state))
        row.state = target
