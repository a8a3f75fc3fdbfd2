"""Every route as every role against somebody else's object: nothing leaks, and nothing answers 5xx."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from backups.actions.hearing import runs_record
from backups.actions.holding import hold_place
from backups.actions.keys import key_make
from backups.models import Schedule
from backups.told import Told
from hostops.accounts.models import Link, Person, Zone
from hostops.accounts.token_actions import token_make
from hostops.alerts.models import Alert
from hostops.duty.actions import absence_set, handover_write
from hostops.duty.models import Absence, Handover, Shift
from hostops.inventory.actions import link_add, zone_add
from hostops.lib.now import now
from hostops.policies.actions import policy_publish
from hostops.policies.loading import DOCUMENTS, load
from maintenance.actions import window_propose
from maintenance.actions.downtimes import downtime_record
from maintenance.actions.events import event_file
from maintenance.actions.feeding import feed_make
from maintenance.actions.freezing import freeze_set
from maintenance.actions.months import month_close
from maintenance.rules.months import month_of, moved
from maintenance.scope import Scope
from tests.backups.house import backed_up, ran
from tests.backups_book.scene import booked
from tests.duty.scene import DAY, on_call
from tests.house import House, build_house
from tests.house_rules import routes
from tests.maintenance.scene import FAR, drafted
from tests.maintenance_years.scene import told
from tests.patching.scene import harbors_owed
from tests.patching_feeds.scene import harbors_feeds
from tests.patching_runs.scene import harbors_runs
from tests.tickets.cases import clock, phoned
from tickets.actions import Upload, case_link, draft_save, message_add, template_create, view_save, watcher_add
from tickets.models import Attachment, Case

# Stands in everything of harbor's, so that any leak of it can be seen.
MARK = "Zebra4711"
ROLES = ("contact", "holder", "viewer", "stranger", "engineer", "planner", "manager")
STAFF = ("engineer", "planner", "manager")


class Harbor:
    """What the account harbor owns, one of each, and its place in a route."""

    def __init__(self, house: House) -> None:
        self.house = house
        house.harbor.name = MARK
        house.harbor.save()
        self.case: Case = phoned(house, 1, title=f"{MARK} is down")
        message_add(actor=house.contact, case=self.case, body=MARK, attachments=[Upload("a.txt", b"hello")])
        self.clock = clock(self.case)
        moment = now()
        self.alert = Alert.objects.create(
            clock=self.clock,
            cycle=1,
            revision=0,
            threshold="50%",
            instant=moment,
            raised_at=moment,
            tell=["engineers"],
            routed_at=moment,
        )
        shift, absence, note = duty(house)
        self.duty = {"shifts": shift.pk, **dict.fromkeys(("absences", "away"), absence.pk)}
        self.duty |= dict.fromkeys(("handover", "handovers"), note.pk)
        self.desk = maintenance(house) | retention(house) | booked(house, MARK)
        self.nightly = backed_up(house)[house.server.hostname, "nightly_code"]
        self.draft = draft_save(actor=house.contact, place="new", fields={"subject": [MARK]})
        self.watcher = watcher_add(actor=house.contact, case=self.case, person=house.holder)
        other = phoned(house, 4, title=f"{MARK} too")
        self.link = case_link(actor=house.engineer, case=self.case, target=other, relation="related")
        self.template = template_create(actor=house.engineer, name="Hello", body="Hello {{reporter_first_name}}")
        self.token, self.secret = token_make(actor=house.contact, name=MARK)
        told(house.harbor, 2027)
        draft = drafted(house, "agreed", title=MARK, scope=Scope(servers=[house.server]), steps=[MARK], starts_at=FAR)
        self.window = window_propose(actor=house.planner, window=draft)
        self.backups = backups(house)
        self.duties = duties(house)
        self.view = view_save(actor=house.manager, name=MARK, query="assignee=me")
        self.feed, _ = feed_make(actor=house.contact, name=MARK, account=house.harbor)
        self.schedule, self.heard = hearing(house)
        self.line = linked(house)
        self.signed_in = {role: signed_in(self.person(role)) for role in ROLES}

    def path(self, route: str) -> str:
        values = {
            **self.backups,
            **self.duties,
            "watchers/<int:watcher>": f"watchers/{self.watcher.pk}",
            "watchers/<int:pk>": f"watchers/{self.watcher.pk}",
            "inventory/links/<int:pk>": f"inventory/links/{self.line.pk}",
            "v1/links/<int:pk>": f"v1/links/{self.line.pk}",
            "zones/<slug:slug>": "zones/fra-1",
            "links/<int:link>": f"links/{self.link.pk}",
            "links/<int:pk>": f"links/{self.link.pk}",
            "templates/<int:pk>": f"templates/{self.template.pk}",
            "windows/<str:number>": f"windows/{self.window.number}",
            "windows/<window:pk>": f"windows/{self.window.number}",
            "steps/<int:position>": "steps/1",
            "steps/<int:step>": f"steps/{self.window.steps.get().pk}",
            "<backup:pk>": self.nightly.number,
            "cases/<case:pk>": f"cases/{self.case.number}",
            "cases/<str:number>": f"cases/{self.case.number}",
            "calendars/<int:pk>": f"calendars/{self.feed.pk}",
            "<backup:schedule>": self.schedule.number,
            "<str:secret>": "hostops_guessed",
            "<str:word>": "start",
            "<str:token>": "hostops_guessed",
            "views/<int:pk>": f"views/{self.view.pk}",
            "<int:attachment>": str(Attachment.objects.get().pk),
            "attachments/<int:pk>": f"attachments/{Attachment.objects.get().pk}",
            "clocks/<int:pk>": f"clocks/{self.clock.pk}",
            "alerts/<int:pk>": f"alerts/{self.alert.pk}",
            "entitlement/": f"entitlement/?account={self.house.harbor.slug}",
            "drafts/<int:pk>": f"drafts/{self.draft.pk}",
            "tokens/<int:pk>": f"tokens/{self.token.pk}",
            "contacts/<int:pk>": f"contacts/{self.house.contact.pk}",
            "servers/<int:pk>": f"servers/{self.house.server.pk}",
            "accounts/<slug:slug>": f"accounts/{self.house.harbor.slug}",
            "contracts/<str:reference>": f"contracts/{self.house.contract.reference}",
            "policies/<slug:slug>": "policies/itpdx",
            "policies/<slug:id>": "policies/itpdx",
            "software/<int:pk>": f"software/{self.house.shop.pk}",
            "locations/<slug:slug>": "locations/frankfurt",
            "<uidb64>/<token>": "MQ/set-password",
            **{f"{name}/<int:pk>": f"{name}/{pk}" for name, pk in (self.duty | self.desk | self.heard).items()},
            "<int:year>": "2027",
            "<str:name>": "20260101-000000-1.log",
        }
        for part, value in values.items():
            route = route.replace(part, value)
        assert "<" not in route, f"tell the walk how to fill {route}"
        return f"/{route}"

    def person(self, role: str) -> Person:
        person: Person = getattr(self.house, role)
        return person


def duty(house: House) -> tuple[Shift, Absence, Handover]:
    """One of each of the staff's own."""
    shift = on_call(house.engineer, 1, now())
    away = absence_set(actor=house.planner, starts_at=now(), ends_at=now() + DAY, deputy=house.manager)
    return shift, away, handover_write(actor=house.second_engineer, text=MARK)


