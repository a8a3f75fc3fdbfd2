"""The embedded Valkey answers whoever knows its password, and nobody else."""

from pathlib import Path

import pytest
import redis

from hostops.embedded.valkey import Valkey, running_valkey


def test_it_answers_at_its_url(folder: Path) -> None:
    with running_valkey(folder) as url:
        client = redis.Redis.from_url(url)
        client.set("word", "kept")
        assert client.get("word") == b"kept"
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_it_refuses_who_has_no_password(folder: Path) -> None:
    with running_valkey(folder) as url:
        port = int(url.rpartition(":")[2].partition("/")[0])
        with pytest.raises(redis.AuthenticationError):
            redis.Redis(port=port).ping()


def test_the_password_is_not_in_the_list_of_processes_nor_in_a_file(folder: Path) -> None:
    server = Valkey(folder)
    server.start()
    try:
        password = server.url.partition(":@")[0].rpartition(":")[2].partition("@")[0]
        assert all(password not in word for word in server.child.program.argv)
        assert all(password not in path.read_text() for path in folder.rglob("*") if path.is_file())
    finally:
        server.stop()


def test_two_run_side_by_side(folder: Path) -> None:
    with running_valkey(folder / "a") as one, running_valkey(folder / "b") as other:
        redis.Redis.from_url(one).set("word", "mine")
        assert redis.Redis.from_url(other).get("word") is None


def test_nothing_is_left_when_it_stops(folder: Path) -> None:
    server = Valkey(folder)
    server.start()
    assert server.child.program.pid_file.exists()
    server.stop()
    assert not server.child.running()
    assert not server.child.program.pid_file.exists()
