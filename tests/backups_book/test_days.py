"""The days of a daily check, and until when each is signed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backups.rules.days import due_at, last_ended, looked_at_with, span_of
from hostops.policies.schema.backups import DailyCheck
from hostops.policies.schema.calendars import WEEKDAYS

EVERY_DAY = DailyCheck(clause="iptor:2f", by="12:00", days=WEEKDAYS)
WORKDAYS = DailyCheck(clause="iptor:2f", by="12:00", days=WEEKDAYS[:5])
STOCKHOLM = "Europe/Stockholm"
FRIDAY = date(2026, 3, 6)


def test_a_day_is_one_of_the_policys_zone() -> None:
    assert span_of(date(2026, 3, 10), STOCKHOLM) == (
        datetime(2026, 3, 9, 23, tzinfo=UTC), datetime(2026, 3, 10, 23, tzinfo=UTC),
    )  # fmt: skip
    start, end = span_of(date(2026, 3, 29), STOCKHOLM)  # the clocks go forward
    assert end - start == timedelta(hours=23)
    assert last_ended(datetime(2026, 3, 10, 22, 59, tzinfo=UTC), STOCKHOLM) == date(2026, 3, 9)
    assert last_ended(datetime(2026, 3, 10, 23, tzinfo=UTC), STOCKHOLM) == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("rule", "day", "due"),
    [
        (EVERY_DAY, date(2026, 3, 9), datetime(2026, 3, 10, 11, tzinfo=UTC)),
        (EVERY_DAY, date(2026, 3, 28), datetime(2026, 3, 29, 10, tzinfo=UTC)),  # 12:00 by the new time
        (WORKDAYS, FRIDAY, datetime(2026, 3, 9, 11, tzinfo=UTC)),
        (WORKDAYS, date(2026, 3, 8), datetime(2026, 3, 9, 11, tzinfo=UTC)),
        (WORKDAYS, date(2026, 3, 9), datetime(2026, 3, 10, 11, tzinfo=UTC)),
    ],
)
def test_a_day_is_signed_on_the_next_day_of_the_rule(rule: DailyCheck, day: date, due: datetime) -> None:
    assert due_at(rule, day, STOCKHOLM) == due


def test_a_weekend_is_looked_at_on_monday() -> None:
    weekend = [FRIDAY + timedelta(days=number) for number in range(3)]
    for day in weekend:
        assert looked_at_with(WORKDAYS, day) == weekend
    assert looked_at_with(EVERY_DAY, FRIDAY) == [FRIDAY]


@given(
    days=st.sets(st.sampled_from(WEEKDAYS), min_size=1),
    day=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_days_are_looked_at_once_and_in_order(days: set[str], day: date) -> None:
    """Those that are signed together share their instant, follow one another, and leave no day out."""
    rule = DailyCheck.model_validate({"clause": "iptor:2f", "by": "09:30", "days": sorted(days)})
    together = looked_at_with(rule, day)
    assert day in together
    assert {due_at(rule, each, STOCKHOLM) for each in together} == {due_at(rule, day, STOCKHOLM)}
    assert together == [together[0] + timedelta(days=number) for number in range(len(together))]
    assert looked_at_with(rule, together[-1] + timedelta(days=1))[0] == together[-1] + timedelta(days=1)
    assert span_of(together[-1], STOCKHOLM)[1] <= due_at(rule, day, STOCKHOLM)
