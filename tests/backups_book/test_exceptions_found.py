"""Exceptions are found from what is broken; each slot is told once, in the day to which it belongs."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.asked import Asked
from backups.excepted import shown
from backups.models import Hold, Run
from backups.rules.exceptions import Row
from hostops.accounts.models import Server
from hostops.clocks.actions import clock_cancel, clock_stop
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.backups_book.scene import DAY, DUE, HOUR, SLOT, clock, kept, ran, scheduled, turned
from tests.house import House

TUESDAY_10 = date(2026, 3, 10)


def states(house: House, **asked: Any) -> dict[str, tuple[str, ...]]:
    rows = Asked(**asked).rows(house.engineer)[1]
    return {each.schedule.server.hostname: each.row.states for each in shown(rows)}


def row(house: House, **asked: Any) -> Row:
    (only,) = Asked(**asked).rows(house.engineer)[1]
    return only


def test_a_slot_that_was_not_kept(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    assert states(house) == {"erp1": ("missed",)}
    assert (row(house).at, row(house).due_at) == (DUE, DUE)
    run = ran(schedule, SLOT + HOUR, "failed")
    assert (row(house).states, row(house).runs) == (("failed",), (run.pk,))
    kept(schedule, DUE + HOUR, started_at=DUE - HOUR)
    assert (row(house).states, row(house).stopped_at) == (("late",), DUE + HOUR)
    assert shown([row(house)])[0].late == "ran_on"


def test_what_was_kept_is_no_exception(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    kept(scheduled(house.nordic_server, iptor), DUE)
    assert states(house) == {}


def test_a_late_copy_that_nobody_said_began_in_time(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    kept(scheduled(house.nordic_server, iptor), DUE + HOUR, started_at=None)
    assert shown([row(house)])[0].late == "came_late"


def test_runs_that_did_not_break_the_promise(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    ran(schedule, SLOT + HOUR, "failed")
    kept(schedule, SLOT + 2 * HOUR)
    assert (row(house).states, row(house).is_broken) == (("failed_run",), False)
    Run.objects.filter(status="ok").update(suspicious=[{"what": "size", "percent": 3, "runs": 9}], status="warning")
    assert row(house).states == ("failed_run", "suspicious", "warning")


def test_an_occasional_copy_has_no_slot(house: House, itpdx: PolicyVersion, tuesday: datetime) -> None:
    schedule = scheduled(house.server, itpdx, "occasional_code", slot=None)
    ran(schedule, SLOT, "failed", slot_at=None)
    assert (row(house).states, row(house).slot_at) == (("failed_run",), SLOT)


def test_a_copy_that_went_before_its_time_or_under_a_hold(
    house: House, iptor: PolicyVersion, tuesday: datetime
) -> None:
    schedule = scheduled(house.nordic_server, iptor, slot=SLOT + DAY)
    copy = ran(schedule, SLOT - 20 * DAY, slot_at=SLOT - 20 * DAY)
    Run.objects.filter(pk=copy.pk).update(deleted_at=DUE)
    assert states(house) == {}
    Hold.objects.create(run=copy, kind="legal", reason="x", placed_by=house.manager, placed_at=SLOT - 19 * DAY)
    assert states(house) == {"erp1": ("deleted",)}
    Hold.objects.all().delete()
    Run.objects.filter(pk=copy.pk).update(expires_at=DUE + HOUR)
    assert (row(house).states, row(house).at, row(house).slot_at) == (("deleted",), DUE, SLOT - 20 * DAY)


def test_a_slot_belongs_to_the_day_in_which_it_was_due(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    turned(schedule)
    with moved_to(tuesday + 4 * DAY):
        policy = iptor.policy
        assert states(house, day=TUESDAY_10, policy=policy) == {"erp1": ("missed",)}
        assert states(house, day=date(2026, 3, 11), policy=policy) == {"erp1": ("missed",)}
        assert states(house, day=date(2026, 3, 9), policy=policy) == {}
        assert states(house, day=date(2026, 3, 12), policy=policy) == {}


def test_what_was_broken_long_ago_and_still_is_stands(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    ran(schedule, SLOT + HOUR, "failed")
    with moved_to(tuesday + 30 * DAY):
        assert states(house) == {"erp1": ("failed",)}
        clock_stop(actor=None, clock=clock(schedule), at=tuesday + 30 * DAY)
        assert states(house) == {}


@pytest.mark.parametrize(("called_off", "told"), [(DUE + HOUR, {"erp1": ("missed",)}), (DUE - HOUR, {})])
def test_what_was_called_off_after_it_was_broken_stands(
    house: House, iptor: PolicyVersion, tuesday: datetime, called_off: datetime, told: dict[str, Any]
) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    clock_cancel(actor=None, clock=clock(schedule), at=called_off, reason="The server left.")
    assert states(house) == told


def test_what_failed_is_known_of_a_day_long_past(house: House, iptor: PolicyVersion, tuesday: datetime) -> None:
    """Whenever the run failed: its slot is what counts."""
    schedule = scheduled(house.nordic_server, iptor)
    turned(schedule)
    ran(schedule, SLOT + 60 * DAY, "failed")
    with moved_to(tuesday + 90 * DAY):
        asked = {"day": TUESDAY_10, "policy": iptor.policy}
        assert states(house, **asked) == {"erp1": ("failed",)}
        Run.objects.update(slot_at=SLOT - DAY)
        assert states(house, **asked) == {"erp1": ("missed",)}


def test_narrowed(house: House, iptor: PolicyVersion, itpdx: PolicyVersion, tuesday: datetime) -> None:
    scheduled(house.nordic_server, iptor)
    ours = scheduled(house.server, itpdx, "nightly_code")
    ran(ours, SLOT + HOUR, "failed")
    both = {"erp1": ("missed",), "web1": ("failed",)}
    cases: list[tuple[dict[str, Any], Any]] = [
        ({}, both), ({"policy": iptor.policy}, {"erp1": both["erp1"]}),
        ({"policy": itpdx.policy}, {"web1": both["web1"]}),
        ({"account": house.harbor}, {"web1": both["web1"]}), ({"server": "ERP1"}, {"erp1": both["erp1"]}),
        ({"state": "missed"}, {"erp1": both["erp1"]}), ({"state": "broken"}, both), ({"answered": "yes"}, {}),
        ({"answered": "no"}, both),
    ]  # fmt: skip
    for asked, expected in cases:
        assert states(house, **asked) == expected, asked
    assert [row.schedule for row in Asked().rows(house.viewer)[0]] == [ours.pk]
    assert [row.schedule for row in Asked().rows(house.stranger)[0]] != [ours.pk]


@pytest.mark.parametrize(("number", "failed_at", "most"), [(1, HOUR, 11), (6, HOUR, 11), (6, -30 * DAY, 12)])
def test_the_cost_does_not_follow_the_number(
    house: House, iptor: PolicyVersion, tuesday: datetime, number: int, failed_at: timedelta, most: int
) -> None:
    for name in range(number):
        server = Server.objects.create(account=house.nordic, contract=house.nordic_contract, hostname=f"n{name}")
        schedule = scheduled(server, iptor)
        ran(schedule, SLOT + failed_at, "failed")
    with CaptureQueriesContext(connection) as caught:
        rows = Asked().rows(house.engineer)[0]
        assert len(shown(rows)) == number
    # overdue, ended late, cycles, runs, holds, copies, failures out of sight; remarks; schedules, terms, runs, remarks
    assert len(caught) == most
