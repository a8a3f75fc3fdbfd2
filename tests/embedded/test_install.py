"""The virtual environment: made once, taken up again when interrupted, and clear words when it cannot be."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

from hostops.embedded.places import REPOSITORY

INSTALL = REPOSITORY / "hostops/embedded/install.py"


def install(venv: Path, lock: Path) -> "subprocess.CompletedProcess[str]":
    """With the packages that lie beside the lock file, and no others."""
    words = [sys.executable, "-I", str(INSTALL), str(venv), str(lock)]
    environ = os.environ | {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(lock.parent)}
    return subprocess.run(words, env=environ, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """An environment made for a lock file that asks for nothing."""
    folder = tmp_path_factory.mktemp("install")
    lock = folder / "requirements.lock"
    lock.write_text("# nothing\n")
    result = install(folder / "venv", lock)
    assert result.returncode == 0, result.stderr
    yield folder / "venv", lock
    shutil.rmtree(folder)


def test_it_is_stamped_with_the_lock_it_was_made_for(made: tuple[Path, Path]) -> None:
    venv, lock = made
    assert (venv / "requirements.lock").read_text() == lock.read_text()
    assert subprocess.run([venv / "bin/python", "-c", ""]).returncode == 0


def test_a_failure_is_told_in_pips_words_and_leaves_no_stamp(made: tuple[Path, Path], tmp_path: Path) -> None:
    venv, _ = made
    lock = tmp_path / "other.lock"
    lock.write_text("no-such-package==1.0 --hash=sha256:" + "0" * 64 + "\n")
    result = install(venv, lock)
    assert result.returncode == 1
    assert "no-such-package" in result.stderr
    assert "Traceback" not in result.stderr
    assert not (venv / "other.lock").exists()


def make_wheel(folder: Path, version: str = "1.0") -> str:
    """A package with one module, as pip takes it; gives its hash."""
    wheel = folder / f"standin-{version}-py3-none-any.whl"
    with ZipFile(wheel, "w") as file:
        file.writestr("standin.py", "here = True\n")
        file.writestr(
            f"standin-{version}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: standin\nVersion: {version}\n"
        )
        file.writestr(
            f"standin-{version}.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr(f"standin-{version}.dist-info/RECORD", "")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_a_package_is_installed_if_its_hash_is_right(made: tuple[Path, Path], tmp_path: Path) -> None:
    lock = tmp_path / "other.lock"
    lock.write_text(f"standin==1.0 --hash=sha256:{make_wheel(tmp_path)}\n")
    assert install(made[0], lock).returncode == 0
    assert subprocess.run([made[0] / "bin/python", "-c", "import standin"]).returncode == 0


@pytest.mark.parametrize("hashed", ["", " --hash=sha256:" + "0" * 64])
def test_a_package_with_another_hash_or_none_is_refused(made: tuple[Path, Path], tmp_path: Path, hashed: str) -> None:
    make_wheel(tmp_path, "2.0")
    lock = tmp_path / "other.lock"
    lock.write_text(f"standin==2.0{hashed}\n")
    result = install(made[0], lock)
    assert result.returncode == 1
    assert "hash" in result.stderr.lower()


def test_a_half_made_environment_is_made_anew(tmp_path: Path) -> None:
    """As an interruption leaves it: a Python, and no pip yet."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    lock = tmp_path / "requirements.lock"
    lock.write_text("")
    result = install(tmp_path / "venv", lock)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "venv" / "requirements.lock").exists()
