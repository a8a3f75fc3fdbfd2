"""What is said of a slot, from what is known of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from backups.rules.exceptions import Ran, Row, Unkept, answered, rows_of

SLOT = datetime(2026, 3, 10, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DUE = SLOT + 4 * HOUR


def unkept(stopped_at: datetime | None = None) -> Unkept:
    return Unkept(1, SLOT, DUE, stopped_at)


def ran(status: str = "failed", **more: Any) -> Ran:
    given: dict[str, Any] = {"id": 7, "schedule": 1, "slot_at": SLOT, "finished_at": SLOT + HOUR, **more}
    return Ran(status=status, **given)


def only(rows: list[Row]) -> Row:
    assert len(rows) == 1
    return rows[0]


def test_one_row_a_slot_the_gravest_first() -> None:
    assert only(rows_of([unkept()], [], set())).states == ("missed",)
    assert only(rows_of([unkept()], [ran()], {(1, SLOT)})).states == ("failed",)
    assert only(rows_of([unkept(DUE + HOUR)], [ran()], {(1, SLOT)})).states == ("late",)
    assert only(rows_of([unkept(DUE + HOUR)], [ran("ok", suspicious=True)], set())).states == ("late", "suspicious")
    assert only(rows_of([], [ran()], {(1, SLOT)})).states == ("failed_run",)
    assert only(rows_of([], [ran("warning", suspicious=True)], set())).states == ("suspicious", "warning")
    gone = ran("ok", deleted_at=DUE)
    assert (only(rows_of([], [gone], set())).states, only(rows_of([], [gone], set())).at) == (("deleted",), DUE)


def test_a_run_that_failed_the_day_before_still_makes_the_slot_failed() -> None:
    row = only(rows_of([unkept()], [], {(1, SLOT)}))
    assert (row.state, row.runs, row.is_broken) == ("failed", (), True)


def test_an_occasional_run_is_named_by_its_end() -> None:
    row = only(rows_of([], [ran(slot_at=None)], set()))
    assert (row.slot_at, row.is_broken) == (SLOT + HOUR, False)


def test_remarks_answer_and_reasons_close() -> None:
    other = Unkept(2, SLOT, DUE, None)
    rows = answered(rows_of([unkept(), other], [], set()), [(1, SLOT, ""), (1, SLOT, "resources"), (2, DUE, "x")])
    told = {row.schedule: (row.answered, row.closed, row.is_owed_words) for row in rows}
    assert told == {1: (True, True, False), 2: (False, False, True)}


def test_what_nobody_has_answered_comes_first_then_what_is_broken_then_the_newest() -> None:
    old = Unkept(3, SLOT - 24 * HOUR, DUE - 24 * HOUR, None)
    rows = rows_of([unkept(), old], [ran("warning", schedule=2, finished_at=DUE + HOUR), ran(schedule=4)], set())
    rows = answered(rows, [(1, SLOT, "")])
    assert [row.schedule for row in sorted(rows, key=lambda row: row.rank)] == [3, 1, 2, 4]
