"""What every action on a patch run has in common: permission, lock, version, journal, one transaction."""

from hostops.subjects.changes import Changes
from maintenance.patching.models import PatchRun
from maintenance.patching.runstates import LIFE

LONGEST, TITLE_LONGEST, NAME_LONGEST = 2_000, 200, 200


class _Runs(Changes[PatchRun]):
    model, room, kind, called = PatchRun, "maintenance.patch_run", "patch_run", "patch run"
    joined = ("window",)
    shown = ("state", "title", "planned_at", "impact", "reason", "started_at", "finished_at")

    def as_shown(self, row: PatchRun) -> dict[str, object]:
        return super().as_shown(row) | {"window": row.window.number if row.window else None}


RUNS = _Runs()
changing = RUNS.changing
move = LIFE.move
