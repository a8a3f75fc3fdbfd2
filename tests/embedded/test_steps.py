"""The steps of a start: done when something changed, passed over when nothing did, told when they fail."""

from pathlib import Path

import pytest

from hostops.embedded import steps
from hostops.embedded.places import Places
from hostops.embedded.steps import Step, Steps
from hostops.embedded.trouble import Trouble

MANAGE = """
import sys
from pathlib import Path
Path("ran").open("a").write(sys.argv[1] + " ")
print("working on it")
sys.exit("no luck" if Path("broken").exists() else 0)
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one file for each of two steps, and a manage.py that notes what it was asked to do."""
    (tmp_path / "tickets").mkdir()
    (tmp_path / "manage.py").write_text(MANAGE)
    (tmp_path / "tickets" / "tables.txt").write_text("one")
    (tmp_path / "demo.txt").write_text("one")
    monkeypatch.setattr(steps, "REPOSITORY", tmp_path)
    two = (Step("Tables", ("migrate",), ("*/tables.txt",)), Step("Demo", ("seed",), ("demo.txt",), demo=True))
    monkeypatch.setattr(steps, "STEPS", two)
    return tmp_path


def run(repository: Path, *, database: str = "one", demo: bool = True, again: bool = False) -> list[str]:
    """Start anew; gives what was run."""
    places = Places(repository / "data")
    places.prepare()
    (repository / "ran").write_text("")
    Steps(places, {}, database=database, pause=lambda _: None).run(demo=demo, again=again)
    return (repository / "ran").read_text().split()


def test_all_at_first_and_none_after(repository: Path) -> None:
    assert run(repository) == ["migrate", "seed"]
    assert run(repository) == []


def test_the_one_whose_files_changed(repository: Path) -> None:
    run(repository)
    (repository / "tickets" / "tables.txt").write_text("two")
    assert run(repository) == ["migrate"]


def test_the_one_that_has_a_file_more(repository: Path) -> None:
    run(repository)
    (repository / "backups").mkdir()
    (repository / "backups" / "tables.txt").touch()
    assert run(repository) == ["migrate"]


def test_all_for_another_database(repository: Path) -> None:
    run(repository)
    assert run(repository, database="two") == ["migrate", "seed"]


def test_all_every_time_for_somebody_elses_database(repository: Path) -> None:
    assert run(repository, database="", demo=False) == ["migrate"]
    assert run(repository, database="", demo=False) == ["migrate"]


def test_all_when_asked_for(repository: Path) -> None:
    run(repository)
    assert run(repository, again=True) == ["migrate", "seed"]


def test_no_demo_where_none_is_wanted(repository: Path) -> None:
    assert run(repository, demo=False) == ["migrate"]


def test_one_that_fails_is_told_and_done_again(repository: Path) -> None:
    (repository / "broken").touch()
    with pytest.raises(Trouble, match=r"(?s)'Tables' failed.*working on it.*no luck"):
        run(repository)
    (repository / "broken").unlink()
    assert run(repository) == ["migrate", "seed"]


def test_what_is_remembered_may_be_lost(repository: Path) -> None:
    run(repository)
    (repository / "data" / "run" / "steps.json").write_text("{")
    assert run(repository) == ["migrate", "seed"]


def test_static_files_that_are_gone_are_made_again(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEPS", (Step("Static files", ("collectstatic",), ()),))
    (repository / "data" / "static").mkdir(parents=True)
    assert run(repository) == ["collectstatic"]
    assert run(repository) == []
    (repository / "data" / "static").rmdir()
    assert run(repository) == ["collectstatic"]
