"""How the states of the security room look, and what its kinds are called."""

from hostops.web import badges
from hostops.web.badges import Look
from maintenance.security.states import State

RESPONSES: dict[str, Look] = {
    State.OPEN: Look("Open", "▲", "warn"),
    State.CLOSED: Look("Closed", "✓", "good"),
    "acted": Look("Acted first", "↯", "info"),
    "owed": Look("Notice owed", "!", "warn"),
    "told": Look("Told", "✓", "good"),
    "untold": Look("Not told yet", "…", "warn"),
    "suffers": Look("Performance suffers", "▼", "warn"),
}
CODE: dict[str, Look] = {
    "maintained": Look("Under maintenance", "✓", "good"),
    "unmaintained": Look("Not under maintenance", "–", "quiet"),
    "retired": Look("Retired", "✕", "quiet"),
    "shut": Look("Shut down", "■", "bad"),
    "lifted": Look("Lifted", "✓", "good"),
    "withdrawn": Look("Withdrawn", "✕", "quiet"),
}
TESTS: dict[str, Look] = {
    "ahead": Look("Ahead", "◔", "info"),
    "running": Look("Going on", "▶", "warn"),
    "over": Look("Over", "✓", "quiet"),
    "withdrawn": Look("Withdrawn", "✕", "quiet"),
    "standing": Look("Blocked", "■", "bad"),
}


def add_all() -> None:
    badges.add("security", RESPONSES)
    badges.add("custom_code", CODE)
    badges.add("probing", TESTS)
