"""Availability in named cases: what counts, what does not, and what is said of it."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest

from maintenance.rules.availability import (
    Cover,
    Down,
    Over,
    Promise,
    ServerMonth,
    account_strip,
    kinds_of,
    server_month,
    split,
)
from maintenance.rules.intervals import Stretch
from maintenance.rules.months import month_span
from maintenance.rules.shares import NO_TIME, Counted

MONTH = month_span(date(2026, 10, 1), ZoneInfo("Europe/Stockholm"))
ALWAYS = Stretch(datetime(2020, 1, 1, tzinfo=UTC), datetime(2030, 1, 1, tzinfo=UTC))
NINES = Decimal("99.99")


def utc(day: int, hour: int = 0, minute: int = 0, second: int = 0, month: int = 10) -> datetime:
    return datetime(2026, month, day, hour, minute, second, tzinfo=UTC)


def october(
    *downs: Down, covers: tuple[Cover, ...] = (), life: Stretch = ALWAYS, commitment: Decimal | None = NINES
) -> ServerMonth:
    return server_month(MONTH, life, downs, covers, [Promise(MONTH.start, MONTH.end, commitment)])


def test_a_month_without_downtime_is_a_hundred_percent() -> None:
    counted = october().counted
    assert (counted.total, counted.down) == (31 * 86_400 + 3_600, 0)
    assert str(counted.percent) == "100.0000"
    assert (counted.allowed, counted.left, counted.met) == (268, 268, True)  # 268.2 of 2,682,000 seconds
    assert [piece.kind for piece in october().strip] == ["up"]


def test_one_second_is_never_a_hundred_percent() -> None:
    assert str(october(Down(utc(5), utc(5, 0, 0, 1))).counted.percent) == "99.9999"


def test_the_second_that_breaks_the_commitment() -> None:
    kept = october(Down(utc(5), utc(5) + timedelta(seconds=268))).counted
    missed = october(Down(utc(5), utc(5) + timedelta(seconds=269))).counted
    assert (kept.met, kept.left, str(kept.percent)) == (True, 0, "99.9900")
    assert (missed.met, missed.left, str(missed.percent)) == (False, -1, "99.9899")


def test_a_commitment_with_more_digits_than_are_shown_is_still_exact() -> None:
    counted = october(Down(utc(5), utc(5, 0, 0, 2)), commitment=Decimal("99.99993")).counted
    assert (counted.allowed, counted.met, str(counted.committed)) == (1, False, "99.9999")


def test_downtimes_that_overlap_count_once() -> None:
    downs = [Down(utc(5, 1), utc(5, 3)), Down(utc(5, 2), utc(5, 4)), Down(utc(5, 1, 30), utc(5, 2))]
    assert october(*downs).counted.down == 3 * 3600


def test_parts_of_a_second_do_not_count() -> None:
    start = utc(5).replace(microsecond=400_000)
    assert october(Down(start, start + timedelta(milliseconds=500))).counted.down == 0
    assert october(Down(start, start + timedelta(seconds=1, milliseconds=700))).counted.down == 2


def test_downtime_in_a_used_window_is_scheduled_and_outside_it_counts() -> None:
    window = Cover(utc(11, 0), utc(11, 6), estimate=3 * 3600, key=12)
    found = october(Down(utc(11, 4), utc(11, 7)), covers=(window,))
    assert (found.counted.scheduled, found.counted.down) == (2 * 3600, 3600)
    assert found.over == ()


def test_beyond_its_estimate_a_window_is_flagged_and_still_does_not_count() -> None:
    window = Cover(utc(11, 0), utc(11, 6), estimate=1800, key=12)
    found = october(Down(utc(11, 1), utc(11, 2)), covers=(window,))
    assert found.over == (Over(key=12, estimate=1800, seconds=3600),)
    assert (found.counted.scheduled, found.counted.down) == (3600, 0)


def test_a_window_over_the_end_of_a_month_is_flagged_by_all_of_it() -> None:
    window = Cover(MONTH.end - timedelta(hours=2), MONTH.end + timedelta(hours=2), estimate=3 * 3600, key=7)
    found = october(Down(window.start, window.end), covers=(window,))
    assert found.over == (Over(key=7, estimate=3 * 3600, seconds=4 * 3600),)
    assert found.counted.scheduled == 2 * 3600


def test_what_is_excluded_never_counts_even_under_other_downtime() -> None:
    found = october(Down(utc(5, 1), utc(5, 5)), Down(utc(5, 2), utc(5, 3), excluded="internet_outage"))
    assert (found.counted.excluded, found.counted.down) == (3600, 3 * 3600)


def test_a_downtime_over_the_end_of_a_month_belongs_to_each_by_its_seconds() -> None:
    down = Down(MONTH.end - timedelta(minutes=10), MONTH.end + timedelta(minutes=20))
    november = month_span(date(2026, 11, 1), ZoneInfo("Europe/Stockholm"))
    later = server_month(november, ALWAYS, [down], [], [Promise(november.start, november.end, NINES)])
    assert (october(down).counted.down, later.counted.down) == (600, 1200)


def test_a_server_counts_from_its_registration_to_its_retirement() -> None:
    life = Stretch(utc(10), utc(20))
    found = october(Down(utc(9, 23), utc(10, 1)), Down(utc(19, 23), utc(21)), life=life)
    assert (found.counted.total, found.counted.down) == (10 * 86_400, 2 * 3600)
    assert [piece.kind for piece in found.strip] == ["absent", "down", "up", "down", "absent"]


def test_a_server_that_was_not_there_has_no_share() -> None:
    counted = october(life=Stretch(utc(1, month=11), utc(2, month=11))).counted
    assert (counted.total, counted.percent, counted.met) == (0, None, None)


def test_a_commitment_that_is_not_stated_is_neither_met_nor_missed() -> None:
    counted = october(Down(utc(5), utc(5, 1)), commitment=None).counted
    assert (counted.committed, counted.allowed, counted.left, counted.met) == (None, None, None, None)
    assert str(counted.percent) == "99.8657"


def test_a_month_of_two_commitments_owes_each_for_its_own_part() -> None:
    edge = utc(15)
    promises = [Promise(MONTH.start, edge, Decimal("99")), Promise(edge, MONTH.end, Decimal("99.9"))]
    counted = server_month(MONTH, ALWAYS, [], [], promises).counted
    first, second = (edge - MONTH.start).total_seconds(), (MONTH.end - edge).total_seconds()
    assert counted.allowed == int(first * 0.01 + second * 0.001 + 1e-6)
    stated_later = [Promise(MONTH.start, edge, None), Promise(edge, MONTH.end, Decimal("99.9"))]
    assert server_month(MONTH, ALWAYS, [], [], stated_later).counted.allowed is None


@pytest.mark.parametrize("missing", ["before", "between"])
def test_a_part_of_the_month_that_nothing_binds_states_nothing(missing: str) -> None:
    later = Promise(utc(20), MONTH.end, NINES)
    promises = [later] if missing == "before" else [Promise(MONTH.start, utc(10), NINES), later]
    assert server_month(MONTH, ALWAYS, [], [], promises).counted.promised is None


def test_the_sum_of_nothing_is_nothing() -> None:
    assert (NO_TIME + october().counted) == october().counted
    assert (NO_TIME.percent, NO_TIME.met) == (None, None)


def test_an_account_with_one_commitment_unstated_has_none() -> None:
    assert (october().counted + october(commitment=None).counted).promised is None


def test_the_accounts_seconds_are_the_servers_seconds() -> None:
    one, other = october(Down(utc(5), utc(5, 1))), october()
    together: Counted = one.counted + other.counted
    assert (together.total, together.down, together.allowed) == (2 * 2_682_000, 3600, 536)
    assert [piece.kind for piece in account_strip(MONTH, [one.strip, other.strip])] == ["up", "down", "up"]


def test_a_month_of_thousands_of_outages_is_reckoned_at_once() -> None:
    downs = [
        Down(
            MONTH.start + minute * timedelta(minutes=5),
            MONTH.start + minute * timedelta(minutes=5) + timedelta(minutes=1),
        )
        for minute in range(4_000)
    ]
    began = perf_counter()
    found = october(*downs, covers=(Cover(utc(11), utc(12)),))
    kinds = kinds_of(downs, [])
    parts = [split(MONTH, ALWAYS, one, kinds, []) for one in downs]
    assert perf_counter() - began < 5  # walking them against one another took minutes
    assert found.counted.down + found.counted.scheduled == sum(part.down for part in parts) == 4_000 * 60
