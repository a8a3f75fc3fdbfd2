"""What duties, and what is owed of them, are called and look like wherever they are named."""

from hostops.duty import facts
from hostops.subjects.kinds import Kind, kinds
from hostops.web import badges
from hostops.web.badges import Look
from maintenance.patching import dutyroles
from maintenance.patching.promises import KIND
from maintenance.patching.rules import standing

STATES: dict[str, Look] = {
    standing.ON_TIME: Look("On time", "✓", "good"),
    standing.LATE: Look("Late", "✕", "bad"),
    standing.EXCEPTED: Look("Excepted", "⊘", "quiet"),
    standing.OPEN: Look("Open", "○", "info"),
    standing.DROPPED: Look("Owed no more", "–", "quiet"),
}


def add_all() -> None:
    dutyroles.grant_all()
    badges.add("patch_owed", STATES)
    kinds.add("patching", Kind("patching", "Patching", lambda reference: f"/patching/duties/{reference}/"))
    kinds.add("patch", Kind("patch", "Patch", lambda reference: f"/patching/owed/{reference}/"))
    facts.routine.add(KIND, KIND)
