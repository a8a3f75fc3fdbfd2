"""The portal as production runs it: gunicorn with two workers, production settings, its own process."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hostops.embedded.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SECRET = "bench-" + "k3Zq" * 15
PRODUCTION = {
    "HOSTOPS_ENV": "production",
    "DJANGO_SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "127.0.0.1",
    "PUBLIC_URL": "https://bench.example.com",
    "EMAIL_URL": "dummymail://",
    "MAIL_FROM": "Bench <bench@example.com>",
    "SSL_REDIRECT": "false",
    "API_RATE": "10000000/min",
    "LOG_LEVEL": "WARNING",
}


@contextmanager
def served(data: Path) -> Iterator["Client"]:
    """A client of the portal on a free port, while the block lasts."""
    port = free_port()
    argv = [
        sys.executable,
        "-m",
        "gunicorn",
        "--config",
        "python:hostops.gunicorn",
        "--bind",
        f"127.0.0.1:{port}",
        "hostops.wsgi",
    ]
    with (data / "gunicorn.log").open("wb") as log:
        server = subprocess.Popen(argv, cwd=ROOT, env=os.environ | {"WEB_WORKERS": "2"}, stdout=log, stderr=log)
        try:
            yield _when_up(port)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _when_up(port: int) -> "Client":
    for _ in range(200):
        try:
            client = Client(port, {})
            if client.get("/healthz")[0] == 200:
                return client
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn did not come up")


class Client:
    """One kept connection."""

    def __init__(self, port: int, headers: Mapping[str, str]) -> None:
        self.port, self.headers = port, dict(headers)
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def sibling(self, **headers: str) -> "Client":
        return Client(self.port, headers)

    def get(self, path: str) -> tuple[int, bytes]:
        return self._ask("GET", path)

    def post(self, path: str, body: Mapping[str, Any]) -> tuple[int, bytes]:
        return self._ask("POST", path, json.dumps(body), {"Content-Type": "application/json"})

    def _ask(self, method: str, path: str, body: str | None = None, more: Mapping[str, str] = {}) -> tuple[int, bytes]:
        self._connection.request(method, path, body, {**self.headers, **more})
        answer = self._connection.getresponse()
        return answer.status, answer.read()
