"""Where the database's folder really lies: in the data folder, or, as root in a closed place, outside it.

As root PostgreSQL runs as another user, and that user cannot pass through a private folder such as `/root`.
Opening such a folder to everyone is not ours to do: the database moves out, to `/var/tmp/hostops-...`,
and a link in the data folder says where it went.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hostops.embedded.owner import Owner, can_enter

_OUTSIDE = Path("/var/tmp")  # noqa: S108 - the folder in it has a name nobody can foresee, and is its owner's alone
_ORIGIN = "origin"  # in a shelter: the data folder that it belongs to


def database_home(data: Path, owner: Owner | None, *, say: Callable[[str], None]) -> Path:
    """The folder of the database, made if need be, that `owner` can work in; a real path, without links."""
    home = data / "postgres"
    if home.is_symlink():
        shelter = home.resolve()
        if _belongs_to(shelter, home):
            return shelter
        say(f"{home} leads to {shelter}, which is gone or belongs to another portal: a new database is made.")
        home.unlink()
    if home.is_dir() and can_enter(home, owner):
        return home.resolve()
    if not home.exists() and can_enter(data, owner):
        home.mkdir(mode=0o700)
        _give(home, owner)
        return home.resolve()
    return _move_out(home, owner, say)


def remove_database(data: Path) -> None:
    """Remove the database of a data folder, wherever it lies."""
    home = data / "postgres"
    shutil.rmtree(home.resolve(), ignore_errors=True)
    if home.is_symlink():
        home.unlink()


def give_all(folder: Path, owner: Owner | None) -> None:
    """Make `owner` the owner of the folder and all that is in it."""
    _give(folder, owner)
    for parent, folders, files in os.walk(folder):
        for name in folders + files:
            _give(Path(parent, name), owner)


def _belongs_to(shelter: Path, home: Path) -> bool:
    """Whether the link is the one this shelter was made for; a link that was moved along with its folder is adopted.

    A data folder that was copied has a link too, but the database is the first folder's.
    """
    try:
        origin = Path((shelter / _ORIGIN).read_text())
    except OSError:
        return False
    if origin != home and origin.is_symlink() and origin.resolve() == shelter:
        return False
    (shelter / _ORIGIN).write_text(str(home))
    return True


def _move_out(home: Path, owner: Owner | None, say: Callable[[str], None]) -> Path:
    shelter = Path(tempfile.mkdtemp(prefix="hostops-", dir=_OUTSIDE))
    if home.is_dir():
        for part in list(home.iterdir()):
            shutil.move(part, shelter / part.name)
        home.rmdir()
    (shelter / _ORIGIN).write_text(str(home))
    give_all(shelter, owner)
    home.symlink_to(shelter)
    name = owner.name if owner else "its user"
    say(
        f"PostgreSQL does not run as root; it runs as `{name}`, who cannot enter {home.parent}. "
        f"The database is kept in {shelter}, and {home} leads there."
    )
    return shelter


def _give(path: Path, owner: Owner | None) -> None:
    if owner is not None:
        os.chown(path, owner.uid, owner.gid, follow_symlinks=False)
