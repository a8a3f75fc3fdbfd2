"""Rows of what is owed, written by hand: whoever looks at figures says what became of each period."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from hostops.accounts.models import Account, Server
from hostops.lib.now import now
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject
from maintenance.patching.models import (
    ClosedPeriod,
    PatchDuty,
    PatchException,
    PatchOwed,
    PatchPromise,
    PatchResult,
    PatchRun,
    Release,
)
from maintenance.patching.rules.periods import Period, period_of
from tests.house import House

DAY, HOUR, INSTANT = timedelta(days=1), timedelta(hours=1), timedelta(microseconds=1)
# Since then the duties of these tests stand.
SINCE = datetime.fromisoformat("2025-06-02T00:00:00+02:00")


def promise(version: PolicyVersion, platform: str) -> PatchPromise:
    """The promise of the platform, as the policy has it."""
    document = version.parsed
    assert document.patching
    terms: dict[str, Any] = {"platform": document.patching.platform(platform).model_dump(mode="json")}
    assert document.patching.closing
    terms |= {"timezone": document.policy.timezone, "closing": document.patching.closing.model_dump(mode="json")}
    digest = sha256(json.dumps([version.pk, terms], sort_keys=True).encode()).hexdigest()
    return PatchPromise.objects.get_or_create(sha256=digest, defaults={"version": version, "terms": terms})[0]


def duty(server: Server, version: PolicyVersion, platform: str = "linux", since: datetime = SINCE) -> PatchDuty:
    subject = Subject.objects.create(
        account=server.account, kind="patching", reference=f"PD-{server.pk}-{platform}", title=server.hostname
    )
    return PatchDuty.objects.create(
        server=server, platform=platform, promise=promise(version, platform), subject=subject, created_at=since
    )


def period_at(one: PatchDuty, at: datetime) -> Period:
    return period_of(one.promise.parsed.platform.cadence, one.promise.parsed.timezone, at)


def weeks_before(one: PatchDuty, at: datetime, count: int) -> list[Period]:
    """So many periods, the last of them the one in which `at` lies."""
    found = [period_at(one, at)]
    while len(found) < count:
        found.append(period_at(one, found[-1].starts_at - INSTANT))
    return found[::-1]


def owed(one: PatchDuty, period: Period, done_at: datetime | None = None, **more: Any) -> PatchOwed:
    clause = one.promise.parsed.platform.clause
    return PatchOwed.objects.create(
        duty=one, what="period", promise=one.promise, clause=clause, starts_at=period.starts_at,
        due_at=period.ends_at, done_at=done_at, **more,
    )  # fmt: skip


def owed_release(one: PatchDuty, found: Release, due_at: datetime, **more: Any) -> PatchOwed:
    """By a vulnerability, unless it is said otherwise."""
    subject = Subject.objects.create(
        account=one.server.account, kind="patch", reference=f"PO-{found.pk}-{one.pk}", title=str(found)
    )
    given: dict[str, Any] = {
        "what": "release", "because": "kev", "cause": "CVE-2026-1", "starts_at": due_at - 5 * DAY, **more,
    }  # fmt: skip
    return PatchOwed.objects.create(
        duty=one, release=found, promise=one.promise, subject=subject, due_at=due_at, **given
    )


def release(platform: str = "linux", version: str = "6.1.2", at: datetime | None = None, **more: Any) -> Release:
    when = at or now() - DAY
    return Release.objects.create(
        platform=platform, release_version=version, released_at=when, recorded_at=when, source="entered", **more
    )


def exception(house: House, servers: Sequence[Server], from_at: datetime, until_at: datetime) -> PatchException:
    """Approved when it begins."""
    made = PatchException.objects.create(
        account=servers[0].account, reason="The vendor's driver is not there yet.", from_at=from_at,
        until_at=until_at, asked_by=house.engineer, asked_at=from_at, approved_by=house.manager,
        approved_at=from_at,
    )  # fmt: skip
    made.servers.set(servers)
    return made


def result(house: House, server: Server, finished_at: datetime, reported_at: datetime) -> PatchResult:
    run = PatchRun.objects.create(
        platform="linux", title="Weekly", planned_at=finished_at, made_by=house.engineer, made_at=finished_at
    )
    return PatchResult.objects.create(
        run=run, server=server, state="done", finished_at=finished_at, reported_at=reported_at
    )


def closed(account: Account, period: Period, platform: str = "linux", **counts: int) -> ClosedPeriod:
    return ClosedPeriod.objects.create(
        account=account, platform=platform, starts_at=period.starts_at, ends_at=period.ends_at, figures="{}",
        sha256="0" * 64, closed_at=period.ends_at + 3 * DAY, **{"on_time": 0, "late": 0, "excepted": 0, **counts},
    )  # fmt: skip
