"""The availability of accounts' servers in a month, from what is recorded. Six statements, however many servers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import reduce

from django.db.models import Q

from hostops.accounts.models import Account, Contract, Server
from hostops.policies.binding import with_bindings
from maintenance.availability.covered import Announced, announced_for
from maintenance.availability.promised import Terms, covering_kinds, flags_over_estimate, terms_of
from maintenance.models import Downtime
from maintenance.rules.availability import Cover, Down, Kinds, ServerMonth, kinds_of, server_month, split
from maintenance.rules.intervals import Stretch
from maintenance.rules.months import moved
from maintenance.rules.shares import NO_TIME, Counted

_FOR_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Told:
    """One downtime of a server, with how many of its seconds in the month are what, and the windows over it."""

    downtime: Downtime
    scheduled: int
    excluded: int
    down: int
    windows: tuple[Announced, ...]


@dataclass(frozen=True)
class OfServer:
    """A server's month with all that it was reckoned from."""

    server: Server
    terms: Terms
    month: ServerMonth
    windows: tuple[Announced, ...]
    downtimes: tuple[Told, ...]


@dataclass(frozen=True)
class OfAccount:
    account: Account
    servers: tuple[OfServer, ...]

    @property
    def counted(self) -> Counted:
        return reduce(Counted.__add__, (one.month.counted for one in self.servers), NO_TIME)

    @property
    def span(self) -> Stretch | None:
        """From the first start to the last end of its servers' months, which differ where policies count elsewhere."""
        spans = [one.terms.span for one in self.servers]
        return Stretch(min(span.start for span in spans), max(span.end for span in spans)) if spans else None


def reckon(accounts: Sequence[Account], month: date, at: datetime) -> dict[int, OfAccount]:
    """By account id: the month as it is known at `at`; a downtime that goes on counts until then.

    1. The servers that were registered in it, and their contracts with what bound them.
    2. The windows announced for them that touch it.
    3. The downtimes that touch it, or one of those windows.
    """
    servers = _servers(accounts, month)
    terms = _terms(servers, month)
    spans = [one.span for one in terms.values()]
    if not spans:
        return {account.pk: OfAccount(account, ()) for account in accounts}
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    windows = announced_for([server.pk for server in servers], start, end)
    ends = [(one.start, one.end) for announced in windows.values() for one in announced]
    downs = _downtimes(servers, min([start, *(a for a, _ in ends)]), max([end, *(b for _, b in ends)]))
    found: dict[int, list[OfServer]] = defaultdict(list)
    for server in servers:
        told = _of_server(server, terms[server.contract_id], windows.get(server.pk, []), downs[server.pk], at)
        if told.month.counted.total:
            found[server.account_id].append(told)
    return {account.pk: OfAccount(account, tuple(found[account.pk])) for account in accounts}


def _servers(accounts: Iterable[Account], month: date) -> list[Server]:
    """Registered in some part of the month, whatever zone it is counted in."""
    first, after = (_noon_of(day) for day in (moved(month, -1), moved(month, 2)))
    lived = Server.objects.filter(Q(retired_at=None) | Q(retired_at__gt=first), registered_at__lt=after)
    return list(lived.filter(account__in=accounts).order_by("hostname", "id"))


def _noon_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def _terms(servers: Iterable[Server], month: date) -> dict[int, Terms]:
    """By contract id; each server is given its contract as it was read with its bindings."""
    contracts = {one.pk: one for one in Contract.objects.filter(pk__in={server.contract_id for server in servers})}
    with_bindings(list(contracts.values()))
    for server in servers:
        server.contract = contracts[server.contract_id]
    return {pk: terms_of(contract, month) for pk, contract in contracts.items()}


def _downtimes(servers: Iterable[Server], start: datetime, end: datetime) -> Mapping[int, list[Downtime]]:
    rows = Downtime.objects.current().touching(start, end).filter(server__in=list(servers))
    found: dict[int, list[Downtime]] = defaultdict(list)
    for row in rows.select_related("window", "case", "approved_by").order_by("starts_at", "id"):
        found[row.server_id].append(row)
    return found


def _of_server(
    server: Server, terms: Terms, announced: Sequence[Announced], downtimes: Sequence[Downtime], at: datetime
) -> OfServer:
    assert server.registered_at
    life = Stretch(max(server.registered_at, server.online_at or server.registered_at), server.retired_at or _FOR_EVER)
    windows = [one for one in announced if one.kind in covering_kinds(server.contract, one.start)]
    covers = [one.cover(flagged=flags_over_estimate(server.contract, one.start)) for one in windows]
    downs = [_down(row, at) for row in downtimes]
    month = server_month(terms.span, life, downs, covers, [one.promise for one in terms.commitments])
    kinds, by_key = kinds_of(downs, covers), {one.window: one for one in windows}
    told = (
        _told(row, down, terms.span, life, kinds, covers, by_key) for row, down in zip(downtimes, downs, strict=True)
    )
    return OfServer(
        server,
        terms,
        month,
        tuple(one for one in windows if one.start < terms.span.end and one.end > terms.span.start),
        tuple(each for each, down in zip(told, downs, strict=True) if _in_month(down, terms.span)),
    )


def _down(row: Downtime, at: datetime) -> Down:
    """An exclusion counts once it is approved."""
    return Down(row.starts_at, row.ends_at or at, row.exclusion if row.approved_at else "", row.pk)


def _in_month(down: Down, span: Stretch) -> bool:
    return down.start < span.end and down.end > span.start


def _told(
    row: Downtime, down: Down, span: Stretch, life: Stretch, kinds: Kinds, covers: Sequence[Cover],
    windows: Mapping[int, Announced],
) -> Told:  # fmt: skip
    parts = split(span, life, down, kinds, covers)
    return Told(row, parts.scheduled, parts.excluded, parts.down, tuple(windows[key] for key in parts.windows))
