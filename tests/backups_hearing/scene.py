"""Runs told of the schedules of the house's servers."""

from datetime import UTC, datetime
from typing import Any

from backups.models import Schedule
from backups.told import Told
from tests.backups.house import Schedules as Schedules

# In the server's zone, Europe/Berlin, the night before the house's Tuesday.
NIGHT = datetime(2026, 3, 10, 1, 0, tzinfo=UTC)


def told(schedule: Schedule | None = None, **more: Any) -> Told:
    """A good run of the schedule, that ended at NIGHT."""
    given: dict[str, Any] = {"status": "ok", "finished_at": NIGHT, "external_id": "a1", "bytes": 1000, **more}
    return Told(schedule=schedule.pk if schedule else None, **given)


def body(**more: Any) -> dict[str, Any]:
    """A run of web1's nightly code, as a client tells of it."""
    given = {
        "server": "web1",
        "tier": "nightly_code",
        "started_at": "2026-03-10T00:30:00Z",
        "finished_at": "2026-03-10T01:00:00Z",
        "status": "ok",
        "bytes": 1000,
        "external_id": "a1",
        **more,
    }
    return {name: value for name, value in given.items() if value is not None}
