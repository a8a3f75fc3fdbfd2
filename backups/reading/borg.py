"""`borg create --json`, `borg list --json` and `borg info --json`, as borg 1.2 to 2.0 print them. Pure.

borg deduplicates: an archive needs no other. Its times are those of its host's wall clock, without
zone; a list has only when each archive began. `create` counts more than the files into the size,
which `info` does not. Lines of `--log-json`, and plain ones, may stand
around the JSON.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from backups.reading.report import LARGEST, Report, Said, Unreadable, failed_run, kept, output_of, said
from backups.told import LONGEST_MESSAGE, Told
from hostops.lib.text import clean_line, clean_text

TOOL = "borg"
_ABOUT = ("name", "hostname", "username", "comment")
_WARNING_CODES = (1, *range(100, 128))
_TROUBLE = ("WARNING", "ERROR", "CRITICAL")
_ZERO_YEAR = 1970


class Stats(Said):
    original_size: Annotated[int, Field(ge=0, le=LARGEST)] | None = None


class Archive(Said):
    """One archive; a list has no `end` and no `stats`."""

    id: Annotated[str, Field(min_length=1, max_length=200)]
    name: str = ""
    start: datetime
    end: datetime | None = None
    duration: Annotated[float, Field(ge=0, le=10**9)] | None = None
    stats: Stats | None = None


def read(text: str, exit_code: int | None = None) -> Report:
    """The run of `create`, or those of a list. Unreadable for anything else."""
    warned = exit_code in _WARNING_CODES
    if exit_code and not warned:
        return Report([failed_run(TOOL, text, exit_code)])
    output = output_of(text)
    messages = [value for value in output.values if _is_message(value)]
    documents = [value for value in output.values if not _is_message(value)]
    if not documents:
        raise Unreadable("There is no archive in it, and no list of archives.")
    words = [*_trouble(messages), *output.words]
    runs = [run for document in documents for run in _of_document(document, words, warned)]
    return Report(runs, [] if runs else ["The repository has no archives."])


def _of_document(document: Any, words: Sequence[str], warned: bool) -> list[Told]:
    if not isinstance(document, dict) or not ({"archive", "archives", "repository"} & document.keys()):
        raise Unreadable("This is neither `borg create`, `borg list` nor `borg info` with --json.")
    if "archive" in document:
        return [_of_archive(document["archive"], words, warned or bool(words), made=True)]
    archives = document.get("archives") or []
    if not isinstance(archives, list):
        raise Unreadable("archives is no list.")
    return [_of_archive(row, (), troubled=False) for row in archives]


def _of_archive(row: Any, words: Sequence[str], troubled: bool, made: bool = False) -> Told:
    found = said(Archive, row, "An archive")
    if found.start.year < _ZERO_YEAR:
        raise Unreadable("A time lies before 1970.")
    partial = ".checkpoint" in found.name
    return Told(
        status="failed" if partial else "warning" if troubled else "ok",
        tool=TOOL,
        external_id=clean_line(found.id),
        started_at=found.start,
        finished_at=found.end or found.start,
        seconds=found.duration,
        reckoned=(*(() if found.end else ("finished_at",)), *(("bytes",) if made else ())),
        bytes=found.stats.original_size if found.stats else None,
        message=_message(words, partial),
        detail=_figures(row),
        needs=None if partial else (),
        copy=not partial,
    )


def _message(words: Sequence[str], partial: bool) -> str:
    interrupted = ["An interrupted backup: only a checkpoint of it was kept."] if partial else []
    return clean_text("\n".join([*interrupted, *words]))[:LONGEST_MESSAGE]


def _figures(row: dict[str, Any]) -> dict[str, Any]:
    stats = row.get("stats")
    counted = {}
    if isinstance(stats, dict):
        counted = {name: value for name, value in stats.items() if isinstance(value, int) and abs(value) <= LARGEST}
    found: dict[str, Any] = kept({**{name: row.get(name) for name in _ABOUT}, **counted})
    return found


def _is_message(value: Any) -> bool:
    """A line of `--log-json`."""
    return isinstance(value, dict) and isinstance(value.get("type"), str) and "archives" not in value


def _trouble(messages: Sequence[dict[str, Any]]) -> list[str]:
    return [clean_line(str(each.get("message") or "")) for each in messages if each.get("levelname") in _TROUBLE]
