"""The life of a service window, as a table: which step leads from which state to which. Pure."""

from enum import StrEnum

from hostops.lib.steps import Steps


class State(StrEnum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    COUNTERED = "countered"
    ACCEPTED = "accepted"
    PLANNED = "planned"
    ANNOUNCED = "announced"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    REPORTED = "reported"
    CANCELLED = "cancelled"


class Kind(StrEnum):
    SHORT = "short"
    LONG = "long"
    PROACTIVE = "proactive"
    EMERGENCY = "emergency"
    AGREED = "agreed"


class Decision(StrEnum):
    UNDECIDED = "undecided"
    USED = "used"
    NOT_USED = "not_used"


class Impact(StrEnum):
    """What is noticed of it, the least first; the order is that of worse and worse."""

    NONE = "none"
    REDUCED_REDUNDANCY = "reduced_redundancy"
    DEGRADED = "degraded"
    OUTAGE = "outage"


class Answer(StrEnum):
    """What a named contact says to a notice."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    QUESTION = "question"


_S = State
# What is still ahead: it may be changed, and clashes with others.
AHEAD = frozenset({_S.DRAFT, _S.PROPOSED, _S.COUNTERED, _S.ACCEPTED, _S.PLANNED, _S.ANNOUNCED})
# What takes the time of its servers, or will.
STANDING = frozenset({_S.ACCEPTED, _S.PLANNED, _S.ANNOUNCED, _S.IN_PROGRESS})
# What customers may know of: drafts are the planners' own.
SHOWN = frozenset(_S) - {_S.DRAFT}

STEPS: dict[str, dict[State, State]] = {
    "plan": {_S.DRAFT: _S.PLANNED, _S.ACCEPTED: _S.PLANNED},
    # agreed windows are worked out together (itpdx:6c)
    "propose": {_S.DRAFT: _S.PROPOSED, _S.COUNTERED: _S.PROPOSED},
    "counter": {_S.PROPOSED: _S.COUNTERED},
    "accept": {_S.PROPOSED: _S.ACCEPTED, _S.COUNTERED: _S.ACCEPTED},
    "announce": {_S.PLANNED: _S.ANNOUNCED, _S.ACCEPTED: _S.ANNOUNCED, _S.ANNOUNCED: _S.ANNOUNCED},
    "start": {_S.ANNOUNCED: _S.IN_PROGRESS},
    "finish": {_S.IN_PROGRESS: _S.COMPLETED},
    "report": {_S.COMPLETED: _S.REPORTED},
    "cancel": dict.fromkeys(sorted(AHEAD), _S.CANCELLED),
}
# Steps that leave the state as it is, and the states in which they make sense.
STAYS: dict[str, frozenset[State]] = {
    "change": AHEAD,
    "decide": AHEAD,
    # servers that came into its scope since
    "take_in": frozenset({_S.ANNOUNCED}),
    "convert": frozenset({_S.DRAFT, _S.PLANNED, _S.ANNOUNCED}),
    # of a request to convert, whatever has become of the window since
    "decline": frozenset(_S),
    "tell": frozenset({_S.ANNOUNCED}),
    "acknowledge": frozenset({_S.PLANNED, _S.ANNOUNCED, _S.IN_PROGRESS}),
    "consult": AHEAD | {_S.IN_PROGRESS},
    "tick": AHEAD | {_S.IN_PROGRESS},
}

# What makes sense only where somebody asked, or something came.
LIFE = Steps(State, STEPS, STAYS, silent=("decline", "take_in", "tell"))
possible, after = LIFE.possible, LIFE.after
