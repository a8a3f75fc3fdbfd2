"""Short ways to security responses, code, tests and blocks: harbor is on itpdx, nordic on iptor."""

from datetime import datetime, timedelta
from typing import Any

from hostops.clocks.models import Clock
from hostops.clocks.querysets import state_of
from hostops.lib.now import now
from maintenance.security import actions
from maintenance.security.models import Block, CustomCode, Labour, PenetrationTest, SecurityResponse, Shutdown
from tests.house import House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def opened(house: House, **more: Any) -> SecurityResponse:
    """On harbor's server, unless servers or code are given."""
    given: dict[str, Any] = {"kind": "finding", "title": "Open port", "risk": "Anybody may read.", **more}
    if "code" not in given:
        given.setdefault("servers", [house.server])
    return actions.response_open(actor=house.engineer, **given)


def acted(house: House, **more: Any) -> SecurityResponse:
    return opened(house, **{"acted_reason": "zero_day", "action": "The port is closed.", **more})


def code(house: House, *, maintained: bool = True, **more: Any) -> CustomCode:
    given: dict[str, Any] = {"account": house.harbor, "name": "Booking", "site": "book.example", **more}
    return actions.code_register(actor=house.engineer, maintained=maintained, **given)


def shut(house: House, reason: str = "It lets anybody in.", **more: Any) -> Shutdown:
    response = opened(house, code=code(house, maintained=False, **more))
    return actions.shutdown_set(actor=house.engineer, response=response, reason=reason)


def worked(house: House, response: SecurityResponse, minutes: int = 50, **more: Any) -> Labour:
    given: dict[str, Any] = {"worked_at": now() - 5 * HOUR, "description": "Mended the form.", **more}
    return actions.labour_record(actor=house.engineer, response=response, time=timedelta(minutes=minutes), **given)


def announced(house: House, **more: Any) -> PenetrationTest:
    given: dict[str, Any] = {
        "tester": "Red Team, +1 503 555 0100", "ranges": ["203.0.113.0/24"], "starts_at": now() + HOUR,
        "ends_at": now() + DAY, **more,
    }  # fmt: skip
    return actions.probe_announce(actor=house.contact, **given)


def blocked(house: House, **more: Any) -> Block:
    given: dict[str, Any] = {"range": "198.51.100.7", "reason": "It asks for every page twice.", **more}
    given.setdefault("account", house.harbor)
    return actions.block_set(actor=house.engineer, **given)


def clock(response: SecurityResponse) -> Clock:
    return Clock.objects.get(subject=response.subject, kind="security_notice")


def clock_state(response: SecurityResponse, at: datetime | None = None) -> str:
    return state_of(clock(response), at or now())


def secured(house: House, mark: str) -> dict[str, int]:
    """One of each of harbor's, by its place in a route; `mark` stands in all of it."""
    response = opened(house, code=code(house, name=mark), title=mark, risk=mark, effect=mark)
    shutdown = shut(house, reason=mark, name=f"{mark} too")
    test, block = announced(house, tester=mark), blocked(house, reason=mark)
    line = worked(house, response, description=mark)
    return {
        "responses": response.pk, "code": line.code_id, "labour": line.pk, "shutdowns": shutdown.pk,
        "tests": test.pk, "blocks": block.pk,
    }  # fmt: skip
