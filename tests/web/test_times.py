"""Instants and durations in words, in the reader's zone."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hostops.web import times

SPRING = datetime(2026, 3, 27, 15, 0, 5, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("UTC", "27 Mar 2026, 15:00 UTC"),
        ("Europe/Berlin", "27 Mar 2026, 16:00 CET"),
        ("America/Los_Angeles", "27 Mar 2026, 08:00 PDT"),
        ("America/Sao_Paulo", "27 Mar 2026, 12:00 UTC-03:00"),
        ("Asia/Kathmandu", "27 Mar 2026, 20:45 UTC+05:45"),
    ],
)
def test_the_zone_is_named_by_letters_or_by_its_distance_from_utc(zone: str, words: str) -> None:
    assert times.absolute(SPRING, ZoneInfo(zone)) == words


def test_the_name_follows_the_season() -> None:
    summer = datetime(2026, 7, 1, 15, 0, tzinfo=UTC)
    assert times.absolute(summer, BERLIN) == "1 Jul 2026, 17:00 CEST"


def test_seconds_where_they_matter() -> None:
    assert times.absolute(SPRING, BERLIN, precise=True) == "27 Mar 2026, 16:00:05 CET"
    assert times.absolute_full(SPRING, BERLIN) == "Friday 27 March 2026, 16:00:05 CET (Europe/Berlin)"
    assert times.absolute_full(SPRING, ZoneInfo("UTC")) == "Friday 27 March 2026, 15:00:05 UTC"


def test_machines_read_utc() -> None:
    assert times.iso(SPRING.astimezone(BERLIN)) == "2026-03-27T15:00:05Z"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (59, "59 s"), (60, "1 min"), (905, "15 min 5 s"), (3_600, "1 h"), (90_061, "1 d 1 h")],
)
def test_durations_name_their_two_largest_units(seconds: int, words: str) -> None:
    assert times.duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (86_400, "24 h"), (95_105, "26 h 25 min 5 s"), (300, "5 min")],
)
def test_counted_time_is_exact_and_never_in_days(seconds: int, words: str) -> None:
    assert times.in_hours(seconds) == words


@pytest.mark.parametrize(
    ("away", "relative", "due"),
    [
        (timedelta(0), "just now", "in 0 s"),
        (timedelta(minutes=15), "in 15 min", "in 15 min"),
        (timedelta(hours=2, minutes=5, seconds=59), "in 2 h 5 min", "in 2 h 5 min"),
        (timedelta(hours=1, seconds=30), "in 1 h", "in 1 h"),
        (-timedelta(minutes=3, seconds=2), "3 min 2 s ago", "3 min 2 s late"),
        (-timedelta(days=3, hours=1), "3 d 1 h ago", "3 d 1 h late"),
        (timedelta(days=200, minutes=1), "in 200 d", "in 200 d"),
    ],
)
def test_how_far_off(away: timedelta, relative: str, due: str) -> None:
    assert times.relative(SPRING + away, SPRING) == relative
    assert times.until_due(SPRING + away, SPRING) == due


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (1, "by 17:00 CET today"),
        (7.5, "by 23:30 CET today"),
        (8, "by 00:00 CET tomorrow"),
        (35, "by Sun 29 Mar, 04:00 CEST"),  # the night in which the clocks change
        (24 * 300, "by Thu 21 Jan 2027, 16:00 CET"),
        (-1, "by 15:00 CET today"),
    ],
)
def test_a_promise_in_a_sentence(hours: float, words: str) -> None:
    assert times.by(SPRING + timedelta(hours=hours), SPRING, BERLIN) == words
