"""Calendars: checked when made, not changed later, equal by what they say."""

from datetime import date

import pytest

from hostops.clocks.businesstime import Calendar
from tests.businesstime.samples import NEVER, NINE_TO_FIVE, at, due, utc


@pytest.mark.parametrize(
    "zone",
    [
        "",
        "Mars/Olympus",
        "../etc/passwd",
        "/etc/localtime",
        "Europe",
        "Europe/Berlin\x00",
        "x" * 9999,
        "localtime",
        "europe/berlin ",
    ],
)
def test_an_unknown_zone_is_refused(zone: str) -> None:
    with pytest.raises(ValueError, match="is not a time zone; use a name such as Europe/Berlin") as raised:
        Calendar(zone, NINE_TO_FIVE)
    assert len(str(raised.value)) < 200


@pytest.mark.parametrize("days", [{"2026-12-25": "x"}, {utc("2026-12-25"): "x"}])
def test_holidays_and_closed_days_are_dates(days: dict[date, str]) -> None:
    with pytest.raises(ValueError, match=r"holidays: .* is not a date"):
        Calendar("UTC", NINE_TO_FIVE, days)
    with pytest.raises(ValueError, match=r"closed: .* is not a date"):
        Calendar("UTC", NINE_TO_FIVE, {}, days)


def test_changing_what_it_was_made_of_changes_nothing() -> None:
    holidays = {date(2026, 6, 4): "Corpus Christi"}
    calendar = Calendar("Europe/Berlin", NINE_TO_FIVE, holidays)
    holidays.clear()
    assert due("2026-06-03T16:00:00+02:00", "PT2H", "business", calendar) == at("2026-06-05T10:00:00+02:00")


def test_equal_and_hashed_by_what_it_says() -> None:
    one, other = (Calendar("UTC", NINE_TO_FIVE, {date(2026, 12, 25): "Christmas Day"}) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != Calendar("UTC", NINE_TO_FIVE)


def test_hours_may_come_as_lists_as_json_has_them() -> None:
    calendar = Calendar("UTC", [[[540, 1020]]] * 7)  # type: ignore[arg-type]
    assert calendar.hours == (((540, 1020),),) * 7


def test_extra_open_time_is_checked() -> None:
    early, late = at("2026-06-03T10:00:00Z"), at("2026-06-03T12:00:00Z")
    with pytest.raises(ValueError, match="extra open time ends before it begins"):
        Calendar("UTC", NEVER, extra_open=((late, early),))
    with pytest.raises(ValueError, match="extra open time has no time zone"):
        Calendar("UTC", NEVER, extra_open=((early.replace(tzinfo=None), late),))
