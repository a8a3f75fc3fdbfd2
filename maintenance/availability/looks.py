"""How the states of events, downtimes and months look."""

from hostops.web import badges
from hostops.web.badges import Look

EVENTS = {
    "ahead": Look("Ahead", "○", "info"),
    "running": Look("Going on", "◐", "warn"),
    "over": Look("Over", "■", "quiet"),
    "withdrawn": Look("Withdrawn", "–", "quiet"),
    "late": Look("Filed late", "▲", "warn"),
    "answered": Look("Answered", "✓", "good"),
    "clash": Look("Clash", "✕", "bad"),
}
KINDS = {
    "up": Look("Up", "✓", "good"),
    "scheduled": Look("Scheduled", "◷", "info"),
    "excluded": Look("Excluded", "◇", "quiet"),
    "down": Look("Down, counted", "✕", "bad"),
    "absent": Look("Not registered", "–", "quiet"),
    "goes_on": Look("Goes on", "●", "bad"),
    "asked": Look("Exclusion asked for", "?", "warn"),
    "approved": Look("Exclusion approved", "✓", "good"),
    "withdrawn": Look("Taken back", "–", "quiet"),
    "corrected": Look("Corrected", "–", "quiet"),
}
MONTHS = {
    "met": Look("Kept", "✓", "good"),
    "missed": Look("Missed", "✕", "bad"),
    "unstated": Look("No commitment", "–", "quiet"),
    "running": Look("Runs", "◐", "info"),
    "over": Look("Over, not closed", "○", "warn"),
    "closed": Look("Closed", "■", "quiet"),
    "over_estimate": Look("Over its estimate", "▲", "warn"),
}


def add_all() -> None:
    badges.add("event", EVENTS)
    badges.add("downtime", KINDS)
    badges.add("month", MONTHS)
