"""A management command finds the servers of the portal that runs, or has its own while it lasts."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hostops.embedded.environment import announced, environment_for, running
from hostops.embedded.lock import Holder, held, holder_of
from hostops.embedded.places import Places
from hostops.embedded.trouble import Trouble
from tests.embedded.conftest import wait_until
from tests.embedded.test_start_postgres import ask

ASK = """
import os, sys, psycopg2
from hostops.embedded.environment import environment_for
with environment_for("shell"):
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    print("up", flush=True)
    sys.stdin.readline()
    with psycopg2.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    print("done", flush=True)
"""


@pytest.fixture
def commands(folder: Path) -> Iterator[list["subprocess.Popen[str]"]]:
    """Two commands at once: the first starts the servers, the second finds them."""
    environ = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    environ |= {"HOSTOPS_DATA": str(folder), "HOSTOPS_ENV": "embedded"}
    started = []
    for _ in range(2):
        command = subprocess.Popen(
            [sys.executable, "-c", ASK], env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        started.append(command)
        assert command.stdout is not None
        assert command.stdout.readline() == "up\n"
    yield started
    for command in started:
        command.kill()
        command.communicate()


def test_a_command_alone_gets_its_servers_and_leaves_none(folder: Path) -> None:
    environ = {"HOSTOPS_DATA": str(folder)}
    with environment_for("shell", environ):
        assert ask(environ["DATABASE_URL"], "SELECT 1") == "1"
        assert environ["REDIS_URL"].startswith("redis://")
        assert holder_of(folder / "run" / "lock") == Holder(os.getpid(), "manage.py shell")
    assert holder_of(folder / "run" / "lock") is None
    assert list((folder / "run").glob("*.pid")) == []


def test_a_command_beside_a_running_portal_uses_its_servers(folder: Path) -> None:
    places = Places(folder)
    places.prepare()
    portal = {"DATABASE_URL": "postgresql://portal/", "REDIS_URL": "redis://portal/", "PORT": "8123"}
    environ = {"HOSTOPS_DATA": str(folder)}
    with held(places.lock, Holder(1, "make run", "http://127.0.0.1:8123/")), announced(places, portal):
        with environment_for("token_create", environ):
            assert portal.items() <= environ.items()
        assert not (folder / "postgres").exists()


def test_what_is_given_is_never_replaced(folder: Path) -> None:
    places = Places(folder)
    places.prepare()
    environ = {"HOSTOPS_DATA": str(folder), "DATABASE_URL": "postgresql://mine/"}
    with (
        held(places.lock, Holder(1, "make run")),
        announced(places, {"DATABASE_URL": "x", "REDIS_URL": "redis://y/"}),
        environment_for("shell", environ),
    ):
        assert environ["DATABASE_URL"] == "postgresql://mine/"
        assert environ["REDIS_URL"] == "redis://y/"


def test_with_both_given_nothing_is_started(folder: Path) -> None:
    environ = {
        "HOSTOPS_DATA": str(folder),
        "DATABASE_URL": "postgresql://mine/",
        "REDIS_URL": "redis://mine/",
    }
    with environment_for("shell", environ):
        assert holder_of(folder / "run" / "lock") is None
    assert not (folder / "postgres").exists()


def test_an_announcement_of_a_killed_portal_is_not_believed(folder: Path) -> None:
    places = Places(folder)
    places.prepare()
    places.environment.write_text(json.dumps({"DATABASE_URL": "postgresql://gone/"}))
    assert running(places) is None


def test_the_announcement_is_for_its_owner_alone(folder: Path) -> None:
    places = Places(folder)
    places.prepare()
    with announced(places, {"REDIS_URL": "redis://:secret@localhost/"}):
        assert places.environment.stat().st_mode & 0o077 == 0


def test_servers_stay_until_the_last_command_that_found_them_is_done(
    commands: list["subprocess.Popen[str]"], folder: Path
) -> None:
    first, second = commands
    assert first.stdin is not None
    first.stdin.write("\n")
    first.stdin.flush()
    assert first.stdout is not None
    assert first.stdout.readline() == "done\n"
    time.sleep(0.3)  # it must still wait: there is nothing to see of a thing that does not happen
    assert first.poll() is None
    assert second.communicate("\n", timeout=60)[0] == "done\n"
    first.wait(timeout=30)
    wait_until(lambda: holder_of(folder / "run" / "lock") is None)


@pytest.mark.parametrize("env", ["production", "test"])
def test_production_and_tests_say_everything_themselves(folder: Path, env: str) -> None:
    environ = {"HOSTOPS_DATA": str(folder / "none"), "HOSTOPS_ENV": env}
    before = dict(environ)
    with environment_for("migrate", environ):
        assert environ == before
    assert not (folder / "none").exists()


def test_the_secret_key_is_made_once_and_kept_for_its_owner(folder: Path) -> None:
    places = Places(folder)
    places.prepare()
    key = places.own_secret_key()
    assert len(key) >= 50
    assert places.own_secret_key() == key
    assert places.secret_key.stat().st_mode & 0o777 == 0o600


def test_a_given_secret_key_is_kept(folder: Path) -> None:
    environ = {
        "HOSTOPS_DATA": str(folder),
        "DATABASE_URL": "x",
        "REDIS_URL": "y",
        "DJANGO_SECRET_KEY": "mine",
    }
    with environment_for("shell", environ):
        assert environ["DJANGO_SECRET_KEY"] == "mine"


def test_a_data_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    (folder / "file").touch()
    with (
        pytest.raises(Trouble, match=r"Cannot write in .*HOSTOPS_DATA="),
        environment_for("shell", {"HOSTOPS_DATA": str(folder / "file" / "data")}),
    ):
        pass
