"""Twelve months at a glance: each window on its days, whatever the zone and the length."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

from maintenance.yearpicture import Month, Shown, months
from tests.maintenance_years.scene import at

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def letters(month: Month) -> dict[int, str]:
    """What stands on the days of a month."""
    days = [day for week in month.weeks for day in week if day is not None]
    return {day.date.day: "".join(mark.letter for mark in day.marks) for day in days if day.marks}


def shown(place: int, kind: str, start: str, end: str) -> Shown:
    return Shown(place, kind, at(start), at(end))


def test_a_short_one_and_a_long_one() -> None:
    plan = [
        shown(0, "short", "2027-01-17 00:00", "2027-01-17 06:00"),
        shown(1, "long", "2027-04-10 08:00", "2027-04-11 20:00"),
    ]
    picture = months(2027, STOCKHOLM, plan, {})
    assert [month.name for month in picture[:2]] == ["January", "February"]
    assert letters(picture[0]) == {17: "S"}
    assert letters(picture[3]) == {10: "L", 11: "→"}


def test_an_end_at_midnight_takes_no_further_day() -> None:
    assert letters(months(2027, STOCKHOLM, [shown(0, "short", "2027-01-16 20:00", "2027-01-17 00:00")], {})[0]) == {
        16: "S"
    }


def test_over_the_end_of_a_month_it_stands_in_both() -> None:
    picture = months(2027, STOCKHOLM, [shown(0, "long", "2027-01-31 12:00", "2027-02-01 20:00")], {})
    assert (letters(picture[0]), letters(picture[1])) == ({31: "L"}, {1: "→"})


def test_the_zone_decides_on_the_day() -> None:
    plan = [shown(0, "short", "2027-01-17 00:00", "2027-01-17 06:00")]
    assert letters(months(2027, UTC, plan, {})[0]) == {16: "S", 17: "→"}


def test_weeks_begin_on_monday_and_every_day_is_there_once() -> None:
    for month in months(2028, STOCKHOLM, [], {}):
        days = [day.date for week in month.weeks for day in week if day is not None]
        assert [day.day for day in days] == list(range(1, len(days) + 1))
        assert all(len(week) == 7 for week in month.weeks)
        assert all(week[0] is None or week[0].date.weekday() == 0 for week in month.weeks)


def test_others_are_counted_by_day_and_month() -> None:
    picture = months(2027, STOCKHOLM, [], {date(2027, 2, 3): 2, date(2027, 2, 9): 1})
    assert (picture[1].others, picture[2].others) == (3, 0)


def test_today_is_marked() -> None:
    picture = months(2027, STOCKHOLM, [], {}, date(2027, 5, 4))
    assert [day.date for month in picture for week in month.weeks for day in week if day and day.is_today] == [
        date(2027, 5, 4)
    ]
