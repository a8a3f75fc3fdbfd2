"""Opening hours: how they are written, what is refused with which mend, how they are said."""

import pytest

from hostops.clocks.businesstime import Calendar, hours_in_words, parse_hours
from tests.businesstime.samples import ALWAYS, NEVER, NINE_TO_FIVE, WORKDAYS


def test_written_by_weekday_in_minutes() -> None:
    written = {"mon": [["09:00", "17:00"]], "sat": [], "sun": [["00:00", "24:00"]]}
    assert parse_hours(written) == (((540, 1020),), (), (), (), (), (), ((0, 1440),))


def test_openings_may_stand_in_any_order() -> None:
    written = {"mon": [["13:00", "17:00"], ["09:00", "12:00"]]}
    assert parse_hours(written)[0] == ((540, 720), (780, 1020))


def test_openings_may_touch_and_be_tuples() -> None:
    assert parse_hours({"mon": (("09:00", "12:00"), ("12:00", "17:00"))})[0] == ((540, 720), (720, 1020))


def test_nothing_written_is_closed() -> None:
    assert parse_hours({}) == NEVER


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"monday": []}, "'monday' is not a day; use mon, tue, wed, thu, fri, sat, sun"),
        (
            {"mon": "09:00-17:00"},
            'mon: write a list of openings, such as [["09:00", "17:00"]], or [] for closed',
        ),
        ({"mon": None}, "mon: write a list of openings"),
        ({"mon": {"09:00": "17:00"}}, "mon: write a list of openings"),
        ({"tue": ["09:00", "17:00"]}, "tue: an opening is a pair of times"),
        ({"tue": [["09:00"]]}, "tue: an opening is a pair of times"),
        ({"tue": [["09:00", "12:00", "17:00"]]}, "tue: an opening is a pair of times"),
        ({"tue": [9]}, "tue: an opening is a pair of times"),
        ({"wed": [["9:00", "17:00"]]}, "wed: '9:00' is not a time of day; write hours and minutes in quotes"),
        ({"wed": [["09:00", "24:01"]]}, "wed: '24:01' is not a time of day"),
        ({"wed": [["09:00", "25:00"]]}, "wed: '25:00' is not a time of day"),
        ({"wed": [["09:60", "17:00"]]}, "wed: '09:60' is not a time of day"),
        ({"wed": [["09:00\n", "17:00"]]}, "is not a time of day"),
        ({"wed": [["0٩:00", "17:00"]]}, "is not a time of day"),
        ({"wed": [["09:00", None]]}, "wed: None is not a time of day"),
        ({"thu": [["09:00", 1020]]}, "thu: 1020 (17:00 without quotes?) is not a time of day"),
        (
            {"fri": [["22:00", "06:00"]]},
            'fri: 22:00 to 06:00 runs past midnight; write ["22:00", "24:00"] on fri '
            'and ["00:00", "06:00"] on the next day',
        ),
        (
            {"sat": [["09:00", "09:00"]]},
            "Saturday: 09:00-09:00 is not an opening; it must close after it opens",
        ),
        ({"sun": [["09:00", "12:00"], ["11:00", "17:00"]]}, "Sunday: 09:00-12:00 and 11:00-17:00 overlap"),
        ({"sun": [["09:00", "12:00"]] * 2}, "Sunday: 09:00-12:00 and 09:00-12:00 overlap"),
        ({"sun": [["09:00", "10:00"]] * 25}, "Sunday: 25 openings; at most 24 a day"),
    ],
)
def test_a_mistake_is_named_with_its_day_and_its_mend(written: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the message is what is tested
        parse_hours(written)
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("day", "message"),
    [
        (((540, 1020), (500, 520)), "Monday: 09:00-17:00 and 08:20-08:40 overlap or are out of order"),
        (((540, 1500),), "Monday: 09:00-25:00 is not an opening"),
        (((-60, 60),), "is not an opening"),
        (((600, 540),), "Monday: 10:00-09:00 is not an opening; it must close after it opens, by 24:00"),
    ],
)
def test_a_calendar_takes_lawful_hours_only(day: tuple[tuple[int, int], ...], message: str) -> None:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - the message is what is tested
        Calendar("UTC", (day, (), (), (), (), (), ()))
    assert message in str(raised.value)


def test_hours_are_for_seven_days() -> None:
    with pytest.raises(ValueError, match="hours are given for 7 weekdays, not 5"):
        Calendar("UTC", ((),) * 5)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({day: [["09:00", "17:00"]] for day in WORKDAYS}, "Monday to Friday 09:00-17:00"),
        ({"mon": [["09:00", "12:00"], ["13:00", "17:00"]]}, "Monday 09:00-12:00 and 13:00-17:00"),
        (
            {"mon": [["09:00", "17:00"]], "tue": [["09:00", "17:00"]], "fri": [["08:00", "24:00"]]},
            "Monday and Tuesday 09:00-17:00, Friday 08:00-24:00",
        ),
        ({"sat": [["00:00", "24:00"]]}, "Saturday around the clock"),
        ({}, "never open"),
    ],
)
def test_said_in_words(written: dict[str, object], words: str) -> None:
    assert hours_in_words(parse_hours(written)) == words


def test_every_day_in_words() -> None:
    assert hours_in_words(ALWAYS) == "every day around the clock"
    assert hours_in_words((((540, 1020),),) * 7) == "every day 09:00-17:00"
    assert hours_in_words(NINE_TO_FIVE) == "Monday to Friday 09:00-17:00"
