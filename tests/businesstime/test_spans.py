"""Spans: an explanation without gaps, whose sum is right to the second."""

from dataclasses import FrozenInstanceError, fields
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostops.clocks.businesstime import Calendar, Duration, Pause, TimeMode, deadline
from tests.businesstime.samples import BERLIN, NINE_TO_FIVE, at, pause, reasons, reckoned, utc

LONGEST_PAUSE = 3 * 86_400 * 10**6


def test_a_holiday_spans_its_whole_local_date_with_closed_time_around_it() -> None:
    found = reckoned("2026-12-24T16:00:00+01:00", "PT2H", "business", BERLIN)
    assert [(span.start, span.why) for span in found.spans] == [
        (at("2026-12-24T16:00:00+01:00"), "open"),
        (at("2026-12-24T17:00:00+01:00"), "closed"),
        (at("2026-12-25T00:00:00+01:00"), "holiday: Christmas Day"),
        (at("2026-12-26T00:00:00+01:00"), "closed"),
        (at("2026-12-28T09:00:00+01:00"), "open"),
    ]


def test_a_weekend_is_one_span() -> None:
    found = reckoned("2026-06-05T16:00:00+02:00", "PT2H", "business", BERLIN)
    assert reasons(found.spans) == [("open", 3600), ("closed", 64 * 3600), ("open", 3600)]


@pytest.mark.parametrize(
    ("start", "whys"),
    [
        ("2026-06-03T09:00:00+02:00", ["open"]),
        ("2026-06-03T17:00:00+02:00", ["closed", "open"]),
        ("2026-12-25T00:00:00+01:00", ["holiday: Christmas Day", "closed", "open"]),
    ],
)
def test_a_start_on_an_edge_leaves_no_empty_span(start: str, whys: list[str]) -> None:
    spans = reckoned(start, "PT1H", "business", BERLIN).spans
    assert [span.why for span in spans] == whys
    assert all(span.seconds for span in spans)


def test_a_pause_on_the_edges_of_the_opening_hours_leaves_no_empty_span() -> None:
    night = pause("2026-06-03T17:00:00+02:00", "2026-06-04T09:00:00+02:00")
    earlier = pause("2026-06-03T16:10:00+02:00", "2026-06-03T16:20:00+02:00")
    start = "2026-06-03T16:00:00+02:00"
    assert reasons(reckoned(start, "PT2H", "business", BERLIN, night).spans) == [
        ("open", 3600), ("closed", 16 * 3600), ("open", 3600)
    ]  # fmt: skip
    assert reasons(reckoned(start, "PT1H", "business", BERLIN, night, earlier).spans) == [
        ("open", 600), ("paused", 600), ("open", 2400), ("closed", 16 * 3600), ("open", 600)
    ]  # fmt: skip


def test_what_is_explained_cannot_be_changed() -> None:
    found = reckoned("2026-06-03T16:00:00+02:00", "PT2H", "business", BERLIN)
    for thing in (found, found.spans[0], Duration(days=1), Pause(utc("2026-06-03")), BERLIN):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, fields(thing)[0].name, None)
        hash(thing)


def test_days_closed_say_why() -> None:
    closed = {date(2026, 6, 4): "company outing", date(2026, 6, 5): ""}
    calendar = Calendar("Europe/Berlin", NINE_TO_FIVE, {date(2026, 6, 3): ""}, closed)
    found = reckoned("2026-06-02T23:00:00+02:00", "PT1H", "business", calendar)
    assert [span.why for span in found.spans] == [
        "closed",
        "holiday",
        "closed: company outing",
        "closed",
        "open",
    ]


def test_a_day_that_is_a_holiday_and_closed_is_a_holiday() -> None:
    calendar = Calendar("Europe/Berlin", NINE_TO_FIVE, BERLIN.holidays, {date(2026, 12, 25): "too"})
    found = reckoned("2026-12-25T12:00:00+01:00", "PT1H", "business", calendar)
    assert found.spans[0].why == "holiday: Christmas Day"


def test_a_holiday_at_a_weekend_is_still_named() -> None:
    calendar = Calendar("Europe/Berlin", NINE_TO_FIVE, {date(2026, 12, 26): "Second Day of Christmas"})
    found = reckoned("2026-12-25T16:00:00+01:00", "PT2H", "business", calendar)
    assert [span.why for span in found.spans] == [
        "open",
        "closed",
        "holiday: Second Day of Christmas",
        "closed",
        "open",
    ]


def test_fractions_of_seconds_are_carried_so_that_the_sum_is_right() -> None:
    pauses = [Pause(at(f"2026-06-03T10:00:0{second}.3Z"), at(f"2026-06-03T10:00:0{second}.6Z")) for second in range(5)]
    found = deadline(at("2026-06-03T10:00:00Z"), Duration.parse("PT8S"), "elapsed", BERLIN, pauses)
    assert found.due_at == at("2026-06-03T10:00:09.5Z")
    assert sum(span.seconds or 0 for span in found.spans if span.counts) == 8
    assert sum(span.seconds or 0 for span in found.spans if not span.counts) == 1  # of 1.5


@settings(max_examples=150, deadline=None)
@given(
    st.datetimes(
        utc("2026-01-01").replace(tzinfo=None), utc("2026-12-31").replace(tzinfo=None), timezones=st.just(UTC)
    ),
    st.integers(0, 200_000),
    st.lists(st.tuples(st.integers(0, LONGEST_PAUSE), st.integers(0, LONGEST_PAUSE)), max_size=4),
    st.sampled_from(get_args(TimeMode)),
)
def test_counted_seconds_sum_to_the_duration_to_the_microsecond_of_the_start(
    start: datetime, seconds: int, pauses: list[tuple[int, int]], time: TimeMode
) -> None:
    made = [Pause(start + timedelta(microseconds=a), start + timedelta(microseconds=a + b)) for a, b in pauses]
    found = deadline(start, Duration(seconds=seconds), time, BERLIN, made)
    assert found.due_at is not None
    assert sum(span.seconds or 0 for span in found.spans if span.counts) == seconds
    exact = sum((span.end - span.start for span in found.spans if span.counts and span.end), timedelta())
    assert exact == timedelta(seconds=seconds)
    edges = [edge for span in found.spans for edge in (span.start, span.end)]
    assert edges[1:-1:2] == edges[2::2]
    if seconds:
        assert (edges[0], edges[-1]) == (start, found.due_at)
    whys = [span.why for span in found.spans]
    assert all(one != other for one, other in pairwise(whys))
