"""Every operation of the schema, as everybody, about an object of somebody else.

A route with parameters that this file does not know fails here, until an object is named for it.
"""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from rest_framework.test import APIClient

from backups.actions.hearing import runs_record
from backups.actions.holding import hold_place
from backups.actions.keys import key_make
from backups.models import Hold
from backups.told import Told
from hostops.api.description import openapi
from hostops.duty.models import Handover
from hostops.lib.now import now
from maintenance.actions.downtimes import downtime_record
from maintenance.actions.events import event_file
from maintenance.actions.feeding import feed_make
from maintenance.actions.freezing import freeze_set
from maintenance.actions.months import month_close
from maintenance.rules.months import month_of, moved
from maintenance.scope import Scope
from tests.api.conftest import Signed
from tests.api.rows import alert, clock, subject
from tests.backups.house import backed_up, ran
from tests.backups_book.scene import booked
from tests.conftest import TUESDAY
from tests.duty.scene import away, on_call
from tests.house import House
from tests.maintenance_calendars.scene import affects, window
from tests.maintenance_years.scene import told
from tests.patching.scene import harbors_owed
from tests.patching_feeds.scene import harbors_feeds
from tests.patching_runs.scene import harbors_runs
from tickets.actions import case_file, draft_save, template_create, view_save

# What its secret alone opens, to anybody.
SECRET = ("/api/v1/calendars/{secret}.ics",)
OPERATIONS = [
    (path, method) for path, methods in openapi()["paths"].items() for method in methods if path not in SECRET
]
# What everybody may see, so that no object of it is foreign.
_PUBLISHED = tuple(f"/api/v1/patching/{name}/" for name in ("releases", "advisories", "exploited"))
COMMON = ("/api/v1/software/", "/api/v1/locations/", "/api/v1/zones/", "/api/v1/links/", *_PUBLISHED)
# What a POST asks and nothing changes.
_ABOUT_COPIES = ("/api/v1/backups/retention/preview/", "/api/v1/backups/retention/history/")
READS_ONLY = ("/api/v1/deadlines/", "/api/v1/windows/check/", "/api/v1/year-plans/check/", *_ABOUT_COPIES)
# What is the staff's own, so that to any customer it does not exist.
_KEPT = tuple(f"/api/v1/windows/{{number}}/{below}/" for below in ("consultations", "kept-alerts"))
STAFFS = (
    "/api/v1/backups/strays/",
    "/api/v1/views/",
    "/api/v1/on-call/",
    "/api/v1/absences/",
    "/api/v1/handovers/",
    "/api/v1/backups/checks/",
    "/api/v1/patching/feeds/",
    *_KEPT,
)


def harbors(house: House) -> dict[str, dict[str, Any]]:
    """By the beginning of a route: the parameters that lead to an object of harbor's."""
    version = house.contract.bindings.get().version
    running = clock(version, subject(house.harbor, "X-1"), TUESDAY)
    case = case_file(
        actor=house.contact, account=house.harbor, title="x", description="x", requested_severity=3,
        server=house.server, channel="portal",
    )  # fmt: skip
    shift = on_call(house.engineer, 1, TUESDAY)
    absence = away(house.planner, TUESDAY)
    note = Handover.objects.create(written_by=house.engineer, written_at=TUESDAY, text="Harbor is down.")
    announced = window()
    affects(announced, house.harbor, house.server)
    desk = maintenance(house) | booked(house, "Harbor")
    nightly = backed_up(house)["web1", "nightly_database"]
    heard = hearing(house)
    owed = harbors_owed(house)
    return {
        "/api/v1/backups/schedules/{": {"number": nightly.number},
        "/api/v1/patching/duties/{": {"number": owed.duty.number},
        "/api/v1/patching/owed/{": {"number": owed.number},
        "/api/v1/patching/platforms/{": {"id": owed.promise_id},
        **{f"/api/v1/patching/{name}/{{": {"id": pk} for name, pk in harbors_feeds(house).items()},
        **{f"/api/v1/patching/{name}/{{": {"id": pk} for name, pk in harbors_runs(house).items()},
        "/api/v1/backups/holds/{": {"id": held(house).pk},
        "/api/v1/backups/keys/{": {"id": heard["keys"]},
        "/api/v1/backups/runs/{": {"id": heard["runs"]},
        "/api/v1/backups/strays/{": {"id": heard["strays"]},
        **{f"/api/v1/backups/{book}/{{": {"id": desk[book]} for book in ("checks", "remarks", "restore-tests")},
        "/api/v1/events/{": {"id": desk["events"]},
        "/api/v1/downtimes/{": {"id": desk["downtimes"]},
        "/api/v1/freezes/{": {"id": desk["freezes"]},
        "/api/v1/availability/revisions/{": {"id": desk["revisions"]},
        "/api/v1/on-call/shifts/{": {"id": shift.pk},
        "/api/v1/absences/{": {"id": absence.pk},
        "/api/v1/handovers/{": {"id": note.pk},
        "/api/v1/views/{": {"id": view_save(actor=house.manager, name="Due", query="due=hour", shared=True).pk},
        "/api/v1/accounts/{": {"slug": "harbor"},
        "/api/v1/zones/{": {"slug": "fra-1"},
        "/api/v1/links/{": {"id": 1},
        "/api/v1/alerts/{": {"id": alert(running, TUESDAY).pk},
        "/api/v1/cases/{": {"number": case.number, "id": 0},
        "/api/v1/clocks/{": {"id": running.pk},
        "/api/v1/contacts/{": {"id": house.holder.pk},
        "/api/v1/contracts/{": {"reference": house.contract.reference},
        "/api/v1/drafts/{": {"id": draft_save(actor=house.holder, place="new", fields={"subject": ["x"]}).pk},
        "/api/v1/policies/{": {"id": "itpdx"},
        "/api/v1/templates/{": {"id": template_create(actor=house.engineer, name="x", body="x").pk},
        "/api/v1/servers/{": {"id": house.server.pk},
        "/api/v1/year-plans/{": {"year": told(house.harbor).year},
        "/api/v1/calendars/{": {"id": feed_make(actor=house.contact, name="x", account=house.harbor)[0].pk},
        "/api/v1/windows/{": {"number": announced.number, "position": 1, "id": 0},
    }


