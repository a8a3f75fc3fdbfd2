"""Address ranges as people write them. Pure."""

from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Network, IPv6Network, NetmaskValueError, ip_network

Network = IPv4Network | IPv6Network


class WrongRange(ValueError):
    """A text that is no range, with what to write instead."""


def range_of(text: str) -> Network:
    """The range that `203.0.113.0/24`, `2001:db8::/32` or one address names.

    WrongRange for anything else: host bits beside the mask, a zone, a name, all of the internet.
    """
    written = text.strip()
    try:
        found = ip_network(written, strict=False)
    except (AddressValueError, NetmaskValueError, ValueError):
        raise WrongRange(f'"{written[:60]}" is no range; write it like 203.0.113.0/24 or 2001:db8::/32') from None
    if "%" in written:
        raise WrongRange(f'"{written[:60]}" names an interface; write the range alone')
    if "/" in written and str(found.network_address) != str(ip_network(written.partition("/")[0]).network_address):
        raise WrongRange(f'"{written[:60]}" has bits beside its mask; the range it lies in is {found}')
    if found.prefixlen == 0:
        raise WrongRange("this is every address there is; name the range that is meant")
    return found


def overlapping(one: str, others: Iterable[str]) -> list[str]:
    """Those of `others` that share an address with `one`; ranges of the other address family never do."""
    network = ip_network(one)
    return [other for other in others if _share(network, ip_network(other))]


def _share(one: Network, other: Network) -> bool:
    if isinstance(one, IPv4Network):
        return isinstance(other, IPv4Network) and one.overlaps(other)
    return isinstance(other, IPv6Network) and one.overlaps(other)
