"""A port that cannot be had is told with the mend, before anything starts."""

import socket
from collections.abc import Iterator

import pytest

from hostops.embedded.ports import address, check_free, free_port
from hostops.embedded.trouble import Trouble
from tests.embedded.conftest import AS_ROOT


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_fine() -> None:
    check_free("127.0.0.1", free_port())


def test_a_taken_port_is_named_with_one_that_is_free(taken: int) -> None:
    with pytest.raises(Trouble, match=f"Port {taken} on 127.0.0.1 is in use") as told:
        check_free("127.0.0.1", taken)
    another = int(str(told.value).rpartition("make run PORT=")[2])
    check_free("127.0.0.1", another)


def test_taken_on_one_address_is_taken_on_all(taken: int) -> None:
    with pytest.raises(Trouble, match="in use"):
        check_free("0.0.0.0", taken)


def test_what_earlier_connections_left_behind_does_not_count() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            server.accept()[0].close()  # the server's side closes first and lingers
    check_free("127.0.0.1", port)


@pytest.mark.parametrize("wrong", ["abc", "-1", "65536", "80 80", "8e3", "８０００"])
def test_what_is_no_port_is_refused(wrong: str) -> None:
    with pytest.raises(Trouble, match="is no port"):
        address({"PORT": wrong})


def test_host_and_port_are_honoured_and_have_defaults() -> None:
    assert address({}) == ("127.0.0.1", 8000)
    assert address({"HOST": "0.0.0.0", "PORT": "8123"}) == ("0.0.0.0", 8123)


def test_port_0_is_any_free_one() -> None:
    host, port = address({"PORT": "0"})
    assert port > 0
    check_free(host, port)


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(Trouble, match=r"192\.0\.2\.1"):
        check_free("192.0.2.1", 8000)


@pytest.mark.skipif(AS_ROOT, reason="root may listen anywhere")
def test_a_port_without_the_right_to_it_is_told() -> None:
    with pytest.raises(Trouble, match=r"rights|Cannot listen"):
        check_free("127.0.0.1", 1)
