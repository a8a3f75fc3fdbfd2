"""The life of a security response as a table. Pure."""

from enum import StrEnum

from hostops.lib.steps import Steps


class State(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


_BOTH = (State.OPEN, State.CLOSED)
_OPEN = (State.OPEN,)

LIFE = Steps(
    State,
    moves={"close": {State.OPEN: State.CLOSED}, "reopen": {State.CLOSED: State.OPEN}},
    stays={
        "act": _OPEN,
        "notify": _BOTH,  # what is found out afterwards is told too
        "tell": _BOTH,
        "widen": _OPEN,
        "labour": _BOTH,  # hours are often written down when the work is done
        "shut_down": _OPEN,
    },
)
