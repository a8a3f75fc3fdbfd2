"""The embedded PostgreSQL starts, keeps its data, and can be reached by nobody else."""

import stat
import time
from pathlib import Path

import psycopg2
import pytest

from hostops.embedded.cluster import ready_cluster
from hostops.embedded.postgres import Postgres, running_postgres
from hostops.embedded.shelter import remove_database
from hostops.embedded.trouble import Trouble


def ask(url: str, question: str) -> str:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(question)
        answer = str(cursor.fetchone()[0]) if cursor.description else ""
    connection.close()
    return answer


def test_it_is_version_18_in_utf8_and_utc(folder: Path) -> None:
    with running_postgres(folder) as url:
        assert ask(url, "SHOW server_version").startswith("18")
        assert ask(url, "SHOW server_encoding") == "UTF8"
        assert ask(url, "SHOW timezone") == "UTC"
        assert ask(url, "SELECT lower('ÅÄÖ')") == "åäö"


def test_what_was_written_is_there_after_the_next_start(folder: Path) -> None:
    with running_postgres(folder) as url:
        ask(url, "CREATE TABLE kept (word text)")
        ask(url, "INSERT INTO kept VALUES ('still here')")
    with running_postgres(folder) as url:
        assert ask(url, "SELECT word FROM kept") == "still here"


def test_a_kept_database_survives_a_power_cut_and_a_throwaway_one_need_not(folder: Path) -> None:
    with running_postgres(folder / "kept") as url:
        assert ask(url, "SHOW fsync") == "on"
        assert ask(url, "SHOW synchronous_commit") == "on"
    with running_postgres(folder / "throwaway", durable=False) as url:
        assert ask(url, "SHOW fsync") == "off"


def test_a_throwaway_database_leaves_nothing_behind(folder: Path) -> None:
    with running_postgres(folder, durable=False):
        lies_in = (folder / "postgres").resolve()
    assert not lies_in.exists()
    assert not (folder / "postgres").exists()


def test_no_network_and_a_socket_for_its_user_alone(folder: Path) -> None:
    server = Postgres(folder)
    server.start()
    try:
        assert ask(server.url, "SHOW listen_addresses") == ""
        assert stat.S_IMODE(server.socket.stat().st_mode) == 0o700
    finally:
        server.stop()


def test_a_forgotten_transaction_is_ended(folder: Path) -> None:
    with running_postgres(folder, durable=False) as url:
        assert ask(url, "SHOW idle_in_transaction_session_timeout") == "1min"


def test_two_run_side_by_side(folder: Path) -> None:
    with (
        running_postgres(folder / "a", durable=False) as one,
        running_postgres(folder / "b", durable=False) as other,
    ):
        ask(one, "CREATE TABLE mine (word text)")
        assert ask(other, "SELECT count(*) FROM pg_tables WHERE tablename = 'mine'") == "0"


def test_the_second_start_makes_nothing_anew(folder: Path) -> None:
    with running_postgres(folder):
        pass
    began = time.monotonic()
    with running_postgres(folder):
        assert time.monotonic() - began < 5


@pytest.mark.parametrize("name", ["x" * 120, "with, comma", 'with "quotes"', "with space and ä"])
def test_any_path_will_do(folder: Path, name: str) -> None:
    server = Postgres(folder / name, durable=False)
    server.start()
    try:
        assert ask(server.url, "SELECT 1") == "1"
    finally:
        server.stop()
        remove_database(folder / name)
    assert not server.socket.exists()


def test_a_database_of_another_version_is_named_and_left_alone(folder: Path) -> None:
    cluster = folder / "cluster"
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("16\n")
    with pytest.raises(Trouble, match=r"made by PostgreSQL 16.*pg_dump"):
        ready_cluster(folder, Path("/nowhere"), None, durable=True)


def test_an_interrupted_making_is_begun_anew(folder: Path) -> None:
    server = Postgres(folder)
    home = server.socket.parent
    (home / "cluster").rename(home / "cluster-draft")
    (home / "cluster-draft" / "global" / "pg_control").unlink()
    with running_postgres(folder) as url:
        assert ask(url, "SELECT 1") == "1"
