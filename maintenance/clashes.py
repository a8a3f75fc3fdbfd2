"""Where service windows and customers' business events get into each other's way (itpdx:5d).

They clash where both take time on a server that both are about, and neither was called off. Ends are open: what ends
when the other begins clashes with nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from hostops.accounts.models import Account, Server
from maintenance.models import BusinessEvent, Window


def events_in(
    *, servers: Collection[Server], starts_at: datetime, ends_at: datetime, accounts: Collection[Account] = ()
) -> list[BusinessEvent]:
    """The standing events that work on `servers` in that time would disturb; of `accounts` every one. One statement.

    An event that names no servers is about all of its account's. Each has its `account` at hand.
    """
    of_servers = {server.account_id for server in servers}
    whole = Q(servers=None, account__in=of_servers) | Q(account__in=accounts)
    events = BusinessEvent.objects.filter(Q(servers__in=[server.pk for server in servers]) | whole)
    standing = events.filter(withdrawn_at=None, starts_at__lt=ends_at, ends_at__gt=starts_at)
    return list(standing.select_related("account").distinct().order_by("starts_at", "id"))


def windows_touching(events: Sequence[BusinessEvent], reader: Any) -> Mapping[int, list[Window]]:
    """By event id: the windows, of those `reader` may see, that clash with it. Four statements, however many events.

    Read the events with their `servers`, prefetched.
    """
    standing = [event for event in events if event.withdrawn_at is None]
    if not standing:
        return {}
    first, last = min(event.starts_at for event in standing), max(event.ends_at for event in standing)
    windows = list(
        Window.objects.visible_to(reader).standing().overlapping(first, last)
        .prefetch_related("scope_items").order_by("starts_at", "id")
    )  # fmt: skip
    servers = _servers_of(standing) if windows else {}
    clashes: dict[int, list[Window]] = defaultdict(list)
    for event in standing:
        mine = servers.get(event.account_id, [])
        named = {server.pk for server in event.servers.all()}
        wanted = [server for server in mine if not named or server.pk in named]
        clashes[event.pk] = [one for one in windows if _overlap(one, event) and _is_about(one, wanted)]
    return clashes


def _servers_of(events: Iterable[BusinessEvent]) -> Mapping[int, list[Server]]:
    """By account id, the servers that are not retired, each with its zone."""
    found: dict[int, list[Server]] = defaultdict(list)
    accounts = {event.account_id for event in events}
    for server in Server.objects.filter(account__in=accounts, retired_at=None).select_related("zone"):
        found[server.account_id].append(server)
    return found


def _overlap(window: Window, event: BusinessEvent) -> bool:
    return window.starts_at < event.ends_at and window.ends_at > event.starts_at


def _is_about(window: Window, servers: Iterable[Server]) -> bool:
    return window.scope_all or any(_names(item, server) for item in window.scope_items.all() for server in servers)


def _names(item: Any, server: Server) -> bool:
    """Whether an item of a scope means the server: itself, its account, its zone, or its location."""
    return (
        item.server_id == server.pk
        or item.account_id == server.account_id
        or (server.zone_id is not None and item.zone_id == server.zone_id)
        or (server.zone is not None and item.location_id == server.zone.location_id)
    )
