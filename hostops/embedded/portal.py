"""The portal's own processes: the web server, the worker, beat."""

import http.client
import signal
import sys
from collections.abc import Mapping

from hostops.embedded.child import Program
from hostops.embedded.places import REPOSITORY, Places

_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to ask a server that listens everywhere
_LOUD = ("--loglevel", "INFO")
_WORKER = ("--concurrency", "2", "--without-gossip", "--without-mingle", "--without-heartbeat")
_READY, _ALIVE = "/readyz", "/healthz"


def portal_programs(places: Places, environ: Mapping[str, str], *, host: str, port: int) -> tuple[Program, ...]:
    """In the order in which they start. `environ` has everything the settings need."""
    web = ("gunicorn", "--config", "python:hostops.gunicorn", "--bind", _netloc(host, port), "hostops.wsgi")
    beat = (
        "celery",
        "-q",  # no banner: its log is JSON lines alone
        "-A",
        "hostops",
        "beat",
        *_LOUD,
        "--schedule",
        str(places.run / "beat-schedule"),
        "--pidfile=",
    )
    worker = ("celery", "-q", "-A", "hostops", "worker", *_LOUD, *_WORKER)
    return (
        _program("web", web, places, environ, signal.SIGTERM),
        # A worker that loses the database and the queue at once would wait for both; its tasks bear being killed.
        _program("worker", worker, places, environ, signal.SIGKILL),
        _program("beat", beat, places, environ, signal.SIGKILL),
    )


def page(host: str, port: int) -> str:
    """The address to open in a browser on this machine."""
    return f"http://{_netloc(_ANYWHERE.get(host, host), port)}/"


def unready(host: str, port: int) -> str | None:
    """None once the portal says that it is ready to serve, else what it says or that it does not answer yet."""
    status, words = _get(host, port, _READY)
    if status == 404:
        status, words = _get(host, port, _ALIVE)
    return None if status == 200 else words


def _get(host: str, port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection(_ANYWHERE.get(host, host), port, timeout=2)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read(2000).decode(errors="replace").strip()
    except (OSError, http.client.HTTPException) as error:
        return 0, f"no answer yet ({error})"
    finally:
        connection.close()


def _netloc(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _program(
    name: str,
    module: tuple[str, ...],
    places: Places,
    environ: Mapping[str, str],
    orphan_signal: signal.Signals,
) -> Program:
    return Program(
        name=name,
        argv=(sys.executable, "-m", *module),
        env=environ,
        cwd=REPOSITORY,
        log=places.log / f"{name}.log",
        pid_file=places.run / f"{name}.pid",
        orphan_signal=orphan_signal,
    )
