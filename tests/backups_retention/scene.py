"""Schedules with a history of copies, written as they lie in the database."""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from backups.models import Promise, Run, Schedule, Terms
from backups.rules.retention import expires_at
from hostops.accounts.models import Server
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject
from tests.house import BEGAN, House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def schedule(server: Server, version: PolicyVersion, tier: str, **other: Any) -> Schedule:
    """A tier of the server under the version, since `BEGAN`; `other` are values of the contract's own."""
    subject = Subject.objects.create(account=server.account, kind="backup", reference="", title=f"{server} {tier}")
    made = Schedule.objects.create(server=server, tier=tier, subject=subject, created_at=BEGAN)
    subject.reference = made.number
    subject.save()
    Terms.objects.create(schedule=made, promise=promise(version, tier, **other), from_at=BEGAN)
    return made


def promise(version: PolicyVersion, tier: str, **other: Any) -> Promise:
    assert version.parsed.backups is not None
    said = version.parsed.backups.tier(tier).model_dump(mode="json", exclude_none=True) | other
    sha256 = hashlib.sha256(f"{version.pk} {sorted(said.items())}".encode()).hexdigest()
    given = {"version": version, "tier": said, "timezone": "Europe/Berlin"}
    return Promise.objects.get_or_create(sha256=sha256, defaults=given)[0]


def copy(of: Schedule, finished_at: datetime, **more: Any) -> Run:
    """A run that ended well, with its expiry by the terms of its schedule."""
    terms = of.terms.get().promise
    given = {"status": "ok", "via": "rest", "received_at": finished_at, "started_at": finished_at - HOUR, **more}
    if given["status"] != "failed":
        zone = terms.version.parsed.policy.timezone
        given.setdefault("expires_at", expires_at(finished_at, terms.parsed.retention, zone))
    return Run.objects.create(schedule=of, finished_at=finished_at, **given)


def nightly(house: House, itpdx: PolicyVersion) -> Schedule:
    """Harbor's databases, kept seven days."""
    return schedule(house.server, itpdx, "nightly_database")


def daily(house: House, iptor: PolicyVersion) -> Schedule:
    """Nordic's increments, kept seven days."""
    return schedule(house.nordic_server, iptor, "daily")