def linked(house: House) -> Link:
    """The zone where everything stands, and another one."""
    here = Zone.objects.get(slug="fra-1")
    there = zone_add(
        actor=house.planner, location=here.location, slug="fra-2", name="Frankfurt 2",
        latitude=Decimal("50.1"), longitude=Decimal("8.5"),
    )  # fmt: skip
    return link_add(actor=house.planner, zone=here, other=there)


def maintenance(house: House) -> dict[str, int]:
    """An event, a downtime, a freeze and a closed month of harbor's."""
    soon = now() + DAY
    event = event_file(actor=house.contact, title=MARK, starts_at=soon, ends_at=soon + DAY)
    long_ago = now() - 40 * DAY
    down = downtime_record(
        actor=house.engineer, server=house.server, starts_at=long_ago, ends_at=long_ago + DAY / 24, cause=MARK
    )
    month = moved(month_of(now(), ZoneInfo("UTC")), -2)
    closed = month_close(actor=house.manager, account=house.harbor, month=month)
    mine = Scope(accounts=[house.harbor])
    freeze = freeze_set(actor=house.planner, starts_at=soon, ends_at=soon + DAY, scope=mine, reason=MARK)
    return {"events": event.pk, "downtimes": down.pk, "revisions": closed.pk, "freezes": freeze.pk}


