"""The rings of a run by what happened on its pilots: cases, downtimes."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Server
from hostops.lib.now import moved_to
from hostops.subjects.incidents import incidents_on
from maintenance.actions.downtimes import downtime_record
from maintenance.models import Downtime, Source
from maintenance.patching.models import PatchRun
from maintenance.patching.ringing import rings_of
from tests.house import House
from tests.patching_runs.scene import DAY, HOUR, beside, planned_run, reported
from tests.tickets.cases import file
from tickets.actions import case_resolve


def filed(house: House, server: Server, **more: Any) -> Any:
    given: dict[str, Any] = {"actor": house.engineer, "reporter": house.stranger, "account": house.nordic, **more}
    return file(house, None, server=server, **{"channel": "monitoring", **given})


def second_ring(house: House, at: datetime) -> tuple[str, datetime | None, tuple[str, ...]]:
    """Of a run whose pilot is erp1; how it stands at `at`."""
    ring = rings_of(PatchRun.objects.get(), at)[1]
    return ring.stands, ring.may_begin_at, ring.why


@pytest.fixture
def pilot(house: House, tuesday: datetime) -> Server:
    """erp1, patched on the tuesday; erp2 waits in the next ring."""
    run = planned_run(house, [house.nordic_server], beside(house, "erp2"))
    reported(house, run, house.nordic_server)
    return house.nordic_server


def test_the_wait_is_the_policys(house: House, tuesday: datetime, pilot: Server) -> None:
    assert second_ring(house, tuesday + DAY - HOUR) == ("waiting", tuesday + DAY, ())
    assert second_ring(house, tuesday + DAY)[0] == "open"


def test_what_monitoring_says_of_a_pilot_holds_the_next_ring_until_it_is_resolved(
    house: House, tuesday: datetime, pilot: Server
) -> None:
    with moved_to(tuesday + HOUR):
        case = filed(house, pilot)
    stands, _, why = second_ring(house, tuesday + 2 * DAY)
    assert (stands, why) == ("held", (f"erp1: {case.number} {case.title}",))
    with moved_to(tuesday + 3 * HOUR):
        case_resolve(actor=house.engineer, case=case, body="It is up.")
    assert second_ring(house, tuesday + DAY)[:2] == ("waiting", tuesday + DAY + 3 * HOUR)


def test_what_somebody_asks_for_is_no_incident(house: House, tuesday: datetime, pilot: Server) -> None:
    with moved_to(tuesday + HOUR):
        filed(house, pilot, channel="phone")
    assert second_ring(house, tuesday + DAY)[0] == "open"


def test_a_priority_request_is_one_and_a_standard_one_is_not(house: House, tuesday: datetime) -> None:
    file(house, 3)
    assert incidents_on([house.server.pk], tuesday) == []
    case = file(house, 2)
    [incident] = incidents_on([house.server.pk], tuesday)
    assert (incident.server, incident.words) == (house.server.pk, f"{case.number} {case.title}")


def test_a_downtime_of_a_pilot_is_one_but_for_a_windows_own(house: House, tuesday: datetime, pilot: Server) -> None:
    with moved_to(tuesday + 5 * HOUR):
        downtime_record(
            actor=house.engineer, server=pilot, starts_at=tuesday + HOUR, ends_at=tuesday + 2 * HOUR, cause="Disk"
        )
    assert second_ring(house, tuesday + DAY)[:2] == ("waiting", tuesday + DAY + 2 * HOUR)
    [incident] = incidents_on([pilot.pk], tuesday)
    assert incident.words == "down: Disk"
    Downtime.objects.create(
        server=pilot, starts_at=tuesday + 3 * HOUR, cause="Firmware", source=Source.WINDOW, recorded_at=tuesday
    )
    assert incidents_on([pilot.pk], tuesday) == [incident]


def test_many_servers_cost_what_few_cost(house: House, tuesday: datetime) -> None:
    spent = []
    for number in (2, 20):
        run = planned_run(house, beside(house, *(f"a{number}-{n}" for n in range(number))), [house.nordic_server])
        reported(house, run, *(row.server for row in run.results.filter(ring=0).select_related("server")))
        with CaptureQueriesContext(connection) as asked:
            rings_of(run, tuesday)
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 8
