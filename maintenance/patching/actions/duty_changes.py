"""What is to change of servers' patch duties, and why, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from hostops.accounts.models import Server
from maintenance.patching.models import PatchDuty, PatchPromise
from maintenance.patching.places import with_promises
from maintenance.patching.promised import Promising, Site, Wanted

# `again`: it had ended and is promised anew; `other`: under other terms.
Kind = Literal["new", "other", "again", "gone"]


@dataclass(eq=False)
class Change:
    """One duty that is to be made, to stand under other terms, or to end, from `start` on."""

    kind: Kind
    server: Server
    platform: str
    start: datetime
    reason: str
    wanted: Wanted | None = None
    duty: PatchDuty | None = None
    before: PatchPromise | None = None

    @property
    def made(self) -> PatchDuty:
        if self.duty is None:
            raise LookupError(f"the duty of {self.platform} on {self.server} is not made yet")
        return self.duty

    @property
    def title(self) -> str:
        """What pages call its clock."""
        title = self.wanted.terms.platform.title if self.wanted else self.platform
        return f"{title} patches, {self.server.hostname}"


def changes_of(servers: Sequence[Server], at: datetime, since: datetime) -> list[Change]:
    """What differs at `at` from what is promised then; four statements, however many servers."""
    sites = {server.pk: site_of(server) for server in servers}
    promising = Promising(list(sites.values()), at)
    duties = _duties(servers)
    found: list[Change] = []
    for server in servers:
        wanted, own = promising.of(sites[server.pk]), duties.get(server.pk, {})
        found += _ended(server, own, wanted, at)
        found += _promised(server, own, wanted, at, since)
    return found


def site_of(server: Server) -> Site:
    return Site(server.pk, server.contract_id, server.registered_at, server.retired_at, server.platform)


def _duties(servers: Sequence[Server]) -> Mapping[int, Mapping[str, PatchDuty]]:
    rows = PatchDuty.objects.filter(server__in=servers).select_related("subject").order_by("pk")
    locked = list(rows.select_for_update(of=("self",), no_key=True))
    with_promises(locked)
    found: dict[int, dict[str, PatchDuty]] = {}
    for duty in locked:
        found.setdefault(duty.server_id, {})[duty.platform] = duty
    return found


def _ended(server: Server, own: Mapping[str, PatchDuty], wanted: Wanted | None, at: datetime) -> Iterator[Change]:
    left = server.retired_at if server.retired_at and server.retired_at <= at else None
    for platform, duty in own.items():
        if duty.ended_at is None and (wanted is None or wanted.terms.platform.name != platform):
            reason = f"{server} left." if left else _why_ended(server, wanted)
            start = max(left or at, duty.created_at)
            yield Change("gone", server, platform, start, reason, duty=duty, before=duty.promise)


def _why_ended(server: Server, wanted: Wanted | None) -> str:
    return f"{server} is {wanted.terms.platform.title} now." if wanted else "It is promised no more."


def _promised(
    server: Server, own: Mapping[str, PatchDuty], wanted: Wanted | None, at: datetime, since: datetime
) -> Iterator[Change]:
    if wanted is None:
        return
    name = wanted.terms.platform.name
    duty = own.get(name)
    if duty is None:
        start = max(since, server.registered_at or since)
        yield Change("new", server, name, start, f"{wanted.version} binds the contract.", wanted)
    elif duty.ended_at is not None:
        yield Change("again", server, name, at, "It is promised again.", wanted, duty, duty.promise)
    elif duty.promise.sha256 != wanted.sha256:
        yield Change("other", server, name, at, _because(duty.promise, wanted), wanted, duty, duty.promise)


def _because(before: PatchPromise, wanted: Wanted) -> str:
    """Why other terms took over: another version, or a value of the contract's own."""
    if before.version_id != wanted.version.pk:
        return f"{wanted.version} binds the contract."
    return "The contract sets it otherwise now."
