"""A clock drawn on a line of time."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hostops.clocks.picture import Picture, picture

NINE = datetime(2026, 3, 10, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
PORTLAND = ZoneInfo("America/Los_Angeles")


def drawn(spans: Any, now: datetime, **given: Any) -> Picture:
    base: dict[str, Any] = {"due_at": None, "stopped_at": None, "thresholds": (), "zone": UTC}
    found = picture(spans, now=now, **base | given)
    assert found
    return found


def test_pieces_lie_one_after_another_in_their_shares() -> None:
    spans = [
        (NINE, NINE + HOUR, "open"),
        (NINE + HOUR, NINE + 3 * HOUR, "closed"),
        (NINE + 3 * HOUR, NINE + 4 * HOUR, "open"),
    ]
    shown = drawn(spans, NINE + 2 * HOUR, due_at=NINE + 4 * HOUR, thresholds=[("50%", NINE + HOUR)])
    assert [(piece.kind, piece.x, piece.width) for piece in shown.pieces] == [
        ("open", 0, 25), ("closed", 25, 50), ("open", 75, 25),
    ]  # fmt: skip
    assert shown.now is not None
    assert shown.now.x == 50
    assert [mark.x for mark in shown.thresholds] == [25]
    assert shown.due is not None
    assert (shown.due.x, shown.due.anchor) == (100, "end")


def test_before_its_start_there_is_nothing_to_draw() -> None:
    assert picture([], due_at=None, stopped_at=None, thresholds=(), now=NINE, zone=UTC) is None


def test_a_late_one_goes_on_past_its_due_instant_but_not_for_ever() -> None:
    spans = [(NINE, NINE + HOUR, "elapsed")]
    a_little = drawn(spans, NINE + HOUR * 1.2, due_at=NINE + HOUR)
    assert [piece.kind for piece in a_little.pieces] == ["open", "late"]
    assert not a_little.goes_on
    very = drawn(spans, NINE + 90 * HOUR, due_at=NINE + HOUR)
    assert very.goes_on
    assert very.pieces[0].width > 70


def test_one_that_stands_still_is_drawn_up_to_now() -> None:
    shown = drawn([(NINE, NINE + HOUR, "open"), (NINE + HOUR, None, "paused")], NINE + 2 * HOUR)
    assert [(piece.kind, piece.width) for piece in shown.pieces] == [("open", 50), ("paused", 50)]


def test_midnights_are_the_readers() -> None:
    spans = [(NINE, NINE + 40 * HOUR, "elapsed")]
    days = drawn(spans, NINE, due_at=NINE + 40 * HOUR, zone=PORTLAND).days
    assert [(mark.label, mark.at.astimezone(UTC).hour) for mark in days] == [("Wed 11", 7)]


def test_a_midnight_that_has_no_room_for_its_name_has_none() -> None:
    line = [(NINE, NINE + 40 * HOUR, "elapsed")]
    before_now = drawn(line, NINE + 17 * HOUR, due_at=NINE + 40 * HOUR)  # two hours, 5 %, after midnight
    assert [mark.label for mark in before_now.days] == [""]  # the second, at the end of the line
    at_the_end = drawn(line, NINE, due_at=NINE + 16 * HOUR)
    assert [(mark.label, mark.x > 90) for mark in at_the_end.days] == [("", True)]


def test_a_year_has_no_hedge_of_midnights() -> None:
    spans = [(NINE, NINE + 365 * 24 * HOUR, "elapsed")]
    assert drawn(spans, NINE, due_at=NINE + 365 * 24 * HOUR).days == []


def test_a_midnight_gives_way_to_the_present() -> None:
    spans = [(NINE, NINE + 40 * HOUR, "elapsed")]
    assert len(drawn(spans, NINE, due_at=NINE + 40 * HOUR).days) == 2
    shown = drawn(spans, NINE + 15 * HOUR, due_at=NINE + 40 * HOUR)
    assert [mark.at for mark in shown.days] == [NINE + 39 * HOUR]


def test_one_that_has_ended_has_its_end_and_no_present() -> None:
    spans = [(NINE, NINE + HOUR, "elapsed")]
    shown = drawn(spans, NINE + HOUR * 1.5, due_at=NINE + 2 * HOUR, stopped_at=NINE + HOUR)
    assert shown.stopped is not None
    assert (shown.stopped.x, shown.now, shown.left) == (50, None, 0)


def test_thresholds_are_those_on_the_line_with_labels_that_stay_inside() -> None:
    said = [(f"{percent}%", NINE + HOUR * percent / 100) for percent in (-50, 5, 50, 95, 150)]
    shown = drawn([(NINE, NINE + HOUR, "elapsed")], NINE, due_at=NINE + HOUR, thresholds=said)
    assert [(mark.label, mark.anchor) for mark in shown.thresholds] == [
        ("5%", "start"), ("50%", "middle"), ("95%", "end"),
    ]  # fmt: skip


@given(
    st.lists(st.integers(1, 10**6), min_size=1, max_size=8),
    st.integers(-(10**6), 10**7),
    st.integers(0, 10**7) | st.none(),
)
def test_everything_lies_on_the_line_whatever_happens(lengths: list[int], ahead: int, stopped: int | None) -> None:
    edges = [NINE]
    for length in lengths:
        edges.append(edges[-1] + timedelta(seconds=length))
    spans = [(begin, end, "open") for begin, end in pairwise(edges)]
    stopped_at = NINE + timedelta(seconds=stopped) if stopped is not None else None
    found = picture(
        spans, due_at=edges[-1], stopped_at=stopped_at, thresholds=[("50%", edges[-1])],
        now=NINE + timedelta(seconds=ahead), zone=PORTLAND,
    )  # fmt: skip
    assert found
    assert all(0 <= piece.x <= 100 and piece.width >= 0 and piece.x + piece.width <= 100.02 for piece in found.pieces)
    marks = [*found.days, *found.thresholds, *(mark for mark in (found.due, found.now, found.stopped) if mark)]
    assert all(0 <= mark.x <= 100 for mark in marks)
