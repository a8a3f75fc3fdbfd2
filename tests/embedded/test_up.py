"""`manage.py up`, the real thing, from the first start over a kill to the third."""

import signal
import time
from pathlib import Path
from urllib.request import Request, urlopen

import psycopg2

from hostops.embedded.environment import running
from hostops.embedded.places import Places
from hostops.embedded.signins import SIGN_INS
from tests.embedded.conftest import needs_linux, wait_until
from tests.embedded.running import Portal, command, portal, processes_of

SMALL = {"DJANGO_SETTINGS_MODULE": "tests.embedded.small_demo"}
STEPS = ("Database tables", "Policies", "Demo data", "Static files")


@needs_linux
def test_from_first_start_to_the_third(folder: Path) -> None:
    """One long test, because a first start takes its time and each part needs the one before.

    Its demo is small; all of it is made by the same command for the tests that look at it.
    """
    with portal(folder, **SMALL) as first:
        check_first_start(first, folder)
        check_commands_beside_it(first, folder)
        assert "nothing is left running" in first.stop(signal.SIGINT)
        assert first.process.returncode == 0
    assert processes_of(folder) == []

    began = time.monotonic()
    with portal(folder, **SMALL) as second:
        print(f"second start: {time.monotonic() - began:.1f} s")
        assert not any(step in line for line in second.lines for step in STEPS)
        leave_a_mark(folder)
        second.process.kill()
    wait_until(lambda: processes_of(folder) == [], seconds=30)

    with portal(folder, **SMALL) as third:
        assert any("was killed; clearing up" in line for line in third.lines)
        assert mark(folder) == 1
        third.stop(signal.SIGTERM)
    assert processes_of(folder) == []


def check_first_start(started: Portal, folder: Path) -> None:
    assert list((folder / "run" / "tmp").iterdir()), "what a kill would leave lying about lies where it is cleared"
    assert all(any(step in line for line in started.lines) for step in STEPS)
    assert all(any(person.username in line for line in started.lines) for person in SIGN_INS)
    with urlopen(f"{started.url}accounts/login/", timeout=10) as answer:
        assert answer.status == 200


def check_commands_beside_it(started: Portal, folder: Path) -> None:
    made = command(folder, "token_create", "harbor-contact", **SMALL)
    assert made.returncode == 0, made.stderr
    token = made.stdout.splitlines()[-1]
    with urlopen(Request(f"{started.url}api/v1/me/", headers={"Authorization": f"Bearer {token}"})) as answer:
        assert answer.status == 200

    again = command(folder, "up", **SMALL)
    assert again.returncode == 1
    assert started.url in again.stderr
    assert str(started.process.pid) in again.stderr


def connect(folder: Path) -> "psycopg2.extensions.connection":
    found = running(Places(folder))
    assert found is not None
    connection = psycopg2.connect(found["DATABASE_URL"])
    connection.autocommit = True
    return connection


def leave_a_mark(folder: Path) -> None:
    with connect(folder).cursor() as cursor:
        cursor.execute("CREATE TABLE mark AS SELECT 1 AS there")


def mark(folder: Path) -> int:
    with connect(folder).cursor() as cursor:
        cursor.execute("SELECT there FROM mark")
        return int(cursor.fetchone()[0])
