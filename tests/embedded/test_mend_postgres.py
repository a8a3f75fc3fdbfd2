"""What a killed run left of the database is cleared away at the next start, and nothing is lost."""

import os
import signal
import subprocess
from pathlib import Path

import psycopg2

from hostops.embedded.owner import start_as
from hostops.embedded.postgres import Postgres, running_postgres
from tests.embedded.conftest import wait_until
from tests.embedded.test_start_postgres import ask


def test_a_killed_server_recovers_with_its_data(folder: Path, said: list[str]) -> None:
    killed = Postgres(folder)
    killed.start()
    ask(killed.url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    assert killed.child.process is not None
    killed.child.process.kill()
    killed.child.process.wait()

    with running_postgres(folder, say=said.append) as url:
        assert ask(url, "SELECT word FROM kept") == "still here"
    assert any("recovers by itself" in line for line in said)


def test_a_server_left_running_is_ended_first(folder: Path, said: list[str]) -> None:
    left = Postgres(folder)
    left.start()
    ask(left.url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    assert left.child.process is not None
    left.child.program.pid_file.unlink()  # as if even that were lost

    with running_postgres(folder, say=said.append) as url:
        assert left.child.process.poll() is not None
        assert ask(url, "SELECT word FROM kept") == "still here"
    assert any(f"left behind (process {left.child.process.pid})" in line for line in said)


def test_a_lock_with_the_number_of_another_program_is_stale(folder: Path, said: list[str]) -> None:
    server = Postgres(folder)
    server.start()
    lock = server.socket.parent / "cluster" / "postmaster.pid"
    content = lock.read_text().splitlines()
    server.stop()
    # A program of the database's own user: another user's PostgreSQL would see through by itself.
    other = subprocess.Popen(["sleep", "600"], **start_as(server.child.program.owner))
    lock.write_text("\n".join([str(other.pid), *content[1:]]) + "\n")

    with running_postgres(folder, say=said.append) as url:
        assert ask(url, "SELECT 1") == "1"
    assert any("stale lock" in line for line in said)
    assert other.poll() is None
    other.kill()
    other.wait()


def test_a_supervisor_starts_a_killed_server_again(folder: Path) -> None:
    server = Postgres(folder, durable=False)
    server.start()
    try:
        assert server.child.process is not None
        os.kill(server.child.process.pid, signal.SIGKILL)
        wait_until(lambda: not server.child.running())
        server.child.clear_group()
        server.child.start()
        wait_until(lambda: _answers(server.url))
    finally:
        server.stop()


def _answers(url: str) -> bool:
    try:
        return ask(url, "SELECT 1") == "1"
    except psycopg2.OperationalError:
        return False
