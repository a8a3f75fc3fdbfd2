"""How the board's signs look; each has a shape of its own, so that none needs its colour."""

from hostops.web import badges
from hostops.web.badges import Look

# By `maintenance.patching.rules.signs.Sign`.
SIGNS: dict[str, Look] = {
    "kept": Look("On time", "✓", "good"),
    "late": Look("Late, done since", "◷", "warn"),
    "overdue": Look("Overdue", "✕", "bad"),
    "open": Look("Open", "○", "info"),
    "excepted": Look("Excepted", "⊘", "quiet"),
    "none": Look("No release", "–", "quiet"),
}
# Of a period of an account.
CLOSINGS: dict[str, Look] = {
    "closed": Look("Closed", "■", "quiet"),
    "over": Look("Over, not closed", "○", "warn"),
    "running": Look("Runs", "◐", "info"),
}


def add_all() -> None:
    badges.add("patching", SIGNS)
    badges.add("patch_period", CLOSINGS)
