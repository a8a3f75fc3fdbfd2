"""What is to change of servers' schedules, and why, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from backups.models import Promise, Schedule, Terms
from backups.promised import Promised, Site, Wanted, reasons_of
from hostops.accounts.models import Server
from hostops.policies.binding import LARGE

# `again`: it had ended and is promised anew; `other`: under other terms.
Kind = Literal["new", "other", "again", "gone"]


@dataclass(eq=False)
class Change:
    """One schedule that is to be made, to stand under other terms, or to end, from `start` on."""

    kind: Kind
    server: Server
    tier: str
    start: datetime
    reason: str
    wanted: Wanted | None = None
    terms: Terms | None = None  # those that end
    schedule: Schedule | None = None
    promise: Promise | None = None

    @property
    def made(self) -> Schedule:
        if self.schedule is None:
            raise LookupError(f"the schedule of {self.tier} on {self.server} is not made yet")
        return self.schedule

    @property
    def title(self) -> str:
        return f"{self.wanted.tier.title if self.wanted else self.tier}, {self.server.hostname}"


def changes_of(servers: Sequence[Server], at: datetime, since: datetime) -> list[Change]:
    """What differs at `at` from what is promised then; five statements, however many servers."""
    sites = {server.pk: _site(server) for server in servers}
    promised = Promised(list(sites.values()), at)
    reasons = reasons_of({server.contract_id for server in servers}, at)
    schedules, standing = _schedules(servers), _standing(servers)
    found: list[Change] = []
    for server in servers:
        wanted, own = promised.of(sites[server.pk]), schedules.get(server.pk, {})
        why = reasons.get(server.contract_id, "")
        found += _ended(server, own, standing, wanted, at)
        found += _promised(server, own, standing, wanted, at, since, why)
    return found


def _site(server: Server) -> Site:
    zone = server.zone.location.timezone if server.zone else None
    return Site(server.pk, server.contract_id, server.registered_at, server.retired_at, zone)


def _schedules(servers: Sequence[Server]) -> Mapping[int, Mapping[str, Schedule]]:
    found: dict[int, dict[str, Schedule]] = {}
    rows = Schedule.objects.filter(server__in=servers).select_related("subject").order_by("pk")
    for schedule in rows.select_for_update(of=("self",), no_key=True):
        found.setdefault(schedule.server_id, {})[schedule.tier] = schedule
    return found


def _standing(servers: Sequence[Server]) -> Mapping[int, Terms]:
    """The terms that hold, by schedule."""
    rows = Terms.objects.filter(schedule__server__in=servers, until_at=None).select_related("promise__version__policy")
    return {terms.schedule_id: terms for terms in rows.defer(*(f"promise__{name}" for name in LARGE))}


def _ended(
    server: Server,
    own: Mapping[str, Schedule],
    standing: Mapping[int, Terms],
    wanted: Mapping[str, Wanted],
    at: datetime,
) -> Iterator[Change]:
    left = server.retired_at if server.retired_at and server.retired_at <= at else None
    reason = f"{server} left." if left else "It is promised no more."
    for tier, schedule in own.items():
        terms = standing.get(schedule.pk)
        if terms and tier not in wanted:
            start = max(left or at, terms.from_at, schedule.created_at)
            yield Change("gone", server, tier, start, reason, terms=terms, schedule=schedule)


# Long by what a change is told from.
def _promised(
    server: Server,
    own: Mapping[str, Schedule],
    standing: Mapping[int, Terms],
    wanted: Mapping[str, Wanted],
    at: datetime,
    since: datetime,
    why: str,
) -> Iterator[Change]:
    for tier, want in wanted.items():
        schedule = own.get(tier)
        terms = standing.get(schedule.pk) if schedule else None
        if schedule is None:
            yield Change("new", server, tier, since, why, want)
        elif terms is None:
            yield Change("again", server, tier, at, "It is promised again.", want, schedule=schedule)
        elif terms.promise.sha256 != want.sha256:
            yield Change("other", server, tier, at, _because(terms.promise, want, why), want, terms, schedule)


def _because(before: Promise, wanted: Wanted, why: str) -> str:
    """Why other terms took over: a version, a value of the contract, another place."""
    said = []
    if before.version_id != wanted.version.pk:
        said.append(f"{wanted.version} binds the contract.")
    if before.timezone != wanted.zone:
        said.append(f"Its times are those of {wanted.zone} now.")
    if before.parsed != wanted.tier and (why or not said):
        said.append(f"The contract sets it otherwise: {why}" if why else "The contract sets nothing else now.")
    return " ".join(said)
