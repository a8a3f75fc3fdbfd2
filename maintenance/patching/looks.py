"""How the states of runs, of their servers, and of exceptions look."""

from hostops.web import badges
from hostops.web.badges import Look
from maintenance.patching.models import PatchResult, PatchRun

IMPACTS: dict[str, str] = {str(value): str(label) for value, label in PatchRun.Impact.choices}
RUNS: dict[str, Look] = {
    PatchRun.State.PLANNED: Look("Planned", "◔", "info"),
    PatchRun.State.RUNNING: Look("Running", "▶", "warn"),
    PatchRun.State.DONE: Look("Done", "✓", "good"),
    PatchRun.State.FAILED: Look("Failed", "✕", "bad"),
    PatchRun.State.ROLLED_BACK: Look("Rolled back", "↺", "warn"),
    PatchRun.State.CANCELLED: Look("Cancelled", "–", "quiet"),
}
RESULTS: dict[str, Look] = {
    PatchResult.State.PENDING: Look("Pending", "○", "quiet"),
    PatchResult.State.DONE: Look("Done", "✓", "good"),
    PatchResult.State.FAILED: Look("Failed", "✕", "bad"),
    PatchResult.State.ROLLED_BACK: Look("Rolled back", "↺", "warn"),
    PatchResult.State.SKIPPED: Look("Left out", "–", "quiet"),
}
RINGS: dict[str, Look] = {
    "done": Look("Done", "✓", "good"),
    "open": Look("May begin", "▶", "info"),
    "waiting": Look("Waits", "◔", "info"),
    "held": Look("Held", "!", "warn"),
}
EXCEPTIONS: dict[str, Look] = {
    "asked": Look("Waits for a manager", "?", "warn"),
    "declined": Look("Declined", "✕", "quiet"),
    "ahead": Look("Approved, ahead", "◔", "info"),
    "running": Look("Running", "◑", "warn"),
    "over": Look("Over", "✓", "quiet"),
}


def add_all() -> None:
    badges.add("patch_run", RUNS)
    badges.add("patch_result", RESULTS)
    badges.add("patch_ring", RINGS)
    badges.add("patch_exception", EXCEPTIONS)
