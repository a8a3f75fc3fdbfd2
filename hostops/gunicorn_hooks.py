"""How gunicorn's processes log, and count together. `hostops.gunicorn` is the configuration that uses it."""

import gc
import os
import re
import shutil
import tempfile
from datetime import timedelta
from logging import Formatter
from typing import Any

from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from pythonjsonlogger.json import JsonFormatter

# Long words in an address are secrets (the key of a calendar, of a ping), and logs are no place for them.
_SECRET = re.compile(r"[A-Za-z0-9_-]{20,}")
# How many more objects than went away before one looks for cycles; a page makes tens of thousands, and few are left.
_COLLECTED_EVERY = (20_000, 20, 20)
_SHARED, _OURS = "PROMETHEUS_MULTIPROC_DIR", "HOSTOPS_METRICS_DIR"


class JsonLogger(Logger):
    """gunicorn's own lines and one for each request, as JSON lines like all others."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(_formatter())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        self.access_log.info("request", extra=_seen(resp, environ, request_time))


def pre_fork(_server: Any, _worker: Any) -> None:
    """What is loaded once is nobody's garbage: a collection that walks all of it takes 0.2 s, amid somebody's page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_EVERY)


def _formatter() -> Formatter:
    return JsonFormatter(
        "%(asctime)s %(levelname)s %(name)s %(message)s",
        rename_fields={"asctime": "at", "levelname": "level", "name": "logger"},
    )


def _seen(resp: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
    answered = {name.lower(): value for name, value in resp.headers}
    return {
        "method": environ.get("REQUEST_METHOD"),
        "path": _SECRET.sub("***", environ.get("PATH_INFO", "")),
        "status": resp.status_code,
        "bytes": resp.sent,
        "seconds": round(request_time.total_seconds(), 4),
        "address": environ.get("REMOTE_ADDR"),
        "request_id": answered.get("x-request-id", ""),
    }


def count_together() -> None:
    """Give the workers a folder of this run's own to count in, so that any of them answers `/metrics` for all.

    To be called before anything imports `prometheus_client`, which looks for it once.
    """
    if _SHARED not in os.environ:
        os.environ[_SHARED] = tempfile.mkdtemp(prefix="hostops-metrics-")
        os.environ[_OURS] = os.environ[_SHARED]


def child_exit(server: Any, worker: Any) -> None:
    """A worker has ended: its gauges go with it, its counts stay in the sum."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(server: Any) -> None:
    if ours := os.environ.get(_OURS):
        shutil.rmtree(ours, ignore_errors=True)
