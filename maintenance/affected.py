"""Which accounts and servers a window touches, written with it; frozen by each announcement."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from hostops.accounts.models import Account, Server
from maintenance.checking import Checked
from maintenance.models import Addressee, Affected, AffectedServer, Window
from maintenance.scope import scope_of, servers_of
from maintenance.terms import AccountTerms

_OF_TERMS = ("contract_id", "policy_version_id", "clause", "notice_due_at")


def affected_write(window: Window, checked: Checked, at: datetime) -> list[int]:
    """Let the rows say what the window's scope means now.

    An account that is touched no more loses its row; where it was told already, the row stays and
    says since when; gives these rows. Only what differs is written.
    """
    strictest = _strictest(checked)
    rows = {row.account_id: row for row in window.affected.all()}
    wanted = {account.pk: _of_terms(window, strictest.get(account.pk)) for account in checked.accounts}
    new = [Affected(window=window, account_id=pk, **values) for pk, values in wanted.items() if pk not in rows]
    Affected.objects.bulk_create(new)
    _update([rows[pk] for pk in wanted if pk in rows], wanted)
    left_out = _drop(window, [row for pk, row in rows.items() if pk not in wanted and row.dropped_at is None], at)
    _write_servers(window)
    return left_out


def _strictest(checked: Checked) -> dict[int, AccountTerms]:
    """Of each account the contract whose notice is due first."""
    found: dict[int, list[AccountTerms]] = defaultdict(list)
    for terms in checked.terms:
        found[terms.account.pk].append(terms)
    kind, starts_at = checked.proposal.kind, checked.proposal.starts_at
    far = datetime.max.replace(tzinfo=starts_at.tzinfo)
    return {pk: min(many, key=lambda one: one.due_at(kind, starts_at) or far) for pk, many in found.items()}


def _of_terms(window: Window, terms: AccountTerms | None) -> dict[str, Any]:
    if terms is None:
        return {"contract_id": None, "policy_version_id": None, "clause": "", "notice_due_at": None}
    rule = terms.kind(window.kind)
    return {
        "contract_id": terms.contract.pk,
        "policy_version_id": terms.version.pk,
        "clause": rule.clause if rule else "",
        "notice_due_at": terms.due_at(window.kind, window.starts_at),
    }


def _update(rows: Sequence[Affected], wanted: dict[int, dict[str, Any]]) -> None:
    changed = []
    for row in rows:
        values = wanted[row.account_id] | {"dropped_at": None}
        if any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            changed.append(row)
    Affected.objects.bulk_update(changed, [*_OF_TERMS, "dropped_at"])


def _drop(window: Window, rows: Sequence[Affected], at: datetime) -> list[int]:
    gone = window.affected.filter(pk__in=[row.pk for row in rows])
    told = Exists(Addressee.objects.filter(affected=OuterRef("pk")))
    left_out = list(gone.filter(told).values_list("pk", flat=True))
    gone.filter(pk__in=left_out).update(dropped_at=at)
    gone.exclude(pk__in=left_out).delete()
    return left_out


def _write_servers(window: Window) -> None:
    row_of = dict(window.affected.filter(dropped_at=None).values_list("account", "pk"))
    wanted = {
        (row_of[account], server)
        for server, account in servers_of(scope_of(window)).order_by().values_list("pk", "account")
        if account in row_of
    }
    servers = AffectedServer.objects.filter(affected__window=window)
    known = {(row, server): pk for pk, row, server in servers.order_by().values_list("pk", "affected", "server")}
    servers.filter(pk__in=[pk for pair, pk in known.items() if pair not in wanted]).delete()
    AffectedServer.objects.bulk_create(
        AffectedServer(affected_id=row, server_id=server) for row, server in sorted(wanted - known.keys())
    )


def touched(window: Window) -> QuerySet[Server]:
    """The servers that the window was announced for, or is planned for."""
    servers: QuerySet[Server] = Server.objects.filter(
        Exists(AffectedServer.objects.filter(affected__window=window, server=OuterRef("pk")))
    )
    return servers


def added_later(window: Window) -> QuerySet[Server]:
    """Servers that came into the window's scope after it was announced: nobody was told of them."""
    return servers_of(scope_of(window)).exclude(pk__in=touched(window).values("pk"))


def frozen_names(window: Window) -> frozenset[str]:
    """The servers that the window was announced for, as account/hostname; of an account without any, the account."""
    rows = window.affected.filter(dropped_at=None).order_by()
    return _names(rows.values_list("account__slug", "servers__server__hostname"))


def names_in_scope(window: Window, accounts: Iterable[Account]) -> frozenset[str]:
    """What its scope means now, named in the same way."""
    servers = list(servers_of(scope_of(window)).order_by().values_list("account__slug", "hostname"))
    served = {account for account, _ in servers}
    bare = [(account.slug, None) for account in accounts if account.slug not in served]
    return _names([*servers, *bare])


def _names(pairs: Iterable[tuple[str, str | None]]) -> frozenset[str]:
    return frozenset(f"{account}/{hostname}" if hostname else account for account, hostname in pairs)
