"""What a window is about, and which servers and accounts that means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from hostops.accounts.models import Account, Location, Server, Zone
from maintenance.models import ScopeItem, Window

# The things that a scope can name, by the field of `ScopeItem` and of `Scope`.
NAMES = {"account": "accounts", "server": "servers", "zone": "zones", "location": "locations"}


@dataclass(frozen=True)
class Scope:
    """Everything, or the union of what is named. Servers that are retired belong to no scope."""

    all: bool = False
    accounts: Sequence[Account] = ()
    servers: Sequence[Server] = ()
    zones: Sequence[Zone] = ()
    locations: Sequence[Location] = ()

    @property
    def named(self) -> bool:
        """Whether it names anything at all."""
        return self.all or any(getattr(self, many) for many in NAMES.values())


def servers_of(scope: Scope) -> QuerySet[Server]:
    """The servers in scope that are in service; one statement."""
    servers: QuerySet[Server] = Server.objects.filter(retired_at=None)
    return servers if scope.all else servers.filter(_touched(scope))


def _touched(scope: Scope) -> Q:
    touched = Q(pk__in=[server.pk for server in scope.servers])
    if scope.accounts:
        touched |= Q(account__in=[account.pk for account in scope.accounts])
    if scope.zones:
        touched |= Q(zone__in=[zone.pk for zone in scope.zones])
    if scope.locations:
        touched |= Q(zone__location__in=[location.pk for location in scope.locations])
    return touched


def accounts_of(scope: Scope) -> QuerySet[Account]:
    """The accounts that are affected: those named, and those of the servers in scope; one statement."""
    named = Q(pk__in=[account.pk for account in scope.accounts])
    accounts: QuerySet[Account] = Account.objects.filter(
        named | Q(Exists(servers_of(scope).filter(account=OuterRef("pk"))))
    )
    return accounts


def scope_of(window: Window) -> Scope:
    """The scope that a window was given; prefetch `scope_items` with what they name for many."""
    if window.scope_all:
        return Scope(all=True)
    items = window.scope_items.all()
    if "scope_items" not in getattr(window, "_prefetched_objects_cache", {}):
        items = items.select_related(*NAMES)
    found: dict[str, Any] = {many: [] for many in NAMES.values()}
    for item in items:
        for one, many in NAMES.items():
            if getattr(item, f"{one}_id") is not None:
                found[many].append(getattr(item, one))
    return Scope(**found)


def scope_write(window: Window, scope: Scope) -> None:
    """Keep the scope with the window, in place of the one it had."""
    window.scope_all = scope.all
    window.scope_items.all().delete()
    if scope.all:
        return
    rows = {(one, thing.pk): ScopeItem(window=window, **{one: thing}) for one, thing in _things(scope)}
    ScopeItem.objects.bulk_create(rows.values())


def _things(scope: Scope) -> list[tuple[str, Any]]:
    return [(one, thing) for one, many in NAMES.items() for thing in getattr(scope, many)]


def names_of(scope: Scope) -> dict[str, Any]:
    """The scope as the contract writes it: {"all": true} or {"servers": ["web1"]}."""
    if scope.all:
        return {"all": True}
    attribute = {"servers": "hostname"}
    named = {
        many: [getattr(thing, attribute.get(many, "slug")) for thing in getattr(scope, many)] for many in NAMES.values()
    }
    return {many: names for many, names in named.items() if names}
