"""What can be restored of a server, read from its schedules, runs, holds, windows and remarks."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.models import Hold, Remark
from backups.restorable import Picture, restorable_of
from tests.backups.house import backed_up, unheard
from tests.backups_restorable.scene import DAY, SUNDAY, Weeks
from tests.house import House

pytestmark = pytest.mark.usefixtures("tuesday")


def looked(house: House, at: datetime) -> Picture:
    return restorable_of(house.nordic_server, at)


def causes(picture: Picture) -> list[tuple[str, str, str, int]]:
    return [(gap.tier.name, gap.fault.cause, gap.fault.breaks, gap.slots) for _, gap in picture.found.gaps]


def test_weeks_as_promised(house: House, tuesday: datetime) -> None:
    Weeks(house).as_promised()
    picture = looked(house, tuesday)
    assert [line.scope for line in picture.found.lines] == ["data_drives", "system"]
    instants = [(point.copy.tier, point.at.day) for point in picture.found.instants]
    # the dailies from Monday on, the full of Sunday, snapshots of three days; and the first of the month
    assert [one for one in instants if one[0] == "daily"] == [("daily", 9), ("daily", 10)]
    assert [one for one in instants if one[0] != "daily"] == [
        ("monthly", 1), ("weekly", 8), ("snapshot", 8), ("snapshot", 9), ("snapshot", 10),
    ]  # fmt: skip
    # what the policy itself leaves: dailies of the week before, whose full is past its time
    assert causes(picture) == [("daily", "outlived", "", 4)]


def test_a_missed_and_a_failed_day(house: House, tuesday: datetime) -> None:
    weeks = Weeks(house, began=SUNDAY - DAY)
    weeks.fulls(0)
    list(weeks.dailies(2, 2))
    weeks.made("daily", SUNDAY + DAY, status="failed")
    assert causes(looked(house, tuesday)) == [
        ("daily", "missed", "iptor:2a", 1),
        ("daily", "failed", "iptor:2a", 1),
        ("snapshot", "missed", "iptor:2e", 3),
    ]


def test_a_slot_that_a_service_window_covered(house: House, tuesday: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    from hostops.subjects.quiet import Working, workings

    weeks = Weeks(house, began=SUNDAY + DAY)
    window = Working(SUNDAY + DAY, SUNDAY + 2 * DAY, "SW-9")
    monkeypatch.setattr(workings, "_items", {"test": lambda *_: {house.nordic_server.pk: [window]}})
    weeks.fulls(1)
    weeks.snapshots(2, 2)
    [gap] = [gap for _, gap in looked(house, tuesday).found.gaps if gap.tier.name == "daily"][:1]
    assert (gap.fault.cause, gap.fault.detail, gap.fault.left_by) == ("quiet", "SW-9", ("iptor:2a",))


def test_a_best_effort_miss_that_was_closed(house: House, tuesday: datetime) -> None:
    schedule = backed_up(house, since=tuesday - DAY)["web1", "nightly_code"]
    [slot] = [gap.starts_at for _, gap in restorable_of(house.server, tuesday).found.gaps if gap.tier.scope == "code"]
    Remark.objects.create(
        schedule=schedule,
        slot_at=slot,
        reason="resources",
        words="Full.",
        written_by=house.engineer,
        written_at=tuesday,
    )
    [gap] = [gap for _, gap in restorable_of(house.server, tuesday).found.gaps if gap.tier.scope == "code"]
    assert (gap.fault.cause, gap.fault.breaks, gap.fault.left_by) == ("closed", "", ("itpdx:5g",))
    assert gap.fault.detail == "The resources available on the server"


def test_a_hold_keeps_what_is_past_its_time(house: House, tuesday: datetime) -> None:
    weeks = Weeks(house)
    weeks.as_promised()
    [old] = [run for run in weeks.schedules["weekly"].runs.all() if run.finished_at.day == 1]
    given: dict[str, Any] = {"kind": "hand", "reason": "x", "placed_by": house.engineer, "placed_at": tuesday}
    hold = Hold.objects.create(run=old, until_at=tuesday + DAY, **given)
    assert old.pk in [point.copy.id for point in looked(house, tuesday).found.instants]
    # a hold is no longer than it says, and nothing once it is released
    assert old.pk not in [point.copy.id for point in looked(house, tuesday + DAY).found.instants]
    hold.released_at, hold.released_by = tuesday, house.engineer
    hold.save()
    assert old.pk not in [point.copy.id for point in looked(house, tuesday).found.instants]


def test_copies_under_earlier_terms_are_of_their_kind(house: House, tuesday: datetime) -> None:
    weeks = Weeks(house)
    picture = looked(house, tuesday)
    assert picture.lines["daily"].stretches[0].tier.kind == "incremental"
    before = unheard(weeks.schedules["daily"], SUNDAY - 30 * DAY, expires_at=tuesday + DAY)
    [point] = [one for one in looked(house, tuesday).found.points if one.copy.id == before.pk]
    assert (point.copy.kind, point.worth) == ("incremental", "broken")


def test_a_server_without_backups(house: House, tuesday: datetime) -> None:
    picture = restorable_of(house.unregistered, tuesday)
    assert (picture.found.points, picture.found.lines, picture.openings) == ([], [], ())


def test_what_the_promises_leave_open_unless_the_tool_needs_no_full(house: House, tuesday: datetime) -> None:
    weeks = Weeks(house)
    weeks.fulls(0)
    assert [one.clauses for one in looked(house, tuesday).openings] == [("iptor:2a", "iptor:2b"), ("iptor:2b",)]
    for run in weeks.dailies(1, 2):
        run.needs = []
        run.save()
    assert [one.clauses for one in looked(house, tuesday).openings] == [("iptor:2b",)]


def test_it_costs_four_statements_and_more_only_for_gaps(house: House, tuesday: datetime) -> None:
    weeks = Weeks(house, began=datetime(2026, 3, 10, tzinfo=UTC))
    weeks.fulls(0)
    list(weeks.dailies(1, 2))
    weeks.snapshots(2, 2)
    for _ in range(2):
        with CaptureQueriesContext(connection) as caught:
            picture = looked(house, tuesday)
        assert not picture.found.gaps
        assert len(caught) <= 4  # schedules, terms, promises, runs
        list(weeks.dailies(-14, 0))
    with CaptureQueriesContext(connection) as caught:
        gaps = looked(house, tuesday + 3 * DAY).found.gaps
    assert gaps
    assert len(caught) <= 9  # and terms, promises, runs of the empty slots, windows, remarks
