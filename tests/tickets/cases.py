"""Short ways to a case for tests of the desk."""

from datetime import datetime
from typing import Any

from hostops.clocks.models import Clock
from hostops.clocks.querysets import state_of
from hostops.lib.now import now
from tests.house import House
from tickets.actions import case_file
from tickets.models import Case


def file(house: House, severity: int | None = 3, **more: Any) -> Case:
    """A case of harbor's contact on its registered server, by the portal."""
    given: dict[str, Any] = {
        "actor": house.contact,
        "account": house.harbor,
        "title": "Shop is down",
        "description": "Nothing loads.",
        "requested_severity": severity,
        "server": house.server,
        "channel": "portal",
        **more,
    }
    return case_file(**given)


def phoned(house: House, severity: int = 1, **more: Any) -> Case:
    """A case that an engineer files for a caller."""
    return file(house, severity, **{"actor": house.engineer, "reporter": house.contact, "channel": "phone", **more})


def clock(case: Case, kind: str = "response") -> Clock:
    return Clock.objects.get(subject=case.subject, kind=kind)


def due(case: Case, kind: str = "response") -> datetime | None:
    return clock(case, kind).due_at


def state(case: Case, kind: str = "response") -> str:
    return state_of(clock(case, kind), now())
