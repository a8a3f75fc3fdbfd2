"""A few schedules with their clocks and runs, made by hand; nothing turns by itself."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from backups.models import DayCheck, Promise, Remark, Run, Schedule, Terms, Trial
from hostops.accounts.models import Server
from hostops.clocks.actions import clock_open, clock_renew, clock_stop
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from hostops.policies.models import PolicyVersion
from hostops.subjects.models import Subject
from tests.backups.house import backed_up
from tests.house import House

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BEGAN = datetime(2026, 1, 1, tzinfo=UTC)
# The slot of Tuesday 10 March at 01:00 in Stockholm or Berlin, due four hours later.
SLOT = datetime(2026, 3, 10, 0, tzinfo=UTC)
DUE = SLOT + 4 * HOUR


def scheduled(server: Server, version: PolicyVersion, tier: str = "daily", slot: datetime | None = SLOT) -> Schedule:
    """A schedule under the version's tier; its clock counts from `slot`, unless there is none."""
    number = Schedule.objects.count() + 1
    subject = Subject.objects.create(account=server.account, kind="backup", reference=f"BK-new-{number}", title=tier)
    schedule = Schedule.objects.create(server=server, tier=tier, subject=subject, created_at=BEGAN)
    Subject.objects.filter(pk=subject.pk).update(reference=schedule.number)
    Terms.objects.create(schedule=schedule, promise=promise(version, tier), from_at=BEGAN)
    if slot:
        clock_open(actor=None, subject=subject, kind="backup", start=slot, **terms(version, tier))
    return schedule


def promise(version: PolicyVersion, tier: str) -> Promise:
    written = _tier(version, tier).model_dump(mode="json")
    hashed = sha256(f"{version.pk} {written}".encode()).hexdigest()
    given = {"version": version, "tier": written, "timezone": "Europe/Berlin"}
    return Promise.objects.get_or_create(sha256=hashed, defaults=given)[0]


def terms(version: PolicyVersion, tier: str) -> dict[str, Any]:
    found, alerts = _tier(version, tier), version.parsed.alerts
    rule = Rule("elapsed", found.grace or "PT1H", next(iter(version.parsed.calendars)))
    return {
        "clause": found.clause, "version": version, "rule": rule,
        "thresholds": alerts.for_kind("backup", found.thresholds),
    }  # fmt: skip


def _tier(version: PolicyVersion, tier: str) -> Any:
    backups = version.parsed.backups
    assert backups is not None
    return backups.tier(tier)


def clock(schedule: Schedule) -> Clock:
    return Clock.objects.select_related("version").get(subject=schedule.subject, kind="backup")


def kept(schedule: Schedule, at: datetime, **more: Any) -> Run:
    """A good copy of the present slot: its cycle stops, and the next counts from a day later."""
    of = clock(schedule)
    run = ran(schedule, at, slot_at=of.started_at, **more)
    clock_stop(actor=None, clock=of, at=at)
    turned(schedule)
    return run


def turned(schedule: Schedule) -> None:
    """The next slot has come."""
    of = clock(schedule)
    assert of.started_at is not None
    clock_renew(actor=None, clock=of, start=of.started_at + DAY, **terms(of.version, schedule.tier))


def ran(schedule: Schedule, at: datetime, status: str = "ok", **more: Any) -> Run:
    copy: Mapping[str, Any] = {"expires_at": at + 7 * DAY} if status != "failed" else {}
    given: dict[str, Any] = {"slot_at": SLOT, "started_at": at - HOUR / 2, **copy, **more}
    return Run.objects.create(schedule=schedule, finished_at=at, status=status, via="rest", received_at=at, **given)


def booked(house: House, words: str) -> dict[str, int]:
    """One of each thing in the desk's books, of harbor's web1; by the name of its list."""
    version = house.contract.bindings.get().version
    schedule = backed_up(house)["web1", "nightly_code"]
    check = DayCheck.objects.create(policy=version.policy, day=date(2026, 3, 10), due_at=DUE + DAY)
    remark = Remark.objects.create(
        schedule=schedule, slot_at=SLOT, words=words, written_by=house.engineer, written_at=DUE
    )
    trial = Trial.objects.create(
        server=house.server, what=words, started_at=SLOT, finished_at=DUE, succeeded=True, checked_by=words,
        recorded_by=house.engineer, recorded_at=DUE,
    )  # fmt: skip
    return {"checks": check.pk, "remarks": remark.pk, "restore-tests": trial.pk}
