"""How the states of a case look, and what they are called."""

from hostops.web import badges
from hostops.web.badges import Look
from tickets.states import Coverage, Outcome, State

STATES: dict[str, Look] = {
    State.HELD: Look("Held", "‖", "warn"),
    State.NEW: Look("New", "○", "info"),
    State.OPEN: Look("Open", "◐", "info"),
    State.WAITING: Look("Waiting for the customer", "…", "warn"),
    State.WORKAROUND: Look("Workaround", "◑", "info"),
    State.RESOLVED: Look("Resolved", "✓", "good"),
    State.CLOSED: Look("Closed", "■", "quiet"),
}
COVERAGES: dict[str, Look] = {
    Coverage.UNDECIDED: Look("Coverage undecided", "?", "warn"),
    Coverage.COVERED: Look("Covered", "✓", "good"),
    Coverage.CONSULTING: Look("Consulting", "◇", "warn"),
    Coverage.WITHHELD: Look("Support withheld", "✕", "bad"),
    Coverage.CURTAILED: Look("Support curtailed", "▽", "warn"),
}
OUTCOMES: dict[str, str] = {
    Outcome.SOLVED: "Solved",
    Outcome.WORKAROUND: "Solved by a workaround",
    Outcome.UNRESOLVABLE: "Could not be resolved",
    Outcome.WITHDRAWN: "Withdrawn",
}
# What somebody owes on a case, by the kind of its clock.
OWED = {
    "response": "First response",
    "progress": "Next news",
    "resolution": "Resolution",
    "closing": "Closes by itself",
}


def add_all() -> None:
    badges.add("case", STATES)
    # to the customer who is waited for
    badges.add("own_case", STATES | {State.WAITING: Look("Waiting for you", "…", "warn")})
    badges.add("coverage", COVERAGES)
