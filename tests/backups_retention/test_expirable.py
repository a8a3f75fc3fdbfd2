"""`/backups/expirable/`: which copies may go now."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from backups.actions.holding import hold_place, hold_release
from backups.models import Run
from hostops.lib.now import moved_to
from hostops.policies.models import PolicyVersion
from tests.backups_retention.oracle import may_go_from
from tests.backups_retention.scene import DAY, HOUR, copy, daily, nightly, schedule
from tests.house import House
from tests.tickets_api.conftest import Callers

ADDRESS = "/api/v1/backups/expirable/"


def listed(caller: Any, **query: Any) -> list[int]:
    answer = caller.get(ADDRESS, query)
    assert answer.status_code == 200, answer.content
    return [row["id"] for row in answer.json()["results"]]


def test_a_copy_may_go_when_its_time_is_over_and_not_before(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    over = copy(daily(house, iptor), tuesday - 7 * DAY, external_id="4f2e", tool="restic", bytes=7)
    copy(over.schedule, tuesday - 7 * DAY + timedelta(seconds=1))
    assert listed(calls.engineer) == [over.pk]
    assert calls.engineer.get(ADDRESS).json()["results"] == [
        {
            "id": over.pk, "schedule": over.schedule.number, "server": "erp1", "account": "nordic", "tier": "daily",
            "external_id": "4f2e", "tool": "restic", "bytes": 7, "finished_at": "2026-03-03T17:00:00Z",
            "expires_at": "2026-03-10T17:00:00Z", "needed_by": [],
        }
    ]  # fmt: skip


def test_random_histories_agree_with_the_clock_on_the_wall(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    """Over the change of Stockholm's clocks, with holds that hold, ran out and were released, and copies long gone."""
    dice = random.Random(4711)
    tiers = {name: schedule(house.nordic_server, iptor, name) for name in ("daily", "weekly", "monthly", "snapshot")}
    at = datetime.fromisoformat("2026-04-02T00:30:00+00:00")
    expected = []
    for _ in range(120):
        tier = dice.choice(list(tiers))
        days = {"monthly": 370, "snapshot": 3}.get(tier, 7)
        ended = at - timedelta(days=days, seconds=dice.randrange(-3 * 86_400, 3 * 86_400, 1800))
        fate = dice.choice(["there", "there", "there", "failed", "gone", "held", "released", "ran out"])
        run = copy(tiers[tier], ended, status="failed" if fate == "failed" else "warning")
        if fate == "gone":
            Run.objects.filter(pk=run.pk).update(deleted_at=at)
        if fate in ("held", "released", "ran out"):
            with moved_to(tuesday):
                until = at if fate == "ran out" else at + HOUR
                hold = hold_place(actor=house.engineer, run=run, kind="hand", reason="An audit.", until_at=until)
            if fate == "released":
                hold_release(actor=house.engineer, hold=hold, reason="It is over.")
        if fate in ("there", "released", "ran out") and may_go_from(ended, days, "Europe/Stockholm") <= at:
            expected.append(run.pk)
    with moved_to(at):
        assert sorted(listed(calls.engineer, limit=200)) == sorted(expected)
    assert 20 < len(expected) < 100


def test_a_server_that_left_still_runs_out(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    over = copy(daily(house, iptor), tuesday - 8 * DAY)
    over.schedule.ended_at = tuesday - DAY
    over.schedule.save()
    assert listed(calls.engineer) == [over.pk]


def test_it_names_the_kept_copies_that_build_on_it(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    """A weekly full and the increments on it, both kept seven days: the full may go six days too early for them."""
    full = copy(schedule(house.nordic_server, iptor, "weekly"), tuesday - 7 * DAY, external_id="20260303F")
    of = daily(house, iptor)
    copy(of, tuesday - 8 * DAY, external_id="before", needs=["20260224F"])
    later = [copy(of, tuesday - n * DAY, external_id=f"i{n}", needs=["20260303F"]) for n in (6, 5)]
    rows = calls.engineer.get(ADDRESS).json()["results"]
    assert {row["external_id"]: row["needed_by"] for row in rows} == {
        "20260303F": [run.pk for run in later],
        "before": [],
    }
    assert full.pk in [row["id"] for row in rows]


def test_filters_and_what_each_may_see(
    house: House, itpdx: PolicyVersion, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    ours = copy(nightly(house, itpdx), tuesday - 9 * DAY, tool="borg")
    theirs = copy(daily(house, iptor), tuesday - 8 * DAY, tool="restic")
    assert listed(calls.engineer) == [ours.pk, theirs.pk]  # the longest over first
    assert listed(calls.viewer) == [ours.pk]
    assert listed(calls.stranger) == [theirs.pk]
    assert listed(calls.engineer, account="harbor") == [ours.pk]
    assert listed(calls.engineer, server="ERP1", tier="daily") == [theirs.pk]
    assert listed(calls.engineer, tool="borg") == [ours.pk]
    assert calls.engineer.get(ADDRESS, {"sever": "erp1"}).status_code == 400


def test_the_list_costs_the_same_however_long_it_is(
    house: House, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    """Token and its use, the rows with all that they name, and what builds on them."""
    of = daily(house, iptor)
    for number in range(5):
        copy(of, tuesday - (8 + number) * DAY, external_id=f"{number}")
    listed(calls.engineer)
    with CaptureQueriesContext(
        connection,
    ) as few:
        listed(calls.engineer, limit=1)
    with CaptureQueriesContext(connection) as many:
        listed(calls.engineer)
    assert len(few) == len(many) == 3, [query["sql"] for query in many]


def test_of_one_who_removes_their_copies_the_others_are_not_walked(
    house: House, itpdx: PolicyVersion, iptor: PolicyVersion, calls: Callers, tuesday: datetime
) -> None:
    """A server, an account, or the reader's own: their schedules are read first, and stand beside the filter."""
    ours, theirs = nightly(house, itpdx), daily(house, iptor)
    copy(ours, tuesday - 9 * DAY)
    copy(theirs, tuesday - 8 * DAY)
    for caller, asked in (
        (calls.engineer, {"server": "web1"}),
        (calls.engineer, {"account": "harbor"}),
        (calls.viewer, {}),
    ):
        listed(caller, **asked)
        with CaptureQueriesContext(connection) as caught:
            listed(caller, **asked)
        found = next(query["sql"] for query in caught if 'ORDER BY "backups_run"."expires_at"' in query["sql"])
        assert f'"schedule_id" IN ({ours.pk})' in found, found
        assert len(caught) <= 5
