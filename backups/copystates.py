"""How a copy stands, how that looks, and which copies a page may be asked about."""

from datetime import datetime

from backups.models import Run
from hostops.web import badges
from hostops.web.badges import Look

COPIES: dict[str, Look] = {
    "kept": Look("Kept", "●", "good"),
    "may_go": Look("May go", "○", "quiet"),
    "held": Look("Held", "■", "info"),
    "gone": Look("Gone", "–", "quiet"),
    "lost": Look("Gone before its time", "✕", "bad"),
    "none": Look("Left no copy", "✕", "quiet"),
}
HOLDS: dict[str, Look] = {
    "active": Look("Holds", "■", "info"),
    "over": Look("Over", "○", "quiet"),
}


def state_of(run: Run, at: datetime, *, held: bool) -> str:
    """The one of `COPIES` that the copy of `run` is in; `held` says whether a hold keeps it."""
    if run.expires_at is None:
        return "none"
    if run.deleted_at is not None:
        return "lost" if run.deleted_at < run.expires_at else "gone"
    if held:
        return "held"
    return "may_go" if run.expires_at <= at else "kept"


def add_all() -> None:
    badges.add("copy", COPIES)
    badges.add("hold", HOLDS)