def backups(house: House) -> dict[str, str]:
    """What stands for an object of harbor's backups, by its place in a route."""
    nightly = backed_up(house)["web1", "nightly_database"]
    return {"backups/schedules/<str:number>": f"backups/schedules/{nightly.number}"}


def duties(house: House) -> dict[str, str]:
    """What stands for a patch duty of harbor's, and what is owed of it."""
    owed = harbors_owed(house, hostname=MARK)
    return {
        "patching/duties/<str:number>": f"patching/duties/{owed.duty.number}",
        "patching/owed/<str:number>": f"patching/owed/{owed.number}",
        "patching/platforms/<int:pk>": f"patching/platforms/{owed.promise_id}",
        **{f"patching/{name}/<int:pk>": f"patching/{name}/{pk}" for name, pk in harbors_feeds(house).items()},
        **{f"patching/{name}/<int:pk>": f"patching/{name}/{pk}" for name, pk in harbors_runs(house, MARK).items()},
    }


def retention(house: House) -> dict[str, int]:
    """A copy of harbor's, and what holds it."""
    kept = ran(backed_up(house)[house.server.hostname, "occasional_code"], now() - DAY)
    hold = hold_place(actor=house.engineer, run=kept, kind="hand", reason=MARK)
    return {"copies": kept.pk, "holds": hold.pk}


def hearing(house: House) -> tuple[Schedule, dict[str, int]]:
    """A schedule of harbor's with a run, a key, and a run that was kept aside."""
    schedule = backed_up(house)[house.server.hostname, "nightly_code"]
    told = (Told(status="ok", schedule=schedule.pk, message=MARK), Told(status="ok", server=MARK, tier=MARK))
    known, aside = runs_record(actor=house.contact, told=told)
    key, _ = key_make(actor=house.contact, schedule=schedule)
    assert known.run
    assert aside.stray
    return schedule, {"runs": known.run.pk, "keys": key.pk, "strays": aside.stray.pk}


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def harbor(django_db_setup: None, django_db_blocker: Any) -> Iterator[Harbor]:
    """Built once for the whole walk, in a transaction that is never kept; each test undoes its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        versions = [
            policy_publish(actor=None, document=load(DOCUMENTS / f"{name}.yaml")) for name in ("itpdx", "iptor")
        ]
        yield Harbor(build_house(*versions))
        transaction.set_rollback(True)


def signed_in(person: Person) -> str:
    """The cookie of a session, made once: the walk asks thousands of times."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def ask(cookie: str | None, path: str, method: str = "get") -> Any:
    client = Client(raise_request_exception=False)
    if cookie:
        client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return getattr(client, method)(
        path, **({"data": {}, "content_type": "application/json"} if "/api/" in path and method == "post" else {})
    )


def test_every_route_is_known_to_the_walk() -> None:
    served = routes.served_routes()
    assert served - routes.KNOWN == set(), "say in tests/house_rules/routes.py what these are"
    assert routes.KNOWN - served == set(), "these are served no more"


@pytest.mark.parametrize("route", sorted(routes.KNOWN - routes.PUBLIC))
def test_nobody_gets_no_further_than_the_door(harbor: Harbor, route: str) -> None:
    for method in ("get", "post"):
        answer = ask(None, harbor.path(route), method)  # 286 tells htmx to ask no more
        assert answer.status_code in ({401} if "api/" in route else {286, 302, 403, 405}), (method, answer.status_code)
        assert MARK.encode() not in answer.content


@pytest.mark.parametrize("route", sorted(routes.PUBLIC))
def test_public_routes_know_nothing_of_anybody(harbor: Harbor, route: str) -> None:
    answer = ask(None, harbor.path(route))
    assert answer.status_code < 500 or route == "readyz"
    assert MARK.encode() not in b"".join(answer) if answer.streaming else MARK.encode() not in answer.content


