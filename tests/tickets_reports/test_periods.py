"""Periods by the wall calendar of a zone, against a plain walk from day to day."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.reports.periods import Period, months_up_to, of_days, of_instants, parse, recent

ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC", "Europe/Stockholm", "America/Los_Angeles", "America/Sao_Paulo", "Africa/Cairo", "Asia/Kathmandu",
        "Australia/Lord_Howe", "Pacific/Apia",
    )
]  # fmt: skip
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
KEYS = st.one_of(
    st.integers(1980, 2040).map(str),
    st.tuples(st.integers(1980, 2040), st.integers(1, 4)).map(lambda found: f"{found[0]}-Q{found[1]}"),
    st.tuples(st.integers(1980, 2040), st.integers(1, 12)).map(lambda found: f"{found[0]}-{found[1]:02}"),
)
INSTANTS = st.integers(0, 58 * 366 * 86_400).map(lambda seconds: datetime(1981, 1, 1, tzinfo=UTC) + seconds * SECOND)


def in_words(instant: datetime, zone: ZoneInfo) -> set[str]:
    """Every way in which the periods that the instant is in may be written, from its wall date alone."""
    local = instant.astimezone(zone)
    quarter = {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2, 7: 3, 8: 3, 9: 3, 10: 4, 11: 4, 12: 4}[local.month]
    return {f"{local:%Y}", f"{local:%Y-%m}", f"{local:%Y}-Q{quarter}"}


@given(instant=INSTANTS, key=KEYS, zone=st.sampled_from(ZONES))
def test_an_instant_is_in_a_period_when_its_wall_date_is(instant: datetime, key: str, zone: ZoneInfo) -> None:
    period = parse(key, zone)
    assert (period.start <= instant < period.end) is (key in in_words(instant, zone))


@given(instant=INSTANTS, zone=st.sampled_from(ZONES))
def test_every_instant_is_in_the_periods_that_its_date_names(instant: datetime, zone: ZoneInfo) -> None:
    for key in in_words(instant, zone):
        period = parse(key, zone)
        assert period.start <= instant < period.end, key
        assert period.key == key


@given(key=KEYS, zone=st.sampled_from(ZONES))
def test_the_period_before_ends_where_this_begins(key: str, zone: ZoneInfo) -> None:
    period = parse(key, zone)
    before = period.before()
    assert before.end == period.start
    assert len(before.key) == len(period.key)
    assert parse(before.key, zone) == before


@given(first=st.dates(date(1980, 1, 1), date(2039, 1, 1)), days=st.integers(0, 400), zone=st.sampled_from(ZONES))
def test_own_days_with_both_ends(first: date, days: int, zone: ZoneInfo) -> None:
    period = of_days(first, first + days * DAY, zone)
    inside = {
        (period.start + hours * timedelta(hours=1)).astimezone(zone).date()
        for hours in range(int((period.end - period.start) / timedelta(hours=1)))
    }
    walked = {first + day * DAY for day in range(days + 1)}
    # Apia never had the 30th of December 2011
    assert inside == {day for day in walked if str(zone) != "Pacific/Apia" or day != date(2011, 12, 30)} or (
        period.start == period.end
    )
    assert period.before().end == period.start
    assert parse(period.key, zone) == period


def test_a_month_in_which_the_clocks_go_back_is_an_hour_longer() -> None:
    assert parse("2026-10", ZoneInfo("Europe/Stockholm")).end - parse(
        "2026-10", ZoneInfo("Europe/Stockholm")
    ).start == (31 * DAY + timedelta(hours=1))


def test_twelve_months_without_a_gap() -> None:
    months = months_up_to(date(2026, 3, 31), 12, ZONES[1])
    assert [months[0].key, months[-1].key, len(months)] == ["2025-04", "2026-03", 12]
    assert all(one.end == following.start for one, following in pairwise(months))


def test_recent_periods_begin_with_the_present_one() -> None:
    assert [found.key for found in recent(date(2026, 2, 10), 3, 3, ZONES[0])] == ["2026-Q1", "2025-Q4", "2025-Q3"]
    assert [found.key for found in recent(date(2026, 2, 10), 12, 2, ZONES[0])] == ["2026", "2025"]
    assert [found.key for found in recent(date(2026, 2, 10), 1, 3, ZONES[0])] == ["2026-02", "2026-01", "2025-12"]


def test_instants_are_compared_with_as_many_seconds() -> None:
    start = datetime(2026, 3, 1, 12, tzinfo=UTC)
    before = of_instants(start, start + timedelta(hours=30), ZONES[0]).before()
    assert (before.start, before.end) == (start - timedelta(hours=30), start)


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-Q5", "26", "2026-1", "0001", "9999", "2026-02-30..2026-03-01", "２０２６", "2026-03-02.."],
)
def test_nonsense_is_refused_with_its_mend(text: str) -> None:
    with pytest.raises(ValueError, match=r"[A-Z].*\."):
        parse(text, ZONES[0])


def test_days_the_wrong_way_round() -> None:
    with pytest.raises(ValueError, match="before the first"):
        of_days(date(2026, 3, 2), date(2026, 3, 1), ZONES[0])


def test_names_are_what_people_say() -> None:
    names = {key: parse(key, ZONES[0]).name for key in ("2026", "2026-Q3", "2026-10", "2026-10-05..2026-10-05")}
    assert list(names.values()) == ["2026", "Q3 2026", "October 2026", "5 Oct 2026"]
    assert isinstance(parse("2026", ZONES[0]), Period)
