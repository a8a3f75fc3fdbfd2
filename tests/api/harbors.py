"""Harbor's own: an object of every kind that there is, and its place in a route.

Who adds an operation about an object names one here; whatever walks the operations finds it then.
"""

import re
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from backups.actions.hearing import runs_record
from backups.actions.holding import hold_place
from backups.actions.keys import key_make
from backups.models import Hold
from backups.told import Told
from hostops.accounts.models import Link, Zone
from hostops.duty.models import Handover
from hostops.lib.now import now
from maintenance.actions.downtimes import downtime_record
from maintenance.actions.events import event_file
from maintenance.actions.feeding import feed_make
from maintenance.actions.freezing import freeze_set
from maintenance.actions.linking import window_link
from maintenance.actions.months import month_close
from maintenance.models import WindowStep
from maintenance.rules.months import month_of, moved
from maintenance.scope import Scope, scope_write
from tests.api.rows import alert, clock, subject
from tests.backups.house import backed_up, ran
from tests.backups_book.scene import booked
from tests.conftest import TUESDAY
from tests.duty.scene import away, on_call
from tests.house import House
from tests.maintenance_calendars.scene import affects, notice, window
from tests.maintenance_years.scene import told
from tests.patching.scene import harbors_owed
from tests.patching_feeds.scene import harbors_feeds
from tests.patching_runs.scene import harbors_runs
from tests.tickets.cases import file, phoned
from tickets.actions import Upload, case_link, draft_save, message_add, template_create, view_save, watcher_add
from tickets.models import Attachment, Case

Objects = dict[str, dict[str, Any]]
_CASE, _WINDOW = "/api/v1/cases/{number}", "/api/v1/windows/{number}"


def harbors(house: House) -> Objects:
    """By the beginning of a route: the parameters that lead to an object of harbor's."""
    version = house.contract.bindings.get().version
    running = clock(version, subject(house.harbor, "X-1"), TUESDAY)
    case = file(house)
    shift = on_call(house.engineer, 1, TUESDAY)
    absence = away(house.planner, TUESDAY)
    note = Handover.objects.create(written_by=house.engineer, written_at=TUESDAY, text="Harbor is down.")
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
        "/api/v1/alerts/{": {"id": alert(running, TUESDAY).pk},
        "/api/v1/clocks/{": {"id": running.pk},
        "/api/v1/contacts/{": {"id": house.holder.pk},
        "/api/v1/contracts/{": {"reference": house.contract.reference},
        "/api/v1/drafts/{": {"id": draft_save(actor=house.holder, place="new", fields={"subject": ["x"]}).pk},
        "/api/v1/links/{": {"id": linked().pk},
        "/api/v1/locations/{": {"slug": "frankfurt"},
        "/api/v1/zones/{": {"slug": "fra-1"},
        "/api/v1/policies/{": {"id": "itpdx"},
        "/api/v1/templates/{": {"id": template_create(actor=house.engineer, name="x", body="x").pk},
        "/api/v1/servers/{": {"id": house.server.pk},
        "/api/v1/software/{": {"id": house.shop.pk},
        "/api/v1/year-plans/{": {"year": told(house.harbor).year},
        "/api/v1/calendars/{": calendar(house),
        **talked_over(house, case),
        **announced(house, case),
    }


def place_of(path: str, objects: Objects) -> dict[str, Any]:
    """The parameters of a route: of all that its beginning leads to, what is named most closely."""
    found = max((beginning for beginning in objects if path.startswith(beginning)), key=len, default="")
    named, asked = objects.get(found, {}), re.findall(r"{(\w+)}", path)
    assert named.keys() >= set(asked), f"name an object of harbor's for {path}"
    return {name: named[name] for name in asked}


def linked() -> Link:
    """The zone of harbor's server, linked with another of its location."""
    zone = Zone.objects.get(slug="fra-1")
    other = Zone.objects.create(location=zone.location, slug="fra-2", name="Frankfurt 2", latitude=50, longitude=9)
    return Link.objects.create(zone=zone, other=other)


def talked_over(house: House, case: Case) -> Objects:
    """The case, with a file that was sent, a colleague on copy and a case that it is about too."""
    message_add(actor=house.contact, case=case, body="Harbor.", attachments=[Upload("a.txt", b"hello")])
    watcher = watcher_add(actor=house.contact, case=case, person=house.holder)
    link = case_link(actor=house.engineer, case=case, target=phoned(house, 4), relation="related")
    return {
        f"{_CASE}/attachments/{{": {"number": case.number, "id": Attachment.objects.get().pk},
        f"{_CASE}/watchers/{{": {"number": case.number, "id": watcher.pk},
        f"{_CASE}/links/{{": {"number": case.number, "id": link.pk},
        _CASE: {"number": case.number},
    }


def announced(house: House, case: Case) -> Objects:
    """A window that harbor was told of, with one step to take, because of the case."""
    ahead = window()
    scope_write(ahead, Scope(servers=[house.server]))
    affects(ahead, house.harbor, house.server)
    notice(ahead)
    step = WindowStep.objects.create(window=ahead, position=1, text="Take a copy.")
    link = window_link(actor=house.planner, window=ahead, target=case.subject)
    return {
        f"{_WINDOW}/steps/{{": {"number": ahead.number, "position": step.position},
        f"{_WINDOW}/links/{{": {"number": ahead.number, "id": link.pk},
        _WINDOW: {"number": ahead.number},
    }


def calendar(house: House) -> dict[str, Any]:
    """One that harbor's people subscribe to, and the secret that opens it to anybody."""
    feed, secret = feed_make(actor=house.contact, name="x", account=house.harbor)
    return {"id": feed.pk, "secret": secret}


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
