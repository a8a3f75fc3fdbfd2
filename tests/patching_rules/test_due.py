"""By when a release must be installed: the earliest of cadence, contract and vulnerability, and which it is. Pure."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostops.clocks.businesstime import Calendar, parse_hours
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.schema.patching import ReleaseLimit
from maintenance.patching.promises import Promised
from maintenance.patching.rules.due import Known, Published, due_of, plan_due_of

ZONE, DAY = "Europe/Stockholm", timedelta(days=1)
TUESDAY = datetime(2026, 3, 10, 17, tzinfo=UTC)
PATCHING = load(DOCUMENTS / "iptor.yaml").patching
CVES = (Known("CVE-2026-2", date(2026, 3, 13)), Known("CVE-2026-1", date(2026, 3, 13)))


def promised(platform: str, within: str | None = None, zone: str = ZONE) -> Promised:
    assert PATCHING
    limit = ReleaseLimit(clause="iptor:5c", within=within)
    named = PATCHING.platform(platform)
    return Promised(platform=named, timezone=zone, plan_distance=PATCHING.plan_distance, release_limit=limit)


def calendar(zone: str = ZONE) -> Calendar:
    return Calendar(timezone=zone, hours=parse_hours({}), holidays={}, closed={})


def published(at: datetime = TUESDAY, *, security: bool = False, major: bool = False) -> Published:
    return Published(at, at, security, major)


def test_the_cadence_is_the_end_of_the_period() -> None:
    due = due_of(promised("linux"), published(), (), lambda _: calendar())
    assert due
    assert (due.at, due.because, due.clause) == (datetime(2026, 3, 15, 23, tzinfo=UTC), "cadence", "iptor:4b")
    assert (due.cause, due.others) == ("2026-W11", ())


def test_what_a_contract_states_is_for_security_releases() -> None:
    terms = promised("openshift", "P7D")
    plain = due_of(terms, published(), (), lambda _: calendar())
    urgent = due_of(terms, published(security=True), (), lambda _: calendar())
    assert plain
    assert urgent
    assert (plain.because, urgent.because, urgent.at) == ("cadence", "contract", TUESDAY + 7 * DAY)
    assert [one.because for one in urgent.others] == ["cadence"]


def test_of_vulnerabilities_with_one_day_the_first_by_name_is_the_cause() -> None:
    due = due_of(promised("openshift", "P7D"), published(security=True), CVES, lambda _: calendar())
    assert due
    assert (due.because, due.cause, due.clause) == ("kev", "CVE-2026-1", "")
    assert due.at == datetime(2026, 3, 13, 23, tzinfo=UTC)
    assert [one.because for one in due.all] == ["kev", "kev", "contract", "cadence"]


def test_a_week_that_was_patched_before_does_not_bring_it() -> None:
    noticed = replace(published(), kept_at=TUESDAY - timedelta(hours=1))
    due = due_of(promised("linux"), noticed, (), lambda _: calendar())
    assert due
    assert due.cause == "2026-W12"


def test_noticed_later_it_counts_for_the_later_period() -> None:
    due = due_of(promised("linux"), replace(published(), noticed_at=TUESDAY + 7 * DAY), (), lambda _: calendar())
    assert due
    assert due.cause == "2026-W12"


def test_a_major_release_of_a_platform_patched_on_release_is_only_planned() -> None:
    major = published(major=True)
    assert due_of(promised("checkpoint"), major, (), lambda _: calendar()) is None
    assert plan_due_of(promised("checkpoint"), major, lambda _: calendar())
    assert plan_due_of(promised("checkpoint"), published(), lambda _: calendar()) is None


@pytest.mark.parametrize("zone", ["Europe/Stockholm", "America/Santiago", "Asia/Beirut", "Pacific/Auckland", "UTC"])
@given(minutes=st.integers(0, 10 * 365 * 24 * 60))
def test_planned_within_a_month_is_the_same_wall_time_on_the_same_day_or_the_months_last(
    zone: str, minutes: int
) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    plan = plan_due_of(promised("checkpoint", zone=zone), published(at, major=True), lambda _: calendar(zone))
    assert plan
    place = ZoneInfo(zone)
    wall = at.astimezone(place).replace(tzinfo=None)
    year, month = (wall.year + 1, 1) if wall.month == 12 else (wall.year, wall.month + 1)
    target = wall.replace(year=year, month=month, day=min(wall.day, monthrange(year, month)[1]))
    there = plan.at.astimezone(place).replace(tzinfo=None)
    # where the clock skips that time it is later by what was skipped
    skipped = target.replace(tzinfo=place).astimezone(UTC).astimezone(place).replace(tzinfo=None)
    assert there == skipped
    assert there.date() >= target.date()
