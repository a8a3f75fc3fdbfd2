"""Durations: how they are written, what they mean, how they are said."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostops.clocks.businesstime import Duration, OutOfRange


@pytest.mark.parametrize(
    ("text", "duration"),
    [
        ("PT15M", Duration(seconds=900)),
        ("PT8H", Duration(seconds=28_800)),
        ("PT1H30M5S", Duration(seconds=5405)),
        ("P6D", Duration(days=6)),
        ("P1W", Duration(weeks=1)),
        ("P1M", Duration(months=1)),
        ("P1Y", Duration(years=1)),
        ("P1DT2H", Duration(days=1, seconds=7200)),
        ("P1Y2M3W4DT5H6M7S", Duration(1, 2, 3, 4, 18_367)),
        ("next_business_day", Duration(days=1, next_business_day=True)),
    ],
)
def test_written_and_read_back(text: str, duration: Duration) -> None:
    assert Duration.parse(text) == duration
    assert str(duration) == text


def test_a_day_of_hours_is_not_a_day_of_the_calendar() -> None:
    assert Duration.parse("PT24H") != Duration.parse("P1D")
    assert str(Duration.parse("PT24H")) == "PT24H"


def test_the_two_parts_stay_apart() -> None:
    duration = Duration.parse("P1Y2M3W4DT5H")
    assert (duration.calendar_months, duration.calendar_days, duration.exact) == (14, 25, timedelta(hours=5))


@given(
    st.builds(
        Duration,
        st.integers(0, 3),
        st.integers(0, 12),
        st.integers(0, 9),
        st.integers(0, 99),
        st.integers(0, 10**7),
    )
)
def test_whatever_is_said_is_read_back_the_same(duration: Duration) -> None:
    assert Duration.parse(str(duration)) == duration


@pytest.mark.parametrize("text", ["PT0S", "P0D", "P0Y", "PT0H0M"])
def test_nothing_is_said_in_one_way(text: str) -> None:
    assert str(Duration.parse(text)) == "PT0S"
    assert Duration.parse(text).in_words() == "no time"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "P",
        "PT",
        "P1DT",
        "8h",
        "1 week",
        "PT8",
        "P8H",
        "PT1D",
        "P1D2W",
        "-PT8H",
        "P-1D",
        "+P1D",
        "PT1.5H",
        "PT1,5H",
        "P0.5D",
        "pt8h",
        "PT8H\n",
        " PT8H",
        "PT8H ",
        "P٣D",
        "PT1234567890S",
        "P" + "1" * 5000 + "D",
        "next_business_days",
        "NEXT_BUSINESS_DAY",
        "P1D/P2D",
        "PT\x00",
    ],
)
def test_what_is_no_duration_is_refused_with_the_mend(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration; write whole units such as PT15M") as raised:
        Duration.parse(text)
    assert len(str(raised.value)) < 250


@pytest.mark.parametrize(
    "text",
    [
        "P100Y",
        "P3661D",
        "P11Y",
        "P999M",
        "P524W",
        "PT87841H",
        "P999999999D",
        "P999999999Y",
        "PT999999999H",
        "P5Y2000D",
    ],
)
def test_what_is_too_long_is_refused(text: str) -> None:
    with pytest.raises(OutOfRange, match="a duration is at most 3660 days"):
        Duration.parse(text)


@pytest.mark.parametrize("text", ["P10Y", "P3660D", "PT87840H", "P370D", "P118M"])
def test_ten_years_are_not_too_long(text: str) -> None:
    assert str(Duration.parse(text)) == text


def test_a_negative_duration_is_refused() -> None:
    with pytest.raises(ValueError, match="a duration is not negative"):
        Duration(days=-1)


@pytest.mark.parametrize("duration", [{"days": 2}, {"days": 1, "seconds": 1}, {}])
def test_the_next_business_day_is_nothing_else(duration: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="the next business day is one day"):
        Duration(next_business_day=True, **duration)


@pytest.mark.parametrize("text", ["P1W", "P1M", "P1Y", "P1Y3D", "P1WT1H"])
def test_business_time_has_no_weeks_months_or_years(text: str) -> None:
    with pytest.raises(ValueError, match=f"{text} has no meaning in business time; write business days, such as P5D"):
        Duration.parse(text).check_for("business")
    Duration.parse(text).check_for("elapsed")


def test_the_next_business_day_is_not_elapsed_time() -> None:
    with pytest.raises(ValueError, match="next_business_day is business time; for elapsed time write P1D"):
        Duration.parse("next_business_day").check_for("elapsed")


@pytest.mark.parametrize(
    ("text", "elapsed", "business"),
    [
        ("PT15M", "15 minutes", "15 minutes of business time"),
        ("PT1H", "1 hour", "1 hour of business time"),
        ("PT1H30M", "1 hour and 30 minutes", "1 hour and 30 minutes of business time"),
        ("P6D", "6 days", "6 business days"),
        ("P1D", "1 day", "1 business day"),
        ("P1DT1H1M", "1 day, 1 hour and 1 minute", "1 business day, 1 hour and 1 minute of business time"),
        ("next_business_day", "the next business day", "the next business day"),
    ],
)
def test_said_in_words(text: str, elapsed: str, business: str) -> None:
    assert Duration.parse(text).in_words() == elapsed
    assert Duration.parse(text).in_words("business") == business


@pytest.mark.parametrize(("text", "words"), [("P1W", "1 week"), ("P2M", "2 months"), ("P1Y1W", "1 year and 1 week")])
def test_weeks_months_and_years_in_words(text: str, words: str) -> None:
    assert Duration.parse(text).in_words() == words
