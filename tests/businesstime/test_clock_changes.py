"""Opening hours where the clocks of a place jump: real seconds count, whatever the wall says."""

from datetime import date

import pytest

from hostops.clocks.businesstime import Calendar, counted
from hostops.clocks.businesstime.hours import Hours, Opening
from tests.businesstime.samples import ALWAYS, at, due, reckoned


def daily(*openings: Opening) -> Hours:
    return (openings,) * 7


def open_seconds(zone: str, start: str, end: str, *openings: Opening) -> int:
    return counted(at(start), at(end), "business", Calendar(zone, daily(*openings)))[0]


def test_an_opening_shortened_by_the_change() -> None:
    """00:00-06:00 in Berlin on 29 March 2026 are five hours."""
    found = open_seconds("Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", (0, 360))
    assert found == 5 * 3600
    assert due("2026-03-29T00:00:00+01:00", "PT5H", "business", Calendar("Europe/Berlin", daily((0, 360)))) == at(
        "2026-03-29T06:00:00+02:00"
    )


def test_an_opening_lengthened_by_the_change() -> None:
    found = open_seconds("Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", (0, 360))
    assert found == 7 * 3600


@pytest.mark.parametrize(
    ("openings", "hours"),
    [
        (((150, 300),), 2),  # opens at 02:30, which is skipped: at the jump, 03:00
        (((60, 150),), 1),  # closes at 02:30, which is skipped: at the jump
        (((120, 180),), 0),  # wholly skipped
        (((135, 165),), 0),
        (((60, 135), (150, 240)), 2),  # the closed time between is skipped
    ],
)
def test_openings_that_begin_or_end_in_skipped_time(openings: tuple[Opening, ...], hours: int) -> None:
    found = open_seconds("Europe/Berlin", "2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00", *openings)
    assert found == hours * 3600


@pytest.mark.parametrize(
    ("openings", "minutes"),
    [
        (((150, 300),), 210),  # opens at the first 02:30
        (((60, 150),), 90),  # closes at the first 02:30
        (((120, 180),), 120),
        (((135, 165),), 30),
    ],
)
def test_openings_that_begin_or_end_in_repeated_time(openings: tuple[Opening, ...], minutes: int) -> None:
    found = open_seconds("Europe/Berlin", "2026-10-25T00:00:00+02:00", "2026-10-26T00:00:00+01:00", *openings)
    assert found == minutes * 60


def test_half_an_hour_in_lord_howe() -> None:
    back = open_seconds("Australia/Lord_Howe", "2026-04-05T00:00:00+11:00", "2026-04-06T00:00:00+10:30", (0, 1440))
    forward = open_seconds("Australia/Lord_Howe", "2026-10-04T00:00:00+10:30", "2026-10-05T00:00:00+11:00", (0, 1440))
    assert (back, forward) == (24 * 3600 + 1800, 24 * 3600 - 1800)


@pytest.mark.parametrize(
    ("zone", "start", "end"),
    [
        ("America/Sao_Paulo", "2018-11-04T01:00:00-02:00", "2018-11-05T00:00:00-02:00"),
        ("Asia/Beirut", "2026-03-29T01:00:00+03:00", "2026-03-30T00:00:00+03:00"),
    ],
)
def test_a_day_without_its_midnight_begins_at_one(zone: str, start: str, end: str) -> None:
    assert open_seconds(zone, start, end, (0, 1440)) == 23 * 3600
    assert open_seconds(zone, start, end, (30, 90)) == 1800  # opens at the jump to 01:00


def test_a_holiday_without_its_midnight_spans_its_23_hours() -> None:
    calendar = Calendar("Asia/Beirut", ALWAYS, {date(2026, 3, 29): "No Midnight"})
    spans = reckoned("2026-03-28T12:00:00+02:00", "PT24H", "business", calendar).spans
    assert [(span.why, span.seconds) for span in spans] == [
        ("open", 12 * 3600),
        ("holiday: No Midnight", 23 * 3600),
        ("open", 12 * 3600),
    ]
    assert spans[1].start == at("2026-03-29T01:00:00+03:00")


def test_a_holiday_of_25_hours() -> None:
    calendar = Calendar("Europe/Berlin", ALWAYS, {date(2026, 10, 25): "Long Sunday"})
    spans = reckoned("2026-10-24T12:00:00+02:00", "PT24H", "business", calendar).spans
    assert [(span.why, span.seconds) for span in spans][1] == ("holiday: Long Sunday", 25 * 3600)


def test_a_skipped_date_has_no_time_at_all_not_even_as_a_holiday() -> None:
    calendar = Calendar("Pacific/Apia", ALWAYS, {date(2011, 12, 30): "Never Was"})
    found = reckoned("2011-12-29T12:00:00-10:00", "PT24H", "business", calendar)
    assert found.due_at == at("2011-12-31T12:00:00+14:00")
    assert [span.why for span in found.spans] == ["open"]


def test_the_hour_before_midnight_twice_belongs_to_the_first_day() -> None:
    """Sao Paulo, 17 February 2019: Saturday has 25 hours, the holiday of Sunday begins after them."""
    calendar = Calendar("America/Sao_Paulo", ALWAYS, {date(2019, 2, 17): "Sunday"})
    spans = reckoned("2019-02-16T22:00:00-02:00", "PT4H", "business", calendar).spans
    assert [(span.why, span.seconds) for span in spans] == [
        ("open", 3 * 3600),
        ("holiday: Sunday", 86_400),
        ("open", 3600),
    ]


def test_clocks_that_fall_back_over_midnight_do_not_reopen_the_day_before() -> None:
    """St. John's, 2010-11-07: 00:01 became 23:01 of Saturday, which had closed at its first midnight."""
    calendar = Calendar("America/St_Johns", daily((22 * 60, 24 * 60)))
    assert counted(at("2010-11-06T22:00:00-02:30"), at("2010-11-07T12:00:00-03:30"), "business", calendar)[0] == 7200


def test_a_date_that_closed_before_the_start_is_not_the_next_business_day() -> None:
    """Casey, 2010-03-05: 02:00 of Friday became 23:00 of Thursday, after Friday's hours had passed."""
    calendar = Calendar("Antarctica/Casey", daily((30, 90)))
    assert due("2010-03-04T23:30:00+11:00", "P1D", "business", calendar) == at("2010-03-05T01:30:00+11:00")
    assert due("2010-03-04T23:30:00+08:00", "P1D", "business", calendar) == at("2010-03-06T01:30:00+08:00")


def test_far_ahead_the_rule_of_the_zone_holds_on() -> None:
    """In the year 9000 clocks still change on the last Sunday of March, the 30th."""
    found = open_seconds("Europe/Berlin", "9000-03-30T00:00:00+01:00", "9000-03-31T00:00:00+02:00", (0, 1440))
    assert found == 23 * 3600
