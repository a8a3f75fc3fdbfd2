"""Servers by the names that people give them, found among those that a reader may see."""

from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Lower

from hostops.accounts.models import Server


class NotOne(ValueError):
    """A name that no server has that the reader may see, or that several have."""


def servers_named(reader: Any, names: Iterable[str], account: str = "") -> list[Server]:
    """The servers of these hostnames, in any case, of the account if its slug is given. NotOne, naming the missing."""
    wanted = {name.strip().lower() for name in names}
    if not wanted:
        return []
    visible = Server.objects.visible_to(reader).annotate(lower=Lower("hostname")).filter(lower__in=wanted)
    mine = visible.filter(account__slug=account) if account else visible
    found = list(mine.select_related("account", "contract").order_by("hostname"))
    if missing := sorted(wanted - {server.hostname.lower() for server in found}):
        raise NotOne(f"There is no server {', '.join(missing)} that you may see here.")
    return found


def one_server(reader: Any, name: str, account: str = "") -> Server:
    """The one server of that name; NotOne for none, or for several accounts' where none is named."""
    found = servers_named(reader, [name], account)
    if len(found) > 1:
        raise NotOne("Several accounts have a server of this name; name the account too.")
    return found[0]
