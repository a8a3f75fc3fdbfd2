"""As whom PostgreSQL runs. It refuses to run as root, and root's private folders are closed to everyone else."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

from hostops.embedded.trouble import Trouble


@dataclass(frozen=True, slots=True)
class Owner:
    """A system user that a process is started as."""

    name: str
    uid: int
    gid: int


class StartAs(TypedDict, total=False):
    """The arguments of `subprocess` that change the user."""

    user: int
    group: int
    extra_groups: tuple[int, ...]


def start_as(owner: Owner | None) -> StartAs:
    """Arguments for `subprocess.Popen`; none for None, which means the present user."""
    return {} if owner is None else {"user": owner.uid, "group": owner.gid, "extra_groups": ()}


def database_owner(folder: Path) -> Owner | None:
    """None where the present user will do; as root the owner of `folder` or, if that is root, `nobody`.

    Raises Trouble where PostgreSQL could find no name for its user, or root may not start it as another.
    """
    if os.geteuid() != 0:
        if _named(os.geteuid()) is None:
            raise Trouble(
                f"The system has no name for user {os.geteuid()}, and PostgreSQL will not run without one. "
                "Run as a user that has one, or set DATABASE_URL to a PostgreSQL that runs elsewhere."
            )
        return None
    owner = _named(folder.stat().st_uid, but_not_root=True) or _nobody()
    try:
        subprocess.run(["/bin/sh", "-c", ":"], cwd="/", check=True, **start_as(owner))
    except OSError:
        raise Trouble(
            f"PostgreSQL will not run as root, and this system lets root start nothing as `{owner.name}`. "
            "Run as another user, or set DATABASE_URL to a PostgreSQL that runs elsewhere."
        ) from None
    return owner


def can_enter(folder: Path, owner: Owner | None) -> bool:
    """Whether that user can go into the folder: tried, not computed, so that every kind of right counts."""
    tried = subprocess.run(
        ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)],
        cwd="/",
        stderr=subprocess.DEVNULL,
        check=False,
        **start_as(owner),
    )
    return tried.returncode == 0


def can_run(program: Path, owner: Owner | None) -> bool:
    """Whether that user can run the program: `program --version` is run."""
    try:
        tried = subprocess.run([program, "--version"], cwd="/", capture_output=True, check=False, **start_as(owner))
    except OSError:
        return False
    return tried.returncode == 0


def _named(uid: int, *, but_not_root: bool = False) -> Owner | None:
    if but_not_root and uid == 0:
        return None
    try:
        entry = pwd.getpwuid(uid)
    except KeyError:
        return None
    return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _nobody() -> Owner:
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise Trouble(
            "PostgreSQL will not run as root, and this system has no user `nobody` to run it as. "
            "Run as another user, or set DATABASE_URL to a PostgreSQL that runs elsewhere."
        ) from None
    return Owner(entry.pw_name, entry.pw_uid, entry.pw_gid)
