"""How a slot stands: decided by the first good run, by failures, by the due instant, by a window."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from backups.rules.health import Heard, health

SLOT = datetime(2026, 3, 11, 1, 0, tzinfo=UTC)
HOUR, MOMENT = timedelta(hours=1), timedelta(microseconds=1)
DUE = SLOT + 4 * HOUR
_ids = count(1)


def good(after: float, took: float | None = 0.5, *, suspicious: bool = False) -> Heard:
    end = SLOT + after * HOUR
    return Heard(next(_ids), None if took is None else end - took * HOUR, end, True, suspicious)


def bad(after: float) -> Heard:
    return Heard(next(_ids), None, SLOT + after * HOUR, False)


@pytest.mark.parametrize(
    ("runs", "at", "state", "late"),
    [
        ([], 0, "pending", ""),
        ([], 4, "pending", ""),
        ([], 4.01, "missed", ""),
        ([good(1)], 2, "ok", ""),
        ([good(4)], 5, "ok", ""),
        ([good(4.5, 1)], 6, "late", "ran_on"),
        ([good(4.5, 0.5)], 6, "late", "ran_on"),
        ([good(4.5, 0.25)], 6, "late", "came_late"),
        ([good(4.5, None)], 6, "late", "came_late"),
        ([bad(1)], 2, "failed", ""),
        ([bad(1)], 6, "failed", ""),
        ([bad(6)], 5, "missed", ""),
        ([bad(6)], 6, "failed", ""),
        ([bad(1), good(2)], 3, "ok", ""),
        ([good(2), bad(1)], 1.5, "failed", ""),
        ([bad(1), good(5, 0.1)], 6, "late", "came_late"),
        ([good(1), bad(2)], 3, "ok", ""),
        ([good(5), good(1)], 6, "ok", ""),
        ([good(3)], 2, "pending", ""),
    ],
)
def test_state_at_an_instant(runs: Sequence[Heard], at: float, state: str, late: str) -> None:
    found = health(DUE, runs, SLOT + at * HOUR)
    assert (found.state, found.late) == (state, late)


def test_the_due_instant_itself_is_in_time_and_the_next_moment_is_not() -> None:
    assert health(DUE, [], DUE).state == "pending"
    assert health(DUE, [], DUE + MOMENT).state == "missed"
    after = Heard(1, SLOT, DUE + MOMENT, True)
    assert health(DUE, [after], DUE + HOUR).state == "late"


@pytest.mark.parametrize(
    ("runs", "at", "state"),
    [([], 0, "quiet"), ([], 9, "quiet"), ([bad(1)], 9, "quiet"), ([good(1)], 9, "ok"), ([good(6)], 9, "ok")],
)
def test_a_quiet_slot_is_never_missed_late_or_failed(runs: Sequence[Heard], at: float, state: str) -> None:
    assert health(DUE, runs, SLOT + at * HOUR, quiet=True).state == state


def test_the_run_that_decides_is_named() -> None:
    first, second, failed = good(2), good(3), bad(1)
    assert health(DUE, [second, failed, first], DUE).run == first
    assert health(DUE, [failed], DUE).run == failed
    assert health(DUE, [], DUE).run is None


def test_figures_far_from_the_history_stand_beside_the_state() -> None:
    assert health(DUE, [good(1, suspicious=True)], DUE).suspicious
    assert not health(DUE, [good(1), good(2, suspicious=True)], DUE).suspicious
    assert not health(DUE, [bad(1)], DUE).suspicious
