"""What freezes and windows have to do with each other: a window runs into those that touch the same and stand."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from hostops.accounts.models import Account, Server
from maintenance.models import Affected, AffectedServer, Freeze, Window
from maintenance.rules.terms import Occupied

# A page of one names so many; a whole year's freeze has more windows than anybody reads.
_MOST = 100


def dressed(rows: QuerySet[Any]) -> QuerySet[Any]:
    """With everything that a list or a page names of a freeze."""
    servers = Server.objects.select_related("account").order_by("account__name", "hostname")
    return rows.select_related("set_by", "lifted_by").prefetch_related("accounts", Prefetch("servers", servers))


def freezes_in(overlapping: Q, servers: QuerySet[Server], accounts: Sequence[Account]) -> list[Occupied]:
    """Those that stand in the spans of `overlapping`, in order; one statement."""
    of_accounts = Freeze.accounts.through.objects.filter(freeze=OuterRef("pk"), account__in=accounts)
    in_scope = servers.order_by().values("pk")
    of_servers = Freeze.servers.through.objects.filter(freeze=OuterRef("pk"), server__in=in_scope)
    touching = Q(scope_all=True) | Q(Exists(of_accounts)) | Q(Exists(of_servers))
    found = Freeze.objects.filter(overlapping, touching, lifted_at=None).order_by("starts_at", "id")
    return [Occupied(row.number, f"freeze: {row.reason}", row.starts_at, row.ends_at) for row in found]


def windows_in(freeze: Freeze, reader: Any) -> list[Window]:
    """The windows, of those `reader` may see, that stand in the freeze and touch what it is of; two statements."""
    found = Window.objects.visible_to(reader).standing().overlapping(freeze.starts_at, freeze.ends_at)
    if not freeze.scope_all:
        accounts = Affected.objects.filter(window=OuterRef("pk"), account__in=freeze.accounts.values("pk"))
        servers = AffectedServer.objects.filter(
            affected__window=OuterRef("pk"), server__in=freeze.servers.order_by().values("pk")
        )
        found = found.filter(Q(Exists(accounts)) | Q(Exists(servers)))
    return list(found.order_by("starts_at", "id")[:_MOST])


def touches(freeze: Freeze, reader: Any) -> list[str]:
    """What it is of, as `reader` may know it: to a customer its own alone. Read it with accounts and servers."""
    if freeze.scope_all:
        return ["Everything"]
    if reader.is_staff_member:
        servers = [f"{server.account.slug}/{server.hostname}" for server in freeze.servers.all()]
        return [*(account.name for account in freeze.accounts.all()), *servers]
    mine = [account.name for account in freeze.accounts.all() if account.pk == reader.account_id]
    return mine or [server.hostname for server in freeze.servers.all() if server.account_id == reader.account_id]
