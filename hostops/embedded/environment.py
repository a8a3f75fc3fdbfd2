"""Where a command finds the database and the queue: given, or of a portal that runs, or started for it alone."""

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hostops.embedded.child import Child
from hostops.embedded.lock import Held, Holder, held, holder_of, shared, wait_for_all
from hostops.embedded.places import Places
from hostops.embedded.postgres import Postgres
from hostops.embedded.trouble import Trouble
from hostops.embedded.valkey import Valkey

_NEED_NO_SERVERS = ("", "help", "--help", "-h", "version", "--version", "collectstatic")
_OTHER_STARTS = 120.0  # seconds to wait for a portal that is just starting


@dataclass(frozen=True, slots=True)
class Servers:
    """What was started: the variables that lead there, the processes, and which database it is ('' if not ours)."""

    variables: Mapping[str, str]
    children: tuple[Child, ...]
    database: str


def is_embedded(environ: Mapping[str, str]) -> bool:
    """Whether this environment wants the servers of the embedded stack where it names none itself."""
    return environ.get("HOSTOPS_ENV", "") in ("", "embedded")


def is_given(name: str, environ: Mapping[str, str]) -> bool:
    """Whether a variable is set, by itself or as the name of a file that holds it."""
    return bool(environ.get(name) or environ.get(f"{name}_FILE"))


def value_of(name: str, environ: Mapping[str, str]) -> str:
    """The value of a variable that `is_given`."""
    return environ.get(name) or Path(environ[f"{name}_FILE"]).read_text().strip()


def fill_in(environ: MutableMapping[str, str], places: Places) -> None:
    """What the settings need besides the servers: the data folder, and a secret key of this folder's own."""
    environ["HOSTOPS_DATA"] = str(places.data)
    if not is_given("DJANGO_SECRET_KEY", environ):
        environ["DJANGO_SECRET_KEY"] = places.own_secret_key()


@contextmanager
def servers(
    places: Places,
    environ: Mapping[str, str],
    *,
    say: Callable[[str], None],
    pause: Callable[[float], None] = time.sleep,
) -> Iterator[Servers]:
    """Run the servers that `environ` does not name, for the length of the block. The caller holds the lock."""
    variables: dict[str, str] = {}
    children: list[Child] = []
    database = ""
    with ExitStack() as started:
        if not is_given("DATABASE_URL", environ):
            postgres = Postgres(places.data, say=say)
            started.callback(postgres.stop)
            postgres.start(pause=pause)
            variables["DATABASE_URL"], database = postgres.url, postgres.identity
            children.append(postgres.child)
        if not is_given("REDIS_URL", environ):
            valkey = Valkey(places.data)
            started.callback(valkey.stop)
            valkey.start(pause=pause)
            variables["REDIS_URL"] = valkey.url
            children.append(valkey.child)
        yield Servers(variables, tuple(children), database)


@contextmanager
def announced(places: Places, variables: Mapping[str, str]) -> Iterator[None]:
    """Let other commands find the servers of this run (`running`), for the length of the block."""
    draft = places.environment.with_suffix(".draft")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(dict(variables)))
    draft.rename(places.environment)
    try:
        yield
    finally:
        places.environment.unlink(missing_ok=True)


def running(places: Places) -> dict[str, str] | None:
    """The variables of the run that holds the lock; None if there is none, or it is not so far."""
    if holder_of(places.lock) is None:
        return None
    try:
        found: dict[str, str] = json.loads(places.environment.read_text())
    except (OSError, ValueError):
        return None
    return found


@contextmanager
def environment_for(command: str, environ: MutableMapping[str, str] = os.environ) -> Iterator[None]:
    """Set what Django's settings need to run a command: the servers of the portal that runs, else its own.

    Does nothing in production and in tests, where the environment says everything.
    Raises Trouble, in plain words, where the servers cannot be had.
    """
    if not is_embedded(environ) or command in _NEED_NO_SERVERS:
        yield
        return
    places = Places.of(environ)
    places.prepare()
    fill_in(environ, places)
    with ExitStack() as stack:
        if not (is_given("DATABASE_URL", environ) and is_given("REDIS_URL", environ)):
            for name, value in _found_or_started(command, places, environ, stack).items():
                if not is_given(name, environ):
                    environ[name] = value
        yield


def _found_or_started(command: str, places: Places, environ: Mapping[str, str], stack: ExitStack) -> Mapping[str, str]:
    in_use = places.run / "in-use"
    deadline = time.monotonic() + _OTHER_STARTS
    while time.monotonic() < deadline:
        with ExitStack() as attempt:
            attempt.enter_context(shared(in_use))  # first this, then the look: who is seen here is waited for
            if (found := running(places)) is not None:
                stack.push(attempt.pop_all())
                return found
        try:
            stack.enter_context(held(places.lock, Holder(os.getpid(), f"manage.py {command}")))
        except Held:
            time.sleep(0.1)
            continue
        return _started(places, environ, stack, in_use)
    raise Trouble(
        f"{_name(holder_of(places.lock))} has been starting for {_OTHER_STARTS:.0f} s. Its logs: {places.log}"
    )


def _started(places: Places, environ: Mapping[str, str], stack: ExitStack, in_use: Path) -> Mapping[str, str]:
    """Servers for this command, that stay until the last command that found them is done too."""
    started = stack.enter_context(servers(places, environ, say=_aside))
    stack.callback(wait_for_all, in_use)
    stack.enter_context(announced(places, started.variables))
    return started.variables


def _aside(line: str) -> None:
    """To the error output: what a command prints is for its reader."""
    print(line, file=sys.stderr, flush=True)


def _name(holder: Holder | None) -> str:
    return f"`{holder.what}` (process {holder.pid})" if holder else "Another command"
