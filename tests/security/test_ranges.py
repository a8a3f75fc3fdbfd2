"""Address ranges as people write them, against the addresses that they hold."""

from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maintenance.security.rules.ranges import WrongRange, overlapping, range_of

networks = st.one_of(
    st.tuples(st.ip_addresses(v=4), st.integers(1, 32)), st.tuples(st.ip_addresses(v=6), st.integers(1, 128))
).map(lambda pair: ip_network(pair, strict=False))


@given(networks)
def test_a_range_is_read_as_it_is_written(network: object) -> None:
    assert range_of(f" {network} ") == network


@given(networks, networks)
def test_two_overlap_where_one_holds_an_end_of_the_other(one, other) -> None:  # type: ignore[no-untyped-def]
    shares = one.version == other.version and (
        one.network_address <= other.network_address <= one.broadcast_address
        or other.network_address <= one.network_address <= other.broadcast_address
    )
    assert overlapping(str(one), [str(other)]) == ([str(other)] if shares else [])


def test_one_address_is_a_range_of_one() -> None:
    found = range_of("203.0.113.7")
    assert (found.num_addresses, found.network_address) == (1, ip_address("203.0.113.7"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "no range"),
        ("example.com", "no range"),
        ("203.0.113.300", "no range"),
        ("203.0.113.0/33", "no range"),
        ("203.0.113.7/24", "203.0.113.0/24"),
        ("2001:db8::1/32", "2001:db8::/32"),
        ("0.0.0.0/0", "every address"),
        ("::/0", "every address"),
        ("fe80::1%eth0", "interface"),
    ],
)
def test_what_is_none_is_refused_with_the_mend(text: str, says: str) -> None:
    with pytest.raises(WrongRange, match=says):
        range_of(text)
