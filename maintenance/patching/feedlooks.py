"""How releases, advisories and listings look on pages."""

from hostops.web import badges
from hostops.web.badges import Look

RELEASES: dict[str, Look] = {
    "minor": Look("Minor", "·", "quiet"),
    "major": Look("Major", "▲", "info"),
    "security": Look("Security", "!", "warn"),
    "exploited": Look("Known exploited", "‼", "bad"),
    "withdrawn": Look("Withdrawn", "✕", "quiet"),
}
EXPLOITED: dict[str, Look] = {
    "listed": Look("Listed", "‼", "bad"),
    "ransomware": Look("Used for ransom", "⊘", "bad"),
    "removed": Look("No longer listed", "–", "quiet"),
}
# What binds a deadline, by `rules.due.Because`.
BECAUSE: dict[str, Look] = {
    "cadence": Look("Cadence", "◔", "info"),
    "contract": Look("Contract", "§", "info"),
    "kev": Look("Known exploited", "‼", "bad"),
    "none": Look("No promise", "–", "quiet"),
}


def add_all() -> None:
    badges.add("release", RELEASES)
    badges.add("exploited", EXPLOITED)
    badges.add("because", BECAUSE)