@pytest.mark.parametrize("route", sorted(routes.OWN))
def test_own_pages_hold_nothing_foreign(harbor: Harbor, route: str) -> None:
    for role in ROLES:
        answer = ask(harbor.signed_in[role], harbor.path(route))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        # 400: a question that must be asked in words
        assert answer.status_code in (200, 302, 400, 403, 405), (role, answer.status_code)
        if role == "stranger":
            assert MARK.encode() not in body


@pytest.mark.parametrize("route", sorted(routes.READ))
def test_one_object_is_seen_by_its_account_and_staff(harbor: Harbor, route: str) -> None:
    answers = {role: ask(harbor.signed_in[role], harbor.path(route)).status_code for role in ROLES}
    assert answers.pop("stranger") == 404
    assert set(answers.values()) == {200}, answers


@pytest.mark.parametrize("route", sorted(routes.HOLDERS))
def test_contracts_are_the_holders(harbor: Harbor, route: str) -> None:
    answers = {role: ask(harbor.signed_in[role], harbor.path(route)).status_code for role in ROLES}
    assert answers == dict.fromkeys(ROLES, 200) | dict.fromkeys(("contact", "viewer", "stranger"), 404)


@pytest.mark.parametrize("route", sorted(routes.STAFF))
def test_staff_pages_are_not_for_customers(harbor: Harbor, route: str) -> None:
    for role in ROLES:
        status = ask(harbor.signed_in[role], harbor.path(route)).status_code
        assert status in ((200, 404) if role in STAFF else (403, 404)), (role, status)


@pytest.mark.parametrize("route", sorted(routes.STAFF_ACT))
def test_steps_on_what_is_staffs_own_are_not_for_customers(harbor: Harbor, route: str) -> None:
    for role in ROLES:
        status = ask(harbor.signed_in[role], harbor.path(route), "post").status_code
        assert status < 500 if role in STAFF else status in (403, 404), (role, status)


@pytest.mark.parametrize("route", sorted(routes.ACT))
def test_a_step_on_a_foreign_object_finds_nothing(harbor: Harbor, route: str) -> None:
    assert ask(harbor.signed_in["stranger"], harbor.path(route), "post").status_code == 404
    # 400: the empty body is refused before the role is
    assert ask(harbor.signed_in["viewer"], harbor.path(route), "post").status_code in (400, 403)
    for role in STAFF:
        assert ask(harbor.signed_in[role], harbor.path(route), "post").status_code < 500
    harbor.case.refresh_from_db()


@pytest.mark.parametrize("route", sorted(routes.PERSONAL))
def test_personal_things_are_ones_own(harbor: Harbor, route: str) -> None:
    for role in ("holder", "viewer", "stranger", "engineer", "planner"):
        assert ask(harbor.signed_in[role], harbor.path(route), "post").status_code in (403, 404), role
    harbor.token.refresh_from_db()
    assert harbor.token.revoked_at is None


@pytest.mark.parametrize("route", sorted(routes.READ | routes.ACT))
def test_a_foreign_object_answers_as_one_that_does_not_exist(harbor: Harbor, route: str) -> None:
    """The same status and, but for the number asked for, the same words."""
    if "policies" in route or "accounts/" in route or "entitlement/" in route:
        there, missing = harbor.path(route), harbor.path(route).replace("itpdx", "nosuch").replace("harbor", "nosuch")
    else:
        there = harbor.path(route)
        missing = re.sub(r"\d+", "987654321", there.replace("/api/v1/", "/api/V/"), count=1).replace(
            "/api/V/", "/api/v1/"
        )
    method = "post" if route in routes.ACT else "get"
    answers = [ask(harbor.signed_in["stranger"], path, method) for path in (there, missing)]
    assert [answer.status_code for answer in answers] == [404, 404]
    plain = [re.sub(rb"[0-9a-f-]{8,}|\d+|nosuch|itpdx|harbor", b"", answer.content) for answer in answers]
    assert plain[0] == plain[1]
