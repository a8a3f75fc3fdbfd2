"""In which zone a report counts its days and months. It is always named beside the figures."""

from typing import Any
from zoneinfo import ZoneInfo

from hostops.policies.models import PolicyVersion

_UTC = "UTC"


def provider_zones() -> dict[str, str]:
    """The zones that the providers' policies count calendar days in, by name, with whose they are."""
    newest = PolicyVersion.objects.order_by("policy__slug", "-number").distinct("policy__slug")
    found: dict[str, list[str]] = {}
    for version in newest.defer("document", "holidays"):
        header = version.parsed.policy
        found.setdefault(header.timezone, []).append(header.provider)
    return {zone: " and ".join(providers) for zone, providers in found.items()}


def offered(reader: Any) -> dict[str, str]:
    """The zones to choose from, the reader's usual one first: name and label.

    A customer's is the account's. A member of staff's is their own where it is a provider's too,
    else the first provider's: two colleagues who look at one figure should see one figure.
    """
    providers = provider_zones()
    own = reader.account.timezone if reader.account_id else reader.timezone
    first = own if reader.account_id or own in providers or not providers else next(iter(providers))
    names = dict.fromkeys((first, *providers, own, reader.timezone, _UTC))
    return {name: f"{name} ({providers[name]})" if name in providers else name for name in names}


def usual(reader: Any) -> ZoneInfo:
    """The first of `offered`."""
    return ZoneInfo(next(iter(offered(reader))))
