"""The life of a patch run, as a table: which step leads from which state to which. Pure."""

from enum import StrEnum

from hostops.lib.steps import Steps


class State(StrEnum):
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    ROLLED_BACK = "rolled_back"
    CANCELLED = "cancelled"


_S = State
LIVE = frozenset({_S.PLANNED, _S.RUNNING})
OVER = frozenset({_S.DONE, _S.FAILED, _S.ROLLED_BACK})

# What a run that is over came to follows from its results; `finish` and `report` work that out.
STEPS: dict[str, dict[State, State]] = {
    "start": {_S.PLANNED: _S.RUNNING},
    "cancel": {_S.PLANNED: _S.CANCELLED},
}
STAYS: dict[str, frozenset[State]] = {
    "change": frozenset({_S.PLANNED}),
    # what was done is heard of whenever it is told, of a run that is over too
    "report": LIVE | OVER,
    "finish": frozenset({_S.RUNNING}),
}
LIFE = Steps(State, STEPS, STAYS)
