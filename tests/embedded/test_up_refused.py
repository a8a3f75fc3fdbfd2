"""What `manage.py up` refuses, before it has started anything."""

import socket
from pathlib import Path

import pytest

from tests.embedded.running import command, processes_of


def refused(folder: Path, **more: str) -> str:
    result = command(folder, "up", **more)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert not (folder / "postgres").exists()
    assert processes_of(folder) == []
    return result.stderr


def test_a_port_in_use_is_told_with_another(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = refused(folder, PORT=str(port))
    assert f"Port {port} on 127.0.0.1 is in use" in told
    assert "make run PORT=" in told


@pytest.mark.parametrize("port", ["http", "99999"])
def test_what_is_no_port_is_told(folder: Path, port: str) -> None:
    assert f"PORT={port} is no port" in refused(folder, PORT=port)


def test_a_data_folder_that_is_a_file_is_told(folder: Path) -> None:
    (folder / "file").touch()
    assert "Cannot write in" in refused(folder / "file" / "data")


def test_production_without_its_database_is_told(folder: Path) -> None:
    told = refused(folder, HOSTOPS_ENV="production", REDIS_URL="redis://localhost/")
    assert "set DATABASE_URL" in told
    assert "REDIS_URL" not in told
