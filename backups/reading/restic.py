"""`restic backup --json` and `restic snapshots --json`, as restic 0.14 to 0.18 print them. Pure.

restic deduplicates: a snapshot needs no other. Before 0.17 a summary does not say when the backup
began or ended, and a snapshot has no summary: its time is when it began, and all there is.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AwareDatetime, BeforeValidator, Field

from backups.reading.report import LARGEST, Output, Report, Said, Unreadable, failed_run, kept, output_of, said
from backups.told import LONGEST_MESSAGE, Told
from hostops.lib.text import clean_line, clean_text

TOOL = "restic"
# The tool's own exit codes: 3 is a snapshot of which some source could not be read.
_PARTLY = 3
_SHORT = 8
# Figures that are kept beside the run.
_FIGURES = (
    "files_new", "files_changed", "files_unmodified", "dirs_new", "dirs_changed", "dirs_unmodified",
    "data_added", "data_added_packed", "total_files_processed",
)  # fmt: skip
_ABOUT = ("hostname", "paths", "tags", "program_version")
_ZERO_YEAR = 1970
# Lines beside the JSON that say nothing of the copy.
_HARMLESS = ("created new cache in", "using parent snapshot", "no parent snapshot found")
_FIRST = datetime.min.replace(tzinfo=UTC)


def _known_time(value: Any) -> Any:
    """A time that was never set is printed as the year 1."""
    return None if isinstance(value, str) and value.startswith("0001-") else value


Time = Annotated[AwareDatetime | None, BeforeValidator(_known_time)]
Id = Annotated[str, Field(max_length=64, pattern="^[0-9a-f]*$")]


class Summary(Said):
    """The end of a backup; fields with default values may be absent."""

    backup_start: Time = None
    backup_end: Time = None
    total_bytes_processed: Annotated[int, Field(ge=0, le=LARGEST)] | None = None
    total_duration: Annotated[float, Field(ge=0, le=10**9)] | None = None
    snapshot_id: Id = ""
    dry_run: bool = False


class Snapshot(Said):
    """One line of the list."""

    id: Annotated[str, Field(min_length=1, max_length=64, pattern="^[0-9a-f]+$")]
    time: AwareDatetime
    summary: Summary | None = None


def read(text: str, exit_code: int | None = None) -> Report:
    """The run of a backup's output, or the runs of a list of snapshots. Unreadable for anything else."""
    if exit_code and (exit_code != _PARTLY or "{" not in text):
        return Report([failed_run(TOOL, text, exit_code)])
    output = output_of(text)
    if all(isinstance(value, list) for value in output.values):
        return _of_list([row for value in output.values for row in value])
    return _of_backup(output, exit_code)


def _of_list(rows: list[Any]) -> Report:
    runs = [_of_snapshot(row) for row in _ungrouped(rows)]
    return Report(sorted(runs, key=lambda run: run.finished_at or _FIRST), [] if runs else ["The list is empty."])


def _ungrouped(rows: list[Any]) -> Iterator[Any]:
    """`--group-by` lays the snapshots of each group one deeper."""
    for row in rows:
        if isinstance(row, dict) and isinstance(row.get("snapshots"), list):
            yield from row["snapshots"]
        else:
            yield row


def _of_snapshot(row: Any) -> Told:
    found = said(Snapshot, row, "A snapshot")
    summary = found.summary or Summary()
    end = _sane(summary.backup_end)
    return Told(
        status="ok",
        tool=TOOL,
        external_id=found.id,
        also_named=_short(found.id),
        started_at=_sane(summary.backup_start or found.time),
        finished_at=end or _sane(found.time),
        reckoned=() if end else ("finished_at",),
        bytes=summary.total_bytes_processed,
        detail=_figures(row, row.get("summary") or {}),
        needs=(),
    )


def _of_backup(output: Output, exit_code: int | None) -> Report:
    messages = [value for value in output.values if isinstance(value, dict)]
    ends = [each for each in messages if each.get("message_type") == "summary"]
    fatal = [each for each in messages if each.get("message_type") == "exit_error"]
    if not ends and not fatal:
        raise Unreadable("It ends before restic's summary.")
    words = [*_errors(messages), *(line for line in output.words if not line.startswith(_HARMLESS))]
    if not ends:
        return Report([failed_run(TOOL, "\n".join(words), _code(fatal[-1]))])
    summary = said(Summary, ends[-1], "The summary")
    if summary.dry_run:
        return Report(notes=["A dry run leaves no copy; nothing is recorded of it."])
    return Report([_of_summary(ends[-1], summary, words, exit_code)])


def _of_summary(row: dict[str, Any], summary: Summary, words: Sequence[str], exit_code: int | None) -> Told:
    end = _sane(summary.backup_end)
    troubled = bool(words) or exit_code == _PARTLY
    return Told(
        status="warning" if troubled else "ok",
        tool=TOOL,
        external_id=summary.snapshot_id,
        also_named=_short(summary.snapshot_id),
        started_at=_sane(summary.backup_start),
        finished_at=end,
        seconds=summary.total_duration,
        reckoned=() if end else ("finished_at",),
        bytes=summary.total_bytes_processed,
        message=clean_text("\n".join(words))[:LONGEST_MESSAGE],
        detail=_figures(row, row),
        needs=(),
        copy=bool(summary.snapshot_id),
    )


def _errors(messages: list[dict[str, Any]]) -> Iterator[str]:
    """What went wrong, in the tool's words: errors of single items, and what ended it."""
    for each in messages:
        if each.get("message_type") == "error":
            error = each.get("error")
            words = error.get("message") if isinstance(error, dict) else error
            yield clean_line(f"{each.get('item') or ''}: {words or 'error'}").lstrip(": ")
        elif each.get("message_type") == "exit_error":
            yield clean_line(str(each.get("message") or "failed"))


def _code(fatal: dict[str, Any]) -> int:
    code = fatal.get("code")
    return code if isinstance(code, int) else 1


def _figures(row: dict[str, Any], summary: dict[str, Any]) -> dict[str, Any]:
    about = {name: row.get(name) for name in _ABOUT}
    counted = {name: value for name in _FIGURES if isinstance(value := summary.get(name), int) and value <= LARGEST}
    found: dict[str, Any] = kept({**about, **counted})
    return found


def _short(name: str) -> tuple[str, ...]:
    """Up to 0.16 a backup named its snapshot by the first characters alone."""
    return (name[:_SHORT],) if len(name) > _SHORT else ()


def _sane(time: datetime | None) -> datetime | None:
    if time is not None and time.year < _ZERO_YEAR:
        raise Unreadable("A time lies before 1970.")
    return time
