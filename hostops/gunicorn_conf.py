"""How gunicorn logs, and what it does when one of its workers ends.

Used as `gunicorn --config python:hostops.gunicorn_conf hostops.wsgi`.
"""

import os
import re
from datetime import timedelta
from logging import Formatter
from pathlib import Path
from typing import Any

from gunicorn.config import Config  # type: ignore[import-untyped]
from gunicorn.glogging import Logger  # type: ignore[import-untyped]
from prometheus_client import multiprocess
from pythonjsonlogger.json import JsonFormatter

# Long words in an address are secrets (the key of a calendar, of a ping), and logs are no place for them.
_SECRET = re.compile(r"[A-Za-z0-9_-]{20,}")


class JsonLogger(Logger):  # type: ignore[misc]
    """gunicorn's own lines and one for each request, as JSON lines like all others."""

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for log in (self.error_log, self.access_log):
            for handler in log.handlers:
                handler.setFormatter(_formatter())

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        self.access_log.info("request", extra=_seen(resp, environ, request_time))


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


def on_starting(server: Any) -> None:
    """Forget what the processes of an earlier run had counted."""
    if shared := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        Path(shared).mkdir(parents=True, exist_ok=True)
        for left in Path(shared).glob("*.db"):
            left.unlink(missing_ok=True)


def child_exit(server: Any, worker: Any) -> None:
    """A worker's gauges go with it; its counts stay in the sum."""
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


logger_class = JsonLogger
accesslog = errorlog = "-"
