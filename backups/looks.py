"""How slots, runs and schedules look on pages; a cell of the grid has the sign alone."""

from backups.models.run import Status
from hostops.web import badges
from hostops.web.badges import Look

# By `backups.rules.signs.Sign`. Each sign has a shape of its own: none needs its colour.
SLOTS: dict[str, Look] = {
    "ok": Look("Kept", "✓", "good"),
    "late": Look("Late", "◷", "warn"),
    "missed": Look("Missed", "✕", "bad"),
    "failed": Look("Failed", "!", "bad"),
    "suspicious": Look("Suspicious", "?", "warn"),
    "pending": Look("Expected", "○", "quiet"),
    "quiet": Look("Quiet, a service window", "–", "info"),
    "closed": Look("Not kept, closed with a reason", "⊘", "quiet"),
    "recorded": Look("Recorded", "●", "info"),
}
RUNS: dict[str, Look] = {
    Status.OK: Look("OK", "✓", "good"),
    Status.WARNING: Look("With warnings", "!", "warn"),
    Status.FAILED: Look("Failed", "✕", "bad"),
}
SCHEDULES: dict[str, Look] = {
    "stands": Look("Stands", "●", "good"),
    "ended": Look("Ended", "■", "quiet"),
}


def add_all() -> None:
    badges.add("slot", SLOTS)
    badges.add("run", RUNS)
    badges.add("schedule", SCHEDULES)
