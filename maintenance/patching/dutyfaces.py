"""What duties, and what is owed of them, are called and look like wherever they are named."""

from datetime import datetime

from hostops.duty import facts
from hostops.subjects.kinds import Kind, kinds
from hostops.web import badges
from hostops.web.badges import Look
from maintenance.patching import dutyroles
from maintenance.patching.models import PatchOwed
from maintenance.patching.promises import KIND
from maintenance.patching.rules import standing

# What is late and not done says so by its own name, as on the board.
OVERDUE = "overdue"
STATES: dict[str, Look] = {
    standing.ON_TIME: Look("On time", "✓", "good"),
    standing.LATE: Look("Late, done since", "◷", "warn"),
    OVERDUE: Look("Overdue", "✕", "bad"),
    standing.EXCEPTED: Look("Excepted", "⊘", "quiet"),
    standing.OPEN: Look("Open", "○", "info"),
    standing.DROPPED: Look("Owed no more", "–", "quiet"),
}


def shown_state(owed: PatchOwed, at: datetime) -> str:
    """The name in `STATES` of how it stands at `at`."""
    state = owed.state_at(at)
    return OVERDUE if state == standing.LATE and owed.done_at is None else state


def add_all() -> None:
    dutyroles.grant_all()
    badges.add("patch_owed", STATES)
    kinds.add("patching", Kind("patching", "Patching", lambda reference: f"/patching/duties/{reference}/"))
    kinds.add("patch", Kind("patch", "Patch", lambda reference: f"/patching/owed/{reference}/"))
    facts.routine.add(KIND, KIND)
