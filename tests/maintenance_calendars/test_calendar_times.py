"""A window is at the instant that its wall clock means, on both sides of a change of the clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from maintenance.calendars.document import document
from maintenance.calendars.event import Audience, event
from maintenance.calendars.said import Said, Status
from maintenance.states import Decision, Impact
from tests.maintenance_calendars.reading import as_customers_read, plainly
from tests.maintenance_calendars.scene import at, event_of

# The day of a change of the clocks, and the night before it, in five zones; Lord Howe moves by half an hour.
CHANGES = [
    ("Europe/Stockholm", "2026-03-28T22:00", "2026-03-29T06:00"),
    ("Europe/Stockholm", "2026-10-25T00:30", "2026-10-25T06:00"),
    ("America/Los_Angeles", "2026-03-07T23:00", "2026-03-08T05:00"),
    ("America/Los_Angeles", "2026-11-01T01:30", "2026-11-01T05:00"),
    ("America/Sao_Paulo", "2018-11-03T20:00", "2018-11-04T06:00"),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-05T08:00"),
    ("Asia/Tehran", "2022-09-21T22:00", "2022-09-22T04:00"),
]
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def said(zone: str, starts_at: datetime, ends_at: datetime) -> Said:
    return Said(
        number="SW-1", kind="short", title="Kernel updates", starts_at=starts_at, ends_at=ends_at, timezone=zone,
        status=Status.CONFIRMED, decision=Decision.USED, effect="", impact=Impact.OUTAGE, expected_downtime=None,
        sequence=0, stamp=STAMP,
    )  # fmt: skip


@pytest.mark.parametrize(("zone", "start", "end"), CHANGES)
def test_across_a_change_of_the_clocks(zone: str, start: str, end: str) -> None:
    began, ended = (datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)) for wall in (start, end))
    content = document([event(said(zone, began, ended), Audience("harbor", zone))])
    made, read = event_of(content), as_customers_read(content)
    assert (read.start, read.end) == (began.timestamp(), ended.timestamp())
    assert at(made, "DTSTART") == began.astimezone(UTC)
    assert at(made, "DTEND").astimezone(ZoneInfo(zone)).replace(tzinfo=None) == datetime.fromisoformat(end)
    words = plainly(content)["DESCRIPTION"][0]
    assert f"{began:%H:%M} " in words
    assert f"{ended:%H:%M} " in words
    assert words.count(f"({zone})") == 2


@pytest.mark.parametrize("zone", sorted({zone for zone, _, _ in CHANGES}))
def test_every_hour_of_a_year_is_the_hour_it_is(zone: str) -> None:
    """UTC with a Z, nothing to be resolved: the written text against the zone's own data."""
    for hours in range(0, 366 * 24, 13):
        began = datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo(zone)) + timedelta(hours=hours)
        content = document([event(said(zone, began, began + timedelta(hours=9)), Audience("harbor", zone))])
        written = plainly(content)["DTSTART"][0]
        assert datetime.strptime(written, "%Y%m%dT%H%M%S%z").astimezone(ZoneInfo(zone)) == began


def test_the_reader_is_told_in_their_own_zone_too() -> None:
    began = datetime(2026, 3, 29, 22, tzinfo=UTC)
    made = said("Europe/Stockholm", began, began + timedelta(hours=6))
    words = plainly(document([event(made, Audience("harbor", "America/Los_Angeles"))]))["DESCRIPTION"][0]
    assert "From Mon 30 Mar 2026, 00:00 CEST (Europe/Stockholm)" in words
    assert "From Sun 29 Mar 2026, 15:00 PDT (America/Los_Angeles)" in words
