"""A PostgreSQL of the portal's own, from the wheel, reached by a socket that only its user can open."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg2

from hostops.embedded.child import Child, Program, end_process
from hostops.embedded.cluster import SERVER_ENV, SUPERUSER, ready_cluster
from hostops.embedded.identity import alive, command_line
from hostops.embedded.logs import last_lines
from hostops.embedded.owner import Owner, database_owner
from hostops.embedded.places import REPOSITORY, Places
from hostops.embedded.shelter import database_home, give_all, remove_database
from hostops.embedded.trouble import Trouble
from hostops.embedded.wheels import postgres_programs

DATABASE = "hostops"
_SOCKET_NAME = ".s.PGSQL.5432"
_SHORT = Path("/tmp")  # noqa: S108 - where a socket goes whose path would be too long; its folder is its owner's alone
_LONGEST_SOCKET_PATH = 103  # bytes; the least of the systems that the wheel is made for
_START_SECONDS = 120.0  # a start after a crash replays what was not yet in the tables

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "max_wal_size": "256MB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    # One forgotten transaction makes the sweep's question hundreds of times slower for everybody.
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
}
# What a database that is thrown away need not do: survive a power cut.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """The server of one data folder. `url` is what DATABASE_URL takes; `identity` names this one database's making."""

    def __init__(self, data: Path, *, durable: bool = True, say: Callable[[str], None] = print) -> None:
        """Prepare the folder, the programs and, the first time, the database. Starts no server.

        `durable=False` makes one to throw away: faster, without protection from a power cut.
        """
        self._places = Places(data.absolute())
        self._places.prepare()
        self._say = say
        self._durable = durable
        owner = database_owner(_first_existing(self._places.data / "postgres" / "cluster", REPOSITORY))
        home = database_home(self._places.data, owner, say=say)
        programs = postgres_programs(home, owner)
        self._cluster = ready_cluster(home, programs, owner, durable=durable)
        self.identity = str((self._cluster / "PG_VERSION").stat().st_mtime_ns)
        self.socket = _socket_folder(home, owner)
        self.url = self._url(DATABASE)
        self.child = Child(self._program(programs, owner), before_start=self.mend)

    def start(self, *, pause: Callable[[float], None] = time.sleep) -> None:
        """Start the server and wait until it answers. Raises Trouble, with the log's last lines, if it does not."""
        self.child.start()
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self.child.exit_code() is not None or time.monotonic() > deadline:
                log = self.child.program.log
                raise Trouble(f"PostgreSQL did not start. The end of {log}:\n{last_lines(log)}")
            pause(0.03)

    def stop(self) -> None:
        """Stop the server; a fast shutdown, nothing is lost."""
        self.child.stop()
        if self.socket.parent == _SHORT:
            shutil.rmtree(self.socket, ignore_errors=True)

    def mend(self) -> None:
        """Clear what a killed run left: a server that still runs, or a lock file with a number that is another's now.

        A lock file whose process is gone is left to PostgreSQL: it uses it to see whether a part still works.
        """
        lock = self._cluster / "postmaster.pid"
        try:
            pid = int(lock.read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return
        if not alive(pid):
            self._say("PostgreSQL was not stopped the last time; it recovers by itself.")
        elif str(self._cluster) in command_line(pid):
            self._say(f"Stopping a PostgreSQL that an earlier run left behind (process {pid}).")
            end_process(pid, signal.SIGINT, 10.0)
        else:
            self._say(f"Clearing a stale lock of PostgreSQL ({lock}: process {pid} is another program now).")
            lock.unlink()

    def _url(self, database: str) -> str:
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.socket), safe='')}"

    def _program(self, programs: Path, owner: Owner | None) -> Program:
        settings = SETTINGS | ({} if self._durable else THROWAWAY) | {"unix_socket_directories": str(self.socket)}
        return Program(
            name="postgres",
            argv=(
                str(programs / "postgres"),
                "-D",
                str(self._cluster),
                *(word for name, value in settings.items() for word in ("-c", f"{name}={value}")),
            ),
            env=SERVER_ENV,
            log=self._places.log / "postgres.log",
            pid_file=self._places.run / "postgres.pid",
            owner=owner,
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
            patience=20.0,
        )

    def _answers(self) -> bool:
        """Whether it takes connections; makes the portal's database the first time."""
        try:
            connection = psycopg2.connect(self._url("postgres"), connect_timeout=5)
        except psycopg2.OperationalError:
            return False
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
        connection.close()
        return True


@contextmanager
def running_postgres(data: Path, *, durable: bool = True, say: Callable[[str], None] = print) -> Iterator[str]:
    """A running server for the length of the block; gives its URL. Without `durable` its data goes with it."""
    server = Postgres(data, durable=durable, say=say)
    try:
        server.start()
        yield server.url
    finally:
        server.stop()
        if not durable:
            remove_database(data)


def _socket_folder(home: Path, owner: Owner | None) -> Path:
    """A folder only the owner can open, with a path that is short and plain enough for a socket."""
    folder = home / "socket"
    plain = not set(str(folder)) & set(',"\n')
    if plain and len(os.fsencode(folder / _SOCKET_NAME)) <= _LONGEST_SOCKET_PATH:
        folder.mkdir(mode=0o700, exist_ok=True)
    else:
        folder = Path(tempfile.mkdtemp(prefix="hostops-", dir=_SHORT))
    give_all(folder, owner)
    return folder


def _first_existing(*folders: Path) -> Path:
    return next(folder for folder in folders if folder.exists())
