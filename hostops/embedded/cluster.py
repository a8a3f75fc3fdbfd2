"""The files of a PostgreSQL database: making them, once."""

import os
import shutil
import subprocess
from pathlib import Path

from hostops.embedded.owner import Owner, start_as
from hostops.embedded.trouble import Trouble
from hostops.embedded.wheels import POSTGRES_MAJOR

SUPERUSER = "postgres"
SERVER_ENV = {"PATH": os.defpath, "LC_ALL": "C"}


def ready_cluster(home: Path, programs: Path, owner: Owner | None, *, durable: bool) -> Path:
    """The database's folder, made if need be.

    It is made aside and moved into place whole, so that an interrupted making leaves nothing.
    Raises Trouble where it cannot be made, or another version of PostgreSQL made it.
    """
    cluster = home / "cluster"
    if not cluster.exists():
        draft = home / "cluster-draft"
        shutil.rmtree(draft, ignore_errors=True)
        _initdb(draft, programs, owner, durable=durable)
        draft.rename(cluster)
    made_by = (cluster / "PG_VERSION").read_text().strip()
    if made_by != POSTGRES_MAJOR:
        raise Trouble(
            f"The database in {cluster} was made by PostgreSQL {made_by}, and the portal brings {POSTGRES_MAJOR}. "
            f"Move its contents with pg_dump of version {made_by}, or move the folder away to begin anew."
        )
    return cluster


def _initdb(folder: Path, programs: Path, owner: Owner | None, *, durable: bool) -> None:
    # The built-in locale sorts and folds the same on every system, whatever locales it has.
    words = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    words += [
        "--auth=trust",
        f"--username={SUPERUSER}",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]
    made = subprocess.run(
        [programs / "initdb", "-D", folder, *words],
        env=SERVER_ENV,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
        **start_as(owner),
    )
    if made.returncode != 0:
        raise Trouble(
            f"PostgreSQL could not make its database in {folder}:\n{made.stderr.strip() or made.stdout.strip()}"
        )
