"""How copies and gaps look on the line of what can be restored."""

from hostops.web import badges
from hostops.web.badges import Look

COPIES = {
    "restorable": Look("Can be restored", "✓", "good"),
    "unsure": Look("May be of no use", "?", "warn"),
    "broken": Look("Of no use", "✕", "bad"),
    "suspicious": Look("Suspicious", "?", "warn"),
}
GAPS = {
    "breaks": Look("Promise broken", "✕", "bad"),
    "left": Look("Left by the policy", "◇", "warn"),
    "unknown": Look("Not known whose", "?", "quiet"),
}


def add_all() -> None:
    badges.add("restore", COPIES)
    badges.add("gap", GAPS)
