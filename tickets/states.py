"""The life of a case, as a table: which step leads from which state to which."""

from enum import StrEnum

from hostops.lib.steps import Steps


class State(StrEnum):
    HELD = "held"
    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    WORKAROUND = "workaround"
    RESOLVED = "resolved"
    CLOSED = "closed"


class Outcome(StrEnum):
    SOLVED = "solved"
    WORKAROUND = "workaround"
    UNRESOLVABLE = "unresolvable"
    WITHDRAWN = "withdrawn"


class Coverage(StrEnum):
    UNDECIDED = "undecided"
    COVERED = "covered"
    CONSULTING = "consulting"
    WITHHELD = "withheld"
    CURTAILED = "curtailed"


# What counts against the caps of a contract (itpdx:4g).
OPEN_STATES = frozenset({State.NEW, State.OPEN, State.WAITING, State.WORKAROUND})
# Cases that people still work on or wait for.
LIVE_STATES = OPEN_STATES | {State.HELD}

_S = State
STEPS: dict[str, dict[State, State]] = {
    "admit": {_S.HELD: _S.NEW},
    "respond": {
        _S.NEW: _S.OPEN,
        _S.OPEN: _S.OPEN,
        _S.WAITING: _S.WAITING,
        _S.WORKAROUND: _S.WORKAROUND,
        _S.RESOLVED: _S.RESOLVED,
    },
    "wait": {_S.NEW: _S.WAITING, _S.OPEN: _S.WAITING, _S.WORKAROUND: _S.WAITING},
    "resume": {_S.WAITING: _S.OPEN},
    "workaround": {_S.NEW: _S.WORKAROUND, _S.OPEN: _S.WORKAROUND, _S.WAITING: _S.WORKAROUND},
    "resolve": {
        _S.HELD: _S.RESOLVED,
        _S.NEW: _S.RESOLVED,
        _S.OPEN: _S.RESOLVED,
        _S.WAITING: _S.RESOLVED,
        _S.WORKAROUND: _S.RESOLVED,
    },
    # a duplicate ends, and goes on in another case
    "merge": {
        _S.HELD: _S.RESOLVED,
        _S.NEW: _S.RESOLVED,
        _S.OPEN: _S.RESOLVED,
        _S.WAITING: _S.RESOLVED,
        _S.WORKAROUND: _S.RESOLVED,
    },
    "close": {_S.RESOLVED: _S.CLOSED},
    "reopen": {_S.RESOLVED: _S.OPEN, _S.CLOSED: _S.OPEN},
}
# Steps that leave the state as it is, and the states in which they make sense.
_OPEN_OR_HELD = LIVE_STATES
STAYS: dict[str, frozenset[State]] = {
    "reply": frozenset(State) - {_S.CLOSED},
    "note": frozenset(State),
    "severity": _OPEN_OR_HELD,
    "assign": frozenset(State) - {_S.CLOSED},
    "contact": _OPEN_OR_HELD,
    "coverage": _OPEN_OR_HELD,
    "advise": frozenset(State),
    "version": frozenset(State),
    "tag": frozenset(State),
    "copy": frozenset(State),
    "link": frozenset(State),
    "rate": frozenset({_S.RESOLVED, _S.CLOSED}),
}

# To respond is no step that one chooses: an answer is.
LIFE = Steps(State, STEPS, STAYS, silent=("respond",))
possible, after = LIFE.possible, LIFE.after
