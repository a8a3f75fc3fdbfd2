"""Instants: any ISO 8601 with a zone in, UTC with `Z` out."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostops.api.fields import as_z, parse_instant, with_z

NOON = datetime(2026, 3, 27, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-27T12:00:00Z",
        "2026-03-27T12:00Z",
        "2026-03-27t12:00:00z",
        "2026-03-27 12:00:00+00:00",
        "2026-03-27T13:00:00+01:00",
        "2026-03-27T13:00:00+0100",
        "2026-03-27T13:00:00+01",
        "2026-03-27T06:30:00-05:30",
        " 2026-03-27T12:00:00.000000000Z ",
    ],
)
def test_ways_to_write_noon(text: str) -> None:
    assert parse_instant(text) == NOON
    assert parse_instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    "text",
    [
        "", "now", "2026-03-27", "12:00:00Z", "2026-03-27T12:00:00", "2026-03-27T12:00:00 Europe/Berlin",
        "2026-03-27T12:00:00+25:00", "2026-03-27T24:00:01Z", "2026-03-27T12:00:60Z", "2026-13-01T00:00:00Z",
        "2026-03-27T12:00:00.Z", "20260327T120000Z", "1774612800", "٢٠٢٦-03-27T12:00:00Z", "2026-03-27T12:00:00Z\n\0",
        "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
    ],
)  # fmt: skip
def test_what_is_no_instant(text: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_instant(text)


def test_fractions_stand_only_where_there_are_any() -> None:
    assert as_z(NOON) == "2026-03-27T12:00:00Z"
    assert as_z(NOON + timedelta(microseconds=5)) == "2026-03-27T12:00:00.000005Z"
    assert as_z(NOON.astimezone(timezone(timedelta(hours=9)))) == "2026-03-27T12:00:00Z"


@given(
    st.datetimes(NOON.replace(year=1970, tzinfo=None), NOON.replace(year=9998, tzinfo=None), timezones=st.timezones())
)
def test_what_is_written_reads_the_same(instant: datetime) -> None:
    assert parse_instant(as_z(instant)) == instant.astimezone(UTC)
    assert parse_instant(instant.astimezone(UTC).isoformat()) == instant.astimezone(UTC)


def test_instants_deep_in_an_answer() -> None:
    assert with_z({"a": [NOON, {"b": (NOON, None, 1)}]}) == {"a": [as_z(NOON), {"b": [as_z(NOON), None, 1]}]}
