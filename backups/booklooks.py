"""How exceptions, daily checks and restore tests look on pages."""

from hostops.web import badges
from hostops.web.badges import Look

EXCEPTIONS: dict[str, Look] = {
    "missed": Look("Missed", "✕", "bad"),
    "failed": Look("Failed", "!", "bad"),
    "late": Look("Late", "◷", "warn"),
    "deleted": Look("Deleted too early", "⌫", "bad"),
    "failed_run": Look("A run failed", "!", "warn"),
    "suspicious": Look("Suspicious", "?", "warn"),
    "warning": Look("With warnings", "▲", "quiet"),
}
ANSWERS: dict[str, Look] = {
    "closed": Look("Closed with a reason", "✓", "good"),
    "answered": Look("Answered", "✓", "info"),
    "owed": Look("Nothing said yet", "○", "warn"),
}
CHECKS: dict[str, Look] = {
    "signed": Look("Signed", "✓", "good"),
    "unsigned": Look("Not signed yet", "○", "info"),
    "overdue": Look("Overdue", "✕", "bad"),
}
TRIALS: dict[str, Look] = {
    "came_back": Look("Came back", "✓", "good"),
    "failed": Look("Failed", "✕", "bad"),
    "owed": Look("Due", "○", "info"),
    "overdue": Look("Overdue", "✕", "bad"),
}


def add_all() -> None:
    badges.add("backup_exception", EXCEPTIONS)
    badges.add("backup_answer", ANSWERS)
    badges.add("day_check", CHECKS)
    badges.add("restore_test", TRIALS)
