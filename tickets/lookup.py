"""Finding what a case belongs to."""

from datetime import datetime

from hostops.accounts.models import Account, Contract, Server


def contract_of(account: Account, server: Server | None) -> Contract | None:
    """The server's contract; without a server the account's first that has begun, else its first."""
    if server is not None:
        return server.contract
    contracts = list(Contract.objects.filter(account=account, ends_on=None).order_by("starts_at", "id"))
    return next((contract for contract in contracts if contract.starts_at), contracts[0] if contracts else None)


def registered_at(server: Server | None) -> datetime | None:
    """From when the server is both online and registered (itpdx:3d); None while it is not."""
    if server is None or server.registered_at is None or server.retired_at is not None:
        return None
    return max(server.registered_at, server.online_at or server.registered_at)
