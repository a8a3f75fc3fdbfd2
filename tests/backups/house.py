"""Schedules for the house's servers, and short ways to runs: nordic is on iptor, harbor on itpdx, both in Frankfurt."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from backups.actions.schedules import schedules_follow
from backups.lines import lines_of
from backups.models import Run, Schedule
from backups.rules.retention import expires_at
from backups.turning import runs_heard
from hostops.clocks.models import Clock
from hostops.lib.now import now
from tests.house import House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# web1 of harbor has these, erp1 of nordic those; new1 is not registered and has none
HARBORS = ("nightly_code", "nightly_database", "weekly_offsite_database", "occasional_code")
NORDICS = ("daily", "weekly", "monthly", "yearly", "snapshot")

Schedules = Mapping[tuple[str, str], Schedule]


def backed_up(house: House, since: datetime | None = None) -> Schedules:
    """The schedules of the house's servers by hostname and tier, promised from `since` on (now)."""
    schedules_follow(actor=None, since=since)
    return schedules()


def schedules() -> Schedules:
    rows = Schedule.objects.select_related("server__account", "subject").order_by("pk")
    return {(one.server.hostname, one.tier): one for one in rows}


def ran(schedule: Schedule, finished_at: datetime, status: str = "ok", **more: Any) -> Run:
    """A run that ended then, heard of now: written with its slot and expiry, and the clock moved."""
    run = unheard(schedule, finished_at, status, **more)
    runs_heard([run], actor=None)
    return run


def unheard(schedule: Schedule, finished_at: datetime, status: str = "ok", **more: Any) -> Run:
    """The row alone: no clock knows of it."""
    line = lines_of([schedule.pk])[schedule.pk]
    stretch = next((one for one in reversed(line.stretches) if one.start <= finished_at), line.stretches[0])
    zone = stretch.promise.version.parsed.policy.timezone
    given: dict[str, Any] = {
        "slot_at": line.slot_at(finished_at),
        "started_at": finished_at - timedelta(minutes=20),
        "via": "rest",
        "received_at": now(),
        "expires_at": None if status == "failed" else expires_at(finished_at, stretch.tier.retention, zone),
        **more,
    }
    return Run.objects.create(schedule=schedule, finished_at=finished_at, status=status, **given)


def clock_of(schedule: Schedule) -> Clock:
    return Clock.objects.get(subject=schedule.subject_id, kind="backup")
