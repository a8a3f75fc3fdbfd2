"""The embedded PostgreSQL and Valkey that the whole run shares, started before Django reads its settings.

A pytest plugin, loaded by name from `pyproject.toml`. The controlling process starts the servers
and its xdist workers find them in the environment; each has its own database, and its own number
in Valkey. `DATABASE_URL` and `REDIS_URL` that are given are used as they are.
"""

import atexit
import os
import shutil
import signal
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from hostops.embedded.postgres import running_postgres
from hostops.embedded.valkey import running_valkey

_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def _start() -> None:
    stack = ExitStack()
    atexit.register(stack.close)
    data = Path(tempfile.mkdtemp(prefix="hostops-tests-", dir="/tmp"))
    data.chmod(0o755)  # as root the database runs as somebody else, who must pass through
    stack.callback(shutil.rmtree, data, ignore_errors=True)
    os.environ["HOSTOPS_ENV"] = "test"
    os.environ["HOSTOPS_DATA"] = str(data)
    if not os.environ.get("DATABASE_URL"):
        os.environ["DATABASE_URL"] = stack.enter_context(running_postgres(data, durable=False, say=lambda _: None))
    if not os.environ.get("REDIS_URL"):
        os.environ["REDIS_URL"] = stack.enter_context(running_valkey(data))


def _own_share() -> None:
    """A worker's own number in Valkey and its own folder for files."""
    number = int(_WORKER.removeprefix("gw")) + 1
    os.environ["REDIS_URL"] = os.environ["REDIS_URL"].rsplit("/", 1)[0] + f"/{number}"
    own = Path(os.environ["HOSTOPS_DATA"]) / _WORKER
    own.mkdir(exist_ok=True)
    os.environ["HOSTOPS_DATA"] = str(own)


def _heed_signals() -> None:
    """A shell starts what runs in the background deaf to SIGINT, nohup to SIGHUP; the tests of signals send both."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def _compile_once() -> None:
    """Also where the environment asks Python to keep nothing compiled: a run starts a hundred processes and more."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


_heed_signals()
_compile_once()
if _WORKER:
    _own_share()
else:
    _start()
