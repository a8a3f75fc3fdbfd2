"""A run is planned: near its releases, in its window where customers notice it, with servers of its platform."""

from datetime import datetime
from typing import Any

import pytest

from hostops.accounts.models import Server
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from hostops.lib.now import moved_to, now
from maintenance.actions import window_cancel
from maintenance.patching.actions.runs import run_cancel, run_change, run_start
from maintenance.patching.models import PatchRun
from tests.house import House
from tests.maintenance.scene import SUNDAY, announced, begun, planned
from tests.patching.cases import released
from tests.patching.scene import patched, platforms
from tests.patching_runs.scene import DAY, HOUR, beside, planned_run


def refused(house: House, **more: Any) -> dict[str, str]:
    with pytest.raises(BadField) as wrong:
        planned_run(house, **more)
    return wrong.value.errors


def test_its_servers_stand_in_rings_and_the_journal_says_so(house: House, tuesday: datetime) -> None:
    two, three = beside(house, "erp2", "erp3")
    run = planned_run(house, [house.nordic_server], [two, three], title=" Weekly\x00  patches ")
    assert [(row.server.hostname, row.ring, row.state) for row in run.results.all()] == [
        ("erp1", 0, "pending"), ("erp2", 1, "pending"), ("erp3", 1, "pending"),
    ]  # fmt: skip
    assert (run.number, run.title, run.state) == (f"PR-{run.pk}", "Weekly patches", "planned")
    entry = Entry.objects.get(object_kind="patch_run", object_id=run.pk)
    assert (entry.verb, entry.after["rings"]) == ("maintenance.patch_run.planned", [["erp1"], ["erp2", "erp3"]])


def test_what_makes_no_sense_is_refused_at_its_field(house: House, tuesday: datetime) -> None:
    platforms(house)
    windows = Server.objects.get(hostname="win1")
    assert refused(house, planned_at=tuesday - HOUR) == {
        "planned_at": "This has passed; a run that was made is reported."
    }
    assert "twice" in refused(house, rings=[[house.nordic_server], [house.nordic_server]])["rings"]
    assert refused(house, rings=[[]]) == {"rings": "Name at least one server."}
    assert "win1 is windows" in refused(house, rings=[[windows]])["rings"]
    other = released("windows", "10.1")
    assert refused(house, releases=[other])["releases"] == f"Not of the platform linux: {other.number}."
    assert list(refused(house, title=" ")) == ["title"]
    assert not PatchRun.objects.exists()


def test_too_near_a_release_or_too_far_from_it_needs_a_reason(house: House, tuesday: datetime) -> None:
    fresh, old = released("linux", "6.1", tuesday - DAY), released("linux", "6.0", tuesday - 40 * DAY)
    said = refused(house, releases=[fresh], planned_at=tuesday + DAY)["reason"]
    assert "linux 6.1 is less than 3 days old then" in said
    assert "iptor:5c" in said
    assert "more than 30 days" in refused(house, releases=[old])["reason"]
    assert planned_run(house, releases=[fresh], planned_at=tuesday + 2 * DAY).reason == ""
    assert planned_run(house, releases=[old], reason="It waited for the vendor.").reason == "It waited for the vendor."


def test_a_policy_that_promises_no_patching_asks_for_nothing(house: House, tuesday: datetime) -> None:
    fresh = released("linux", "6.1", tuesday - HOUR)
    run = planned_run(house, [house.server], releases=[fresh], impact="outage")
    assert (run.window, run.impact) == (None, "outage")


@pytest.mark.parametrize("impact", ["reduced_redundancy", "degraded", "outage"])
def test_what_customers_notice_needs_a_window(house: House, tuesday: datetime, impact: str) -> None:
    assert "(iptor:4f)" in refused(house, impact=impact)["window"]


def test_the_run_lies_in_its_window_and_its_servers_too(house: House, tuesday: datetime) -> None:
    window = planned(house)
    given: dict[str, Any] = {"impact": "outage", "window": window}
    assert window.number in refused(house, **given, planned_at=SUNDAY - HOUR)["window"]
    assert window.number in refused(house, **given, planned_at=window.ends_at)["window"]
    [outside] = beside(house, "erp9")
    assert "does not touch erp9" in refused(house, **given, planned_at=SUNDAY, rings=[[outside]])["window"]
    run = planned_run(house, **given, planned_at=SUNDAY)
    assert list(window.patch_runs.all()) == [run]
    window_cancel(actor=house.planner, window=window, reason="Not needed.")
    assert "cancelled" in refused(house, **given, planned_at=SUNDAY)["window"]


def test_with_an_impact_it_begins_only_while_its_window_runs(house: House, tuesday: datetime) -> None:
    window = announced(house)
    run = planned_run(house, impact="outage", window=window, planned_at=SUNDAY)
    with pytest.raises(NotPossible, match=r"is from .*iptor:4f"):
        run_start(actor=house.engineer, run=run)
    with moved_to(SUNDAY), pytest.raises(NotPossible, match="has not begun"):
        run_start(actor=house.engineer, run=run)
    begun(house, window)
    with moved_to(SUNDAY + HOUR):
        run_start(actor=house.engineer, run=run)
    assert (run.state, run.started_at) == ("running", SUNDAY + HOUR)


def test_it_is_changed_as_it_was_planned(house: House, tuesday: datetime) -> None:
    run = planned_run(house)
    run_change(actor=house.planner, run=run, planned_at=tuesday + 2 * DAY, if_version=1)
    assert (run.planned_at, run.title, run.version) == (tuesday + 2 * DAY, "Weekly patches", 2)
    with pytest.raises(BadField, match="iptor:4f"):
        run_change(actor=house.planner, run=run, impact="outage")
    with pytest.raises(Outdated):
        run_change(actor=house.planner, run=run, title="Mine", if_version=1)


def test_a_major_release_is_planned_by_the_run_and_owed_again_when_it_is_cancelled(
    house: House, tuesday: datetime
) -> None:
    scene = patched(house)
    major = released("checkpoint", "R82", kind="major")
    given: dict[str, Any] = {"platform": "checkpoint", "releases": [major], "planned_at": now() + 5 * DAY}
    run = planned_run(house, [scene.servers["fw1"]], **given)
    [plan] = scene.owed("fw1", "plan")
    assert plan.done_at == tuesday
    run_cancel(actor=house.planner, run=run, reason="The vendor recalled it.")
    [plan] = scene.owed("fw1", "plan")
    assert (run.state, plan.done_at) == ("cancelled", None)
    with pytest.raises(NotPossible):
        run_cancel(actor=house.planner, run=run, reason="Again.")


def test_planners_and_managers_alone_plan(house: House, tuesday: datetime) -> None:
    for person in (house.engineer, house.contact, house.stranger):
        with pytest.raises(NotAllowed):
            planned_run(house, actor=person)
    assert planned_run(house, actor=house.manager).made_by == house.manager
