"""Restore tests that are owed: a clock for each server with a backup, whose cycles go from test to test.

The portal's own work, safe to do twice. A server whose schedules have all ended owes none any more;
one whose contract changes owes its test by the new rule, from the same beginning.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min

from backups.models import Schedule, Trial
from hostops.accounts.models import Server
from hostops.clocks.actions import clock_cancel, clock_of, clock_open, clock_renew, clock_retarget, clock_stop
from hostops.clocks.models import Clock
from hostops.clocks.rules import Rule
from hostops.lib.now import now
from hostops.lib.references import number_of, reference
from hostops.policies.binding import NothingBinds, bound, with_bindings
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.backups import RestoreTests
from hostops.subjects.models import Subject

KIND = "restore_test"
PREFIX = "RT"


@dataclass(frozen=True)
class Owed:
    """How often a restore is tried on a server, by which version, and who is told when it is not."""

    version: PolicyVersion
    tests: RestoreTests
    thresholds: Sequence[Any]

    @property
    def rule(self) -> Rule:
        return Rule("elapsed", self.tests.every, next(iter(self.version.parsed.calendars)))

    def terms(self) -> dict[str, Any]:
        """For a clock that begins; any calendar does, since the time counts day and night."""
        given: dict[str, Any] = {"clause": self.tests.clause, "version": self.version, "rule": self.rule}
        return given | {"thresholds": self.thresholds}


def server_of(text: str) -> int | None:
    """The id of the server in a subject's reference, `RT-12`."""
    return number_of(PREFIX, text)


def trials_follow(limit: int = 500) -> int:
    """Bring the clocks to what is owed, `limit` servers at most; how many were changed."""
    began = dict(Schedule.objects.filter(ended_at=None).values_list("server").annotate(since=Min("created_at")))
    standing = _standing()
    changed = _left(server for server in standing if server not in began)
    for servers in _by_hundreds(sorted(began)):
        if changed >= limit:
            break
        changed += _followed(servers, began, standing)
    return changed


def _by_hundreds(ids: Sequence[int], size: int = 500) -> Iterable[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _standing() -> Mapping[int, tuple[int, str]]:
    """Of each server with a live clock: its version, and how often."""
    live = Clock.objects.live().filter(kind=KIND).values_list("subject__reference", "version_id", "clause")
    return {server_of(name) or 0: (version, clause) for name, version, clause in live}


def _left(servers: Iterable[int]) -> int:
    """Nothing is backed up there any more."""
    number = 0
    for server in servers:
        with transaction.atomic():
            clock = _clock(server)
            if clock and clock.stopped_at is None and clock.cancelled_at is None:
                clock_cancel(actor=None, clock=clock, reason="nothing is backed up there any more")
                number += 1
    return number


def _followed(ids: Sequence[int], began: Mapping[int, datetime], standing: Mapping[int, tuple[int, str]]) -> int:
    servers = list(Server.objects.filter(pk__in=ids).select_related("account", "contract"))
    with_bindings([server.contract for server in servers])
    number = 0
    for server in servers:
        owed = owed_of(server)
        if standing.get(server.pk) != (owed and (owed.version.pk, owed.tests.clause)):
            number += _brought(server, owed, began[server.pk])
    return number


def owed_of(server: Server, at: datetime | None = None) -> Owed | None:
    """What the contract of the server says of restore tests; None where it says nothing."""
    try:
        binding = bound(server.contract, at or now())
    except NothingBinds:
        return None
    backups = binding.document.backups
    if backups is None or backups.restore_tests is None:
        return None
    return Owed(binding.version, backups.restore_tests, binding.document.alerts.for_kind(KIND))


@transaction.atomic
def _brought(server: Server, owed: Owed | None, since: datetime) -> int:
    """Open, retarget or end the server's clock. 1 where there was something to do."""
    clock = _clock(server.pk)
    if owed is None:
        return _left([server.pk])
    if clock is None:
        clock_open(actor=None, subject=_subject(server), kind=KIND, start=_last_tried(server, since), **owed.terms())
    elif clock.cancelled_at:
        clock_renew(actor=None, clock=clock, start=max(since, clock.cancelled_at), **owed.terms())
    else:
        clock_retarget(
            actor=None, clock=clock, origin=clock.started_at, reason="the contract follows another version",
            **owed.terms(),
        )  # fmt: skip
    return 1


def _last_tried(server: Server, since: datetime) -> datetime:
    """When a restore last came back, as far as it was recorded before anything was owed; else `since`."""
    tried = Trial.objects.filter(server=server, succeeded=True, finished_at__gt=since)
    return tried.order_by("-finished_at").values_list("finished_at", flat=True).first() or since


def trial_counts(server: Server, finished_at: datetime, *, actor: Any) -> Clock | None:
    """A restore was tried and came back: the cycle in which it ended is kept, the next counts from it.

    A test from before the present cycle changes nothing. Gives the clock, if the server has one.
    """
    clock = _clock(server.pk)
    if clock is None or clock.cancelled_at or clock.started_at is None or finished_at < clock.started_at:
        return clock
    owed = owed_of(server)
    clock_stop(actor=actor, clock=clock, at=finished_at, reason="a restore was tested")
    if owed is not None:
        clock_renew(actor=actor, clock=clock, start=finished_at, **owed.terms())
    return clock


def _clock(server: int) -> Clock | None:
    subject = Subject.objects.filter(kind=KIND, reference=reference(PREFIX, server)).first()
    return clock_of(subject, KIND) if subject else None


def _subject(server: Server) -> Subject:
    given = {"account": server.account, "title": f"Restore test of {server.hostname}"}
    return Subject.objects.get_or_create(kind=KIND, reference=reference(PREFIX, server.pk), defaults=given)[0]
