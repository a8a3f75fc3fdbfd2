"""The whole OpenAPI document, attacked: no call fails on our side, and every answer is one that it describes.

A new operation is among these tests without a line here. A manager sends every boundary of every
parameter and field, about objects that exist; a customer sends whatever is generated.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.db import connection
from hypothesis import HealthCheck, Phase, settings
from rest_framework.test import APIClient
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backups.actions.hearing import runs_record
from backups.actions.keys import key_make
from backups.told import Told
from hostops.accounts.models import Person
from hostops.accounts.token_actions import token_make
from hostops.duty.models import Handover
from hostops.lib.now import now
from hostops.wsgi import application
from maintenance.actions.downtimes import downtime_record
from maintenance.actions.events import event_file
from maintenance.actions.feeding import feed_make
from tests.api.rows import alert, clock, subject
from tests.backups.house import backed_up
from tests.backups_book.scene import booked
from tests.conftest import TUESDAY
from tests.duty.scene import away, on_call
from tests.house import House
from tests.maintenance.scene import FAR, announced
from tests.maintenance_years.scene import told
from tests.patching.scene import harbors_owed
from tests.patching_feeds.scene import harbors_feeds
from tests.patching_runs.scene import harbors_runs
from tests.tickets.cases import file

BOUNDARIES = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
BOUNDARIES.config.phases.coverage.unexpected_methods = set()
ANYTHING = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
ANYTHING.config.phases.coverage.enabled = False
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
QUICK = settings(
    max_examples=8, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def connected(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A request from outside closes the connection when it ends; here it is the test's, in its transaction."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


class Caller:
    """Somebody with a token, who knows one object of every list."""

    def __init__(self, person: Person) -> None:
        _, secret = token_make(actor=person, name="attack")
        # the attacker reads answers as they come, and unpacks none
        self.headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
        self._known: dict[str, dict[str, Any]] = {}

    def known(self, path: str) -> dict[str, Any]:
        """For the first parameter of a path, its value in the first row of the list that it leads from."""
        if path not in self._known:
            self._known[path] = self._looked_up(path)
        return self._known[path]

    def _looked_up(self, path: str) -> dict[str, Any]:
        found = re.match(r"(.*?/)\{(\w+)\}", path)
        if found is None:
            return {}
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=self.headers["Authorization"])
        rows = client.get(found[1]).json().get("results") or [{}]
        return {found[2]: rows[0][found[2]]} if found[2] in rows[0] else {}


@pytest.fixture
def manager(house: House, connected: None) -> Caller:
    """In a house with something of everything that there is."""
    version = house.contract.bindings.get().version
    alert(clock(version, subject(house.harbor, "X-1"), TUESDAY), TUESDAY)
    file(house, 3)
    on_call(house.engineer, 1, now())
    away(house.planner, now())
    announced(house, starts_at=FAR)
    Handover.objects.create(written_by=house.engineer, written_at=now(), text="All is well.")
    told(house.nordic)
    feed_make(actor=house.manager, name="attack")
    soon, before = now() + timedelta(days=1), now() - timedelta(days=40)
    event_file(actor=house.contact, title="Sale", starts_at=soon, ends_at=soon + timedelta(hours=1))
    downtime_record(actor=house.engineer, server=house.server, starts_at=before, ends_at=None, cause="Disk.")
    schedule = backed_up(house)[house.server.hostname, "nightly_code"]
    runs = (Told(status="ok", schedule=schedule.pk), Told(status="ok", server="nosuch", tier="nosuch"))
    runs_record(actor=house.contact, told=runs)
    key_make(actor=house.contact, schedule=schedule)
    booked(house, "attack")
    harbors_feeds(house)
    harbors_owed(house)
    harbors_runs(house)
    return Caller(house.manager)


@pytest.fixture
def contact(house: House, connected: None) -> Caller:
    return Caller(house.contact)


@BOUNDARIES.parametrize()
@settings(QUICK, phases=[Phase.explicit])
def test_every_boundary(case: Any, manager: Caller) -> None:
    case.path_parameters = {**(case.path_parameters or {}), **manager.known(case.operation.path)}
    case.call_and_validate(headers=manager.headers, checks=CHECKS)


@ANYTHING.parametrize()
@settings(QUICK, phases=[Phase.generate])
def test_anything(case: Any, contact: Caller) -> None:
    case.call_and_validate(headers=contact.headers, checks=CHECKS)
