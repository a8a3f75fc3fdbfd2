"""One server by the name that people give it, found among those that a reader may see."""

from typing import Any

from hostops.accounts.models import Server


class NotOneServer(ValueError):
    """A name that no server has that the reader may see, or that several have."""


def server_named(reader: Any, hostname: str, account: str = "") -> Server:
    """The server of that hostname, in any case, of the account if its slug is given; NotOneServer with the mend."""
    visible = Server.objects.visible_to(reader).filter(hostname__iexact=hostname.strip())
    mine = visible.filter(account__slug=account) if account else visible
    found = list(mine.select_related("account", "contract")[:2])
    if len(found) > 1:
        raise NotOneServer("Several accounts have a server of this name; name the account too.")
    if not found:
        raise NotOneServer(f"There is no server {hostname.strip()[:80]} that you may see here.")
    return found[0]
