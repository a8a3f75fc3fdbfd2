"""The instants that alerts are told at: a share of the time, or a time before the deadline."""

from fractions import Fraction

import pytest

from hostops.clocks.businesstime import Duration, Pause, TimeMode, before_at, share_at
from tests.businesstime.samples import BERLIN, at, due, pause

START = "2026-06-03T16:00:00+02:00"  # a Wednesday


def share(percent: int | Fraction, duration: str, time: TimeMode, *pauses: Pause, start: str = START) -> object:
    return share_at(at(start), Duration.parse(duration), time, BERLIN, pauses, percent=percent)


def before(ahead: str, duration: str, time: TimeMode, *pauses: Pause, start: str = START) -> object:
    return before_at(at(start), Duration.parse(duration), time, BERLIN, pauses, ahead=Duration.parse(ahead))


def test_half_of_the_business_time() -> None:
    """Four of eight open hours: one on Wednesday, three on Thursday."""
    assert share(50, "PT8H", "business") == at("2026-06-04T12:00:00+02:00")


def test_all_of_it_is_the_deadline_none_of_it_the_start() -> None:
    for duration in ("PT8H", "P3D", "PT0S"):
        assert share(100, duration, "business") == due(START, duration, "business", BERLIN)
        assert share(0, duration, "business") == at(START)


def test_beyond_the_deadline() -> None:
    assert share(200, "PT15M", "elapsed") == at("2026-06-03T16:30:00+02:00")


def test_pauses_move_a_share() -> None:
    paused = pause("2026-06-03T16:30:00+02:00", "2026-06-04T10:00:00+02:00")
    assert share(50, "PT2H", "business", paused) == at("2026-06-04T10:30:00+02:00")


def test_a_share_already_used_when_an_open_pause_began_stands() -> None:
    held = pause("2026-06-03T16:10:00+02:00")
    assert share(50, "PT15M", "elapsed", held) == at("2026-06-03T16:07:30+02:00")
    assert share(75, "PT15M", "elapsed", held) is None


def test_a_share_of_business_days_is_one_of_their_open_hours() -> None:
    """One open hour on Wednesday and eight on Thursday: two thirds are six."""
    assert share(Fraction(200, 3), "next_business_day", "business") == at("2026-06-04T14:00:00+02:00")


def test_a_sixth_of_a_second_is_rounded_up_to_the_microsecond() -> None:
    assert share(Fraction(100, 6), "PT1S", "elapsed") == at("2026-06-03T16:00:00.166667+02:00")


@pytest.mark.parametrize("percent", [-1, 1001, 0.5, "50"])
def test_a_senseless_share_is_refused(percent: object) -> None:
    with pytest.raises(ValueError, match="a share is 0 to 1000 percent"):
        share(percent, "PT1H", "business")  # type: ignore[arg-type]


def test_an_hour_before_is_an_open_hour_never_midnight() -> None:
    assert before("PT1H", "P1D", "business") == at("2026-06-04T16:00:00+02:00")
    assert before("PT1H", "PT90M", "business") == at("2026-06-03T16:30:00+02:00")
    assert before("PT1H", "PT8H30M", "business") == at("2026-06-04T15:30:00+02:00")


def test_where_the_night_lies_between_it_is_told_at_the_close() -> None:
    """Due on Thursday 10:00, an open hour is left from Wednesday's close on."""
    assert before("PT1H", "PT2H", "business") == at("2026-06-03T17:00:00+02:00")


def test_an_hour_before_in_elapsed_time() -> None:
    assert before("PT1H", "PT24H", "elapsed") == at("2026-06-04T15:00:00+02:00")


def test_more_than_there_is_means_the_start() -> None:
    for ahead in ("PT1H", "PT2H", "P1D", "P40D"):
        assert before(ahead, "PT1H", "elapsed") == at(START)
        assert before(ahead, "PT1H", "business") == at(START)


def test_pauses_move_a_time_before() -> None:
    paused = pause("2026-06-04T09:00:00+02:00", "2026-06-04T12:00:00+02:00")
    assert before("PT1H", "PT4H", "business", paused) == at("2026-06-04T14:00:00+02:00")
    assert before("PT1H", "PT4H", "business", pause("2026-06-04T09:00:00+02:00")) is None


def test_days_before_in_elapsed_time_are_days_of_the_calendar() -> None:
    """Due on 30 March 12:00 local, clocks change on the 29th: two days before is still 12:00."""
    start = "2026-03-23T12:00:00+01:00"
    assert before("P2D", "P1W", "elapsed", start=start) == at("2026-03-28T12:00:00+01:00")
    assert before("P2DT1H", "P1W", "elapsed", start=start) == at("2026-03-28T11:00:00+01:00")


def test_business_days_before_are_their_closes() -> None:
    """Due at Tuesday's close, three business days after Thursday."""
    start = "2026-06-04T12:00:00+02:00"
    assert before("P1D", "P3D", "business", start=start) == at("2026-06-08T17:00:00+02:00")
    assert before("P2D", "P3D", "business", start=start) == at("2026-06-05T17:00:00+02:00")
    assert before("P1DT1H", "P3D", "business", start=start) == at("2026-06-08T16:00:00+02:00")


def test_days_before_have_to_mean_something_in_the_clocks_time() -> None:
    with pytest.raises(ValueError, match="P1W has no meaning in business time"):
        before("P1W", "PT1H", "business")


def test_thresholds_come_in_their_order() -> None:
    instants = [share(percent, "P5D", "business") for percent in range(0, 101, 5)]
    assert instants == sorted(instants)  # type: ignore[type-var]
