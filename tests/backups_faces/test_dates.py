"""Which day a slot is of, wherever its server stands."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from backups.rules.dates import around, days_up_to, latest_day, span_of_days

# Late in Portland, the day after in Sydney.
AT = datetime(2026, 3, 11, 1, tzinfo=UTC)


def test_the_latest_day_is_that_of_the_place_where_it_began_first() -> None:
    assert latest_day(["America/Los_Angeles"], AT) == date(2026, 3, 10)
    assert latest_day(["America/Los_Angeles", "Australia/Sydney"], AT) == date(2026, 3, 11)
    assert latest_day([], AT) == date(2026, 3, 11)


def test_days_end_with_the_last() -> None:
    assert days_up_to(date(2026, 3, 2), 3) == [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2)]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC", "Asia/Kathmandu"])
def test_every_moment_of_a_day_lies_around_it(zone: str) -> None:
    day, place = date(2026, 3, 10), ZoneInfo(zone)
    start, end = around(day, day)
    begins = datetime(2026, 3, 10, tzinfo=place)
    assert start <= begins.astimezone(UTC)
    assert begins + timedelta(days=1) <= end


def test_no_place_has_an_earlier_or_a_later_day() -> None:
    earliest, latest = span_of_days(AT)
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):
        assert earliest <= AT.astimezone(ZoneInfo(zone)).date() <= latest
