"""A Valkey of the portal's own, from the wheel: on a free port of this machine, behind a password made for the run.

A port rather than a socket, because one `redis://` URL then serves the cache, Celery and every client alike.
It keeps nothing on disk: what must survive is in the database.
"""

import os
import secrets
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hostops.embedded.child import Child, Program
from hostops.embedded.logs import last_lines
from hostops.embedded.places import Places
from hostops.embedded.ports import free_port
from hostops.embedded.trouble import Trouble
from hostops.embedded.wheels import valkey_server

_HOST = "127.0.0.1"
_START_SECONDS = 20.0
_TRIES = 5  # ports to try, should another program take the free one in between


class Valkey:
    """The server of one data folder. `url` is what REDIS_URL takes; known once it has started."""

    def __init__(self, data: Path) -> None:
        self._places = Places(data.absolute())
        self._places.prepare()
        self._server = valkey_server()
        self._password = secrets.token_urlsafe(24)
        self._take_port()

    @property
    def url(self) -> str:
        return f"redis://:{self._password}@{_HOST}:{self._port}/0"

    def start(self, *, pause: Callable[[float], None] = time.sleep) -> None:
        """Start the server and wait until it answers. Raises Trouble, with the log's last lines, if it does not."""
        for _ in range(_TRIES):
            self.child.start()
            if self._comes_up(pause):
                return
            self.child.stop()
            self._take_port()
        log = self.child.program.log
        raise Trouble(f"Valkey did not start. The end of {log}:\n{last_lines(log)}")

    def stop(self) -> None:
        self.child.stop()

    def _take_port(self) -> None:
        self._port = free_port(_HOST)
        self.child = Child(self._program())

    def _program(self) -> Program:
        settings = [
            f"bind {_HOST}",
            f"port {self._port}",
            f"requirepass {self._password}",
            'save ""',
            "appendonly no",
            "maxmemory-policy noeviction",  # a queue must refuse rather than forget
        ]
        return Program(
            name="valkey",
            # Read from its input, so that the password is neither in a file nor in the list of processes.
            argv=(str(self._server), "-"),
            stdin="\n".join(settings).encode() + b"\n",
            env={"PATH": os.defpath},
            cwd=self._places.run,
            log=self._places.log / "valkey.log",
            pid_file=self._places.run / "valkey.pid",
        )

    def _comes_up(self, pause: Callable[[float], None]) -> bool:
        deadline = time.monotonic() + _START_SECONDS
        while self.child.running() and time.monotonic() < deadline:
            if self._answers():
                return True
            pause(0.02)
        return False

    def _answers(self) -> bool:
        """Whether our own server answers there; another's would refuse the password."""
        try:
            with (
                socket.create_connection((_HOST, self._port), timeout=2) as line,
                line.makefile("rb") as answers,
            ):
                line.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                return [answers.readline().strip(), answers.readline().strip()] == [b"+OK", b"+PONG"]
        except OSError:
            return False


@contextmanager
def running_valkey(data: Path) -> Iterator[str]:
    """A running server for the length of the block; gives its URL."""
    server = Valkey(data)
    try:
        server.start()
        yield server.url
    finally:
        server.stop()
