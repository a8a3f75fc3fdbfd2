"""How the states of a window look, and what its kinds, decisions and answers are called."""

from hostops.web import badges
from hostops.web.badges import Look
from maintenance.states import Answer, Decision, Impact, Kind, State

STATES: dict[str, Look] = {
    State.DRAFT: Look("Draft", "○", "quiet"),
    State.PROPOSED: Look("Proposed", "⇢", "info"),
    State.COUNTERED: Look("Countered", "⇠", "warn"),
    State.ACCEPTED: Look("Accepted", "◐", "info"),
    State.PLANNED: Look("Planned", "◔", "info"),
    State.ANNOUNCED: Look("Announced", "◑", "info"),
    State.IN_PROGRESS: Look("In progress", "▶", "warn"),
    State.COMPLETED: Look("Completed", "✓", "good"),
    State.REPORTED: Look("Reported", "✔", "good"),
    State.CANCELLED: Look("Cancelled", "✕", "quiet"),
}
# As customers read them: whose turn it is, and that a plan is not yet a notice.
OWN_STATES = STATES | {
    State.PROPOSED: Look("Proposed to you", "⇢", "warn"),
    State.COUNTERED: Look("You proposed other times", "⇠", "info"),
    State.PLANNED: Look("Planned, notice follows", "◔", "info"),
}
KINDS: dict[str, str] = {
    Kind.SHORT: "Shorter",
    Kind.LONG: "Longer",
    Kind.PROACTIVE: "Proactive",
    Kind.EMERGENCY: "Emergency",
    Kind.AGREED: "Agreed",
}
DECISIONS: dict[str, Look] = {
    Decision.UNDECIDED: Look("Use not decided", "?", "warn"),
    Decision.USED: Look("Will be used", "●", "info"),
    Decision.NOT_USED: Look("Not used", "–", "quiet"),
}
IMPACTS: dict[str, str] = {
    Impact.NONE: "No impact",
    Impact.REDUCED_REDUNDANCY: "Reduced redundancy",
    Impact.DEGRADED: "Degraded service",
    Impact.OUTAGE: "Outage",
}
ANSWERS: dict[str, Look] = {
    Answer.ACCEPTED: Look("Accepted", "✓", "good"),
    Answer.DECLINED: Look("Declined", "✕", "bad"),
    Answer.QUESTION: Look("Has a question", "?", "warn"),
    "": Look("No answer yet", "…", "quiet"),
    "bounced": Look("Could not be sent", "!", "bad"),
}

FREEZES: dict[str, Look] = {
    "ahead": Look("Ahead", "◔", "info"),
    "running": Look("Going on", "❄", "warn"),
    "over": Look("Over", "✓", "quiet"),
    "lifted": Look("Lifted", "✕", "quiet"),
}
PLANS: dict[str, Look] = {
    "draft": Look("Draft", "○", "quiet"),
    "published": Look("Published", "✓", "good"),
}


def add_all() -> None:
    badges.add("window", STATES)
    badges.add("own_window", OWN_STATES)
    badges.add("decision", DECISIONS)
    badges.add("answer", ANSWERS)
    badges.add("year_plan", PLANS)
    badges.add("freeze", FREEZES)