def maintenance(house: House) -> dict[str, int]:
    """An event, a downtime, a freeze and a closed month of harbor's."""
    soon, before = now() + timedelta(days=1), now() - timedelta(days=40)
    event = event_file(actor=house.contact, title="Harbor's sale", starts_at=soon, ends_at=soon + timedelta(days=1))
    down = downtime_record(
        actor=house.engineer, server=house.server, starts_at=before, ends_at=before + timedelta(hours=1), cause="x"
    )
    closed = month_close(actor=None, account=house.harbor, month=moved(month_of(now(), ZoneInfo("UTC")), -2))
    mine = Scope(accounts=[house.harbor])
    freeze = freeze_set(
        actor=house.planner, starts_at=soon, ends_at=soon + timedelta(days=1), scope=mine, reason="Harbor sells."
    )
    return {"events": event.pk, "downtimes": down.pk, "revisions": closed.pk, "freezes": freeze.pk}


def held(house: House) -> Hold:
    """A hold on a copy of harbor's."""
    kept = ran(backed_up(house)[house.server.hostname, "occasional_code"], now())
    return hold_place(actor=house.engineer, run=kept, kind="hand", reason="Harbor is audited.")


def hearing(house: House) -> dict[str, int]:
    """A run, a ping key and a run kept aside of harbor's."""
    schedule = backed_up(house)[house.server.hostname, "nightly_code"]
    told = (Told(status="ok", schedule=schedule.pk), Told(status="ok", server="harbor9", tier="x"))
    known, aside = runs_record(actor=house.contact, told=told)
    key, _ = key_make(actor=house.contact, schedule=schedule)
    assert known.run
    assert aside.stray
    return {"runs": known.run.pk, "keys": key.pk, "strays": aside.stray.pk}


def address(path: str, objects: dict[str, dict[str, Any]]) -> str:
    found = [values for beginning, values in objects.items() if path.startswith(beginning)]
    assert len(found) == 1, f"name an object of harbor's for {path}"
    return path.format(**found[0])


def test_nobody_gets_401_everywhere(house: House) -> None:
    objects = harbors(house)
    for path, method in OPERATIONS:
        where = address(path, objects) if "{" in path and not path.startswith(COMMON) else path.format(id=1, slug="x")
        answer = APIClient().generic(method.upper(), where)
        assert (answer.status_code, path) == (401, path)
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_stranger_gets_404_for_every_object(house: House, signed: Signed) -> None:
    objects, client = harbors(house), signed(house.stranger)
    for path, method in OPERATIONS:
        if "{" in path and not path.startswith(COMMON):
            answer = client.generic(method.upper(), address(path, objects), "{}", content_type="application/json")
            assert (answer.status_code, method, path) == (404, method, path)


def test_a_stranger_finds_nothing_of_harbors_in_any_list(house: House, signed: Signed) -> None:
    harbors(house)
    for path, method in OPERATIONS:
        if method == "get" and "{" not in path and not path.startswith(COMMON):
            shown = signed(house.stranger).get(path).content.decode()
            assert "harbor" not in shown.lower(), path
            assert "X-1" not in shown, path


@pytest.mark.parametrize("who", ["holder", "contact", "viewer", "engineer", "planner", "manager"])
def test_owners_colleagues_and_staff_see_every_object(house: House, signed: Signed, who: str) -> None:
    objects, client = harbors(house), signed(getattr(house, who))
    for path, method in OPERATIONS:
        if method == "get" and "{" in path and "attachments" not in path and not path.startswith(COMMON):
            hidden = path.startswith(STAFFS) and not getattr(house, who).is_staff_member
            expected = 404 if hidden or ("contracts" in path and who in ("contact", "viewer")) else 200
            assert (client.get(address(path, objects)).status_code, path) == (expected, path)


@pytest.mark.parametrize("who", ["holder", "manager"])
def test_a_token_that_only_reads_changes_nothing(house: House, signed: Signed, who: str) -> None:
    objects = harbors(house)
    client = signed(getattr(house, who), scope="read")
    for path, method in OPERATIONS:
        if method != "get" and path not in READS_ONLY:
            where = address(path, objects) if "{" in path else path
            answer = client.generic(method.upper(), where, "{}", content_type="application/json")
            assert (answer.status_code, method, path) == (403, method, path)
