"""`pgbackrest info --output=json`. Pure.

An incremental or differential backup needs those it refers to. Times are seconds since 1970. A
stanza without backups says why in its status; a backup that runs right now is not yet in the list.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import Field

from backups.reading.report import LARGEST, Report, Said, Unreadable, failed_run, kept, output_of, said
from backups.told import Told
from hostops.lib.text import clean_line

TOOL = "pgbackrest"
_ABOUT = ("type", "lsn", "archive", "database", "annotation")
_LATEST = 4_102_444_800  # 2100

Seconds = Annotated[int, Field(ge=0, le=_LATEST)]
Label = Annotated[str, Field(min_length=1, max_length=100)]


class Timestamp(Said):
    start: Seconds
    stop: Seconds


class Info(Said):
    size: Annotated[int, Field(ge=0, le=LARGEST)] | None = None
    delta: int | None = None


class Backup(Said):
    label: Label
    type: str = ""
    prior: str | None = None
    reference: tuple[str, ...] | None = None
    timestamp: Timestamp
    info: Info = Info()
    error: bool | None = None


class Status(Said):
    code: int = 0
    message: str = ""


class Stanza(Said):
    name: str = ""
    status: Status = Status()
    backup: tuple[Any, ...] = ()


def read(text: str, exit_code: int | None = None, stanza: str = "", kinds: tuple[str, ...] = ()) -> Report:
    """The backups of the stanza, and those of these `kinds` (full, diff, incr) alone if any are named.

    With an exit code of a backup that failed beside the list, a failed run too. Unreadable for
    anything else, and where several stanzas have backups and none is named.
    """
    try:
        stanzas = _stanzas(text, stanza)
    except Unreadable:
        if not exit_code:
            raise
        return Report([failed_run(TOOL, text, exit_code)])
    failed = [failed_run(TOOL, "", exit_code)] if exit_code else []
    runs = [_of_backup(row, each.name, kinds) for each in stanzas for row in each.backup]
    return Report([*filter(None, runs), *failed], list(_notes(stanzas)))


def _stanzas(text: str, named: str) -> list[Stanza]:
    values = output_of(text).values
    if len(values) != 1 or not isinstance(values[0], list):
        raise Unreadable("This is not what `pgbackrest info --output=json` prints.")
    found = [said(Stanza, value, "A stanza") for value in values[0]]
    chosen = [each for each in found if not named or each.name == named]
    if named and not chosen:
        raise Unreadable(f"There is no stanza {clean_line(named)[:60]} in it.")
    if len([each for each in chosen if each.backup]) > 1:
        raise Unreadable("Several stanzas have backups; name one, with stanza=.")
    return chosen


def _notes(stanzas: list[Stanza]) -> Iterator[str]:
    if not stanzas:
        yield "There is no stanza."
    for each in stanzas:
        if each.status.code:
            yield clean_line(f"{each.name}: {each.status.message} (status {each.status.code})")[:300]


def _of_backup(row: Any, stanza: str, kinds: tuple[str, ...]) -> Told | None:
    found = said(Backup, row, "A backup")
    if kinds and found.type not in kinds:
        return None
    return Told(
        status="warning" if found.error else "ok",
        tool=TOOL,
        external_id=clean_line(found.label),
        started_at=datetime.fromtimestamp(found.timestamp.start, UTC),
        finished_at=datetime.fromtimestamp(found.timestamp.stop, UTC),
        bytes=found.info.size,
        message="Page checksums failed while it was copied." if found.error else "",
        detail=kept({**{name: row.get(name) for name in _ABOUT}, "stanza": stanza, "delta": _delta(found)}),
        needs=_needs(found),
    )


def _delta(found: Backup) -> int | None:
    return found.info.delta if found.info.delta is not None and abs(found.info.delta) <= LARGEST else None


def _needs(found: Backup) -> tuple[str, ...]:
    if found.type == "full":
        return ()
    return found.reference or ((found.prior,) if found.prior else ())
