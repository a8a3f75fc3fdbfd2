"""What became of each schedule's slots, day by day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.grid import DAYS, Grid, grid
from backups.models import Remark, Schedule
from hostops.accounts.models import Location, Server, Zone
from hostops.lib.now import moved_to
from tests.backups.house import Schedules, backed_up, ran
from tests.house import BEGAN, House

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
# Slots of `nightly_code` are at 01:00 in Frankfurt: midnight UTC in winter.
NIGHT = datetime.fromisoformat("2026-03-10T00:00:00Z")


@pytest.fixture
def of_old(house: House, tuesday: datetime) -> Schedules:
    """Schedules that have stood for two months."""
    return backed_up(house, tuesday - 60 * DAY)


def signs(found: Grid, schedule: Schedule) -> dict[date, str]:
    return next(dict(tier.signs) for row in found.rows for tier in row.tiers if tier.schedule.pk == schedule.pk)


def test_five_weeks_up_to_the_present_day(house: House, of_old: Schedules, tuesday: datetime) -> None:
    found = grid([house.server], tuesday)
    assert (found.days[0], found.last, len(found.days)) == (date(2026, 2, 4), date(2026, 3, 10), DAYS)
    assert [tier.schedule.tier for tier in found.rows[0].tiers] == [
        "nightly_code", "nightly_database", "weekly_offsite_database", "occasional_code",
    ]  # fmt: skip


def test_each_state_has_its_sign(house: House, of_old: Schedules, tuesday: datetime) -> None:
    schedule = of_old["web1", "nightly_code"]
    ran(schedule, NIGHT + HOUR)
    ran(schedule, NIGHT - DAY + 8 * HOUR)
    ran(schedule, NIGHT - 2 * DAY + HOUR, "failed")
    ran(schedule, NIGHT - 3 * DAY + HOUR, suspicious=[{"what": "size"}])
    shown = signs(grid([house.server], tuesday), schedule)
    assert [shown[date(2026, 3, day)] for day in (10, 9, 8, 7, 6)] == [
        "ok", "late", "failed", "suspicious", "missed",
    ]  # fmt: skip


def test_a_miss_that_was_closed_with_a_reason(house: House, of_old: Schedules, tuesday: datetime) -> None:
    schedule = of_old["web1", "nightly_code"]
    about: dict[str, Any] = {"schedule": schedule, "written_by": house.engineer, "written_at": tuesday}
    Remark.objects.create(slot_at=NIGHT - DAY, reason="resources", words="The disk was full.", **about)
    Remark.objects.create(slot_at=NIGHT - 2 * DAY, words="Looked at.", **about)
    shown = signs(grid([house.server], tuesday), schedule)
    assert shown[date(2026, 3, 9)] == "closed"
    assert shown[date(2026, 3, 8)] == "missed"


def test_a_weekly_tier_has_a_sign_a_week(house: House, of_old: Schedules, tuesday: datetime) -> None:
    shown = signs(grid([house.server], tuesday), of_old["web1", "weekly_offsite_database"])
    assert sorted(shown) == [date(2026, 2, 8), date(2026, 2, 15), date(2026, 2, 22), date(2026, 3, 1), date(2026, 3, 8)]


def test_an_occasional_tier_shows_what_was_recorded(house: House, of_old: Schedules, tuesday: datetime) -> None:
    schedule = of_old["web1", "occasional_code"]
    ran(schedule, datetime.fromisoformat("2026-03-01T23:30:00Z"))
    ran(schedule, NIGHT - DAY, "failed")
    assert signs(grid([house.server], tuesday), schedule) == {
        date(2026, 3, 2): "recorded",  # half past midnight in Frankfurt
        date(2026, 3, 9): "failed",
    }


def test_a_day_is_that_of_the_servers_place(house: House, tuesday: datetime) -> None:
    place = Location.objects.create(slug="sydney", name="Sydney", timezone="Australia/Sydney")
    where = Zone.objects.create(location=place, slug="syd-1", name="Sydney 1", latitude="-33.9", longitude="151.2")
    Server.objects.filter(pk=house.server.pk).update(zone=where)
    schedule = backed_up(house, tuesday - 10 * DAY)["web1", "nightly_code"]
    found = grid([house.server], tuesday)  # 04:00 of the 11th there
    assert found.today == found.last == date(2026, 3, 11)
    assert signs(found, schedule)[date(2026, 3, 11)] == "pending"


def test_further_back_and_never_ahead(house: House, of_old: Schedules, tuesday: datetime) -> None:
    assert grid([house.server], tuesday, until=date(2026, 2, 1)).last == date(2026, 2, 1)
    assert grid([house.server], tuesday, until=date(2030, 1, 1)).last == date(2026, 3, 10)


def test_one_tier_alone(house: House, of_old: Schedules, tuesday: datetime) -> None:
    (row,) = grid([house.server], tuesday, tier="nightly_code").rows
    assert [tier.schedule.tier for tier in row.tiers] == ["nightly_code"]


def test_what_ended_stays_as_long_as_its_days(house: House, of_old: Schedules, tuesday: datetime) -> None:
    Server.objects.filter(pk=house.server.pk).update(retired_at=tuesday - 2 * DAY)
    backed_up(house)
    assert [row.server.hostname for row in grid([house.server], tuesday).rows] == ["web1"]
    with moved_to(tuesday + 60 * DAY):
        assert grid([house.server], tuesday + 60 * DAY).rows == []


def test_it_costs_the_same_for_many_servers(house: House, tuesday: datetime) -> None:
    for number in range(12):
        Server.objects.create(
            account=house.harbor, contract=house.contract, hostname=f"s{number}", registered_at=BEGAN, online_at=BEGAN
        )
    backed_up(house, tuesday - 40 * DAY)
    counts = []
    for servers in (Server.objects.filter(pk=house.server.pk), Server.objects.all()):
        with CaptureQueriesContext(connection) as caught:
            grid(list(servers), tuesday)
        counts.append(len(caught))
    # the servers, their schedules, those of the slots (terms, promises, runs, windows), remarks, runs of no slot
    assert counts[0] == counts[1] <= 9
