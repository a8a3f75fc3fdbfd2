"""A tool's report, recorded: read by the tool's reader, each run of it told of one schedule."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backups.actions.hearing import Outcome, runs_record
from backups.reading import read
from backups.told import Told


def report_record(
    *,
    actor: Any,
    tool: str,
    text: str,
    via: str,
    exit_code: int | None = None,
    at: datetime | None = None,
    stanza: str = "",
    **place: Any,
) -> tuple[Sequence[str], list[Outcome]]:
    """What else is to be said of the report, and what became of its runs.

    `at` is when the tool ended, where it does not say so itself; `place` names schedule, or server
    and tier. Raises Unreadable, and what `runs_record` raises; then nothing is stored.
    """
    more = {"stanza": stanza} if stanza else {}
    report = read(tool, text, exit_code=exit_code, **more)
    told = [_placed(run, at, place) for run in report.runs]
    return report.notes, runs_record(actor=actor, told=told, via=via)


def _placed(run: Told, at: datetime | None, place: dict[str, Any]) -> Told:
    ended = {"finished_at": at} if at and run.finished_at is None else {}
    return run.at(**place, **ended)
