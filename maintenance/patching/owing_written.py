"""What changed of what is owed of releases, written with its clocks. A fixed number of statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from hostops.clocks.many import Stopping, clocks_cancel, clocks_open, clocks_stop
from hostops.clocks.recurring import clocks_turn
from hostops.clocks.retargeting import clocks_retarget
from hostops.lib.now import now
from hostops.lib.references import reference
from hostops.subjects.models import Subject
from maintenance.patching.cycles import because_of, opening_of, retarget_of, turn_of
from maintenance.patching.excepted import Covering
from maintenance.patching.models import PatchOwed
from maintenance.patching.numbers import numbers_draw
from maintenance.patching.owedrows import cancelling, owed_drop, owed_save, told
from maintenance.patching.places import clocks_of

_BATCH, _TITLE = 2000, 300
CAME = "The server's own tool names the update no more."


@dataclass
class Changes:
    """`made` with whether it mends what is exploited; `again`: it was dropped or excepted; `moved`: another due."""

    made: list[tuple[PatchOwed, bool]] = field(default_factory=list)
    again: list[PatchOwed] = field(default_factory=list)
    moved: list[PatchOwed] = field(default_factory=list)
    kept: list[PatchOwed] = field(default_factory=list)
    dropped: list[tuple[PatchOwed, str]] = field(default_factory=list)


def changes_write(changes: Changes, actor: Any) -> None:
    _make(changes.made, actor)
    owed_drop(changes.dropped, actor=actor, at=now())
    rows = [*changes.again, *changes.moved, *changes.kept]
    if not rows:
        return
    owed_save(rows)
    clocks = clocks_of(rows)
    clocks_turn((turn_of(clocks[row.pk], row, because_of(row), start=now()) for row in changes.again), actor=actor)
    clocks_retarget((retarget_of(clocks[row.pk], row, because_of(row)) for row in changes.moved), actor=actor)
    clocks_stop((Stopping(clocks[row.pk], row.done_at or now(), CAME) for row in changes.kept), actor=actor)
    told(((row, because_of(row)) for row in [*changes.again, *changes.moved]), "changed", actor)
    told(((row, CAME) for row in changes.kept), "kept", actor)


def _make(made: Sequence[tuple[PatchOwed, bool]], actor: Any) -> None:
    if not made:
        return
    rows = [row for row, _ in made]
    _name(rows)
    covering = Covering({row.duty.server_id for row in rows}, now())
    for row, exploited in made:
        row.exception = None if exploited else covering.of(row.duty.server_id, row)
    Subject.objects.bulk_create([row.subject for row in rows if row.subject], batch_size=_BATCH)
    PatchOwed.objects.bulk_create(rows, batch_size=_BATCH)
    clocks = clocks_open([opening_of(row, row.subject, because_of(row)) for row in rows], actor=actor)
    excepted = [(clock, row.exception.number) for clock, row in zip(clocks, rows, strict=True) if row.exception]
    clocks_cancel((cancelling(clock, now(), number) for clock, number in excepted), actor=actor)
    told(((row, because_of(row)) for row in rows), "made", actor)


def _name(rows: Sequence[PatchOwed]) -> None:
    """A number drawn before, since the subject bears it."""
    for row, number in zip(rows, numbers_draw("maintenance_patchowed", len(rows)), strict=True):
        row.pk = number
        server = row.duty.server
        to_do = " to be planned" if row.what == PatchOwed.What.PLAN else ""
        title = f"{row.release}{to_do}, {server.hostname}"[:_TITLE]
        name = reference(PatchOwed.PREFIX, number)
        row.subject = Subject(account_id=server.account_id, kind="patch", reference=name, title=title)
