"""The other side of `mortal`: starts it on the test's own database, gives orders, reads how they ended."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection


class Mortal:
    """A process that does rounds. `ask` starts one, `answer` waits for how it ended."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        assert self.answer() == {"end": "ready"}

    def ask(self, **order: Any) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def answer(self) -> dict[str, Any]:
        assert self._process.stdout
        answer: dict[str, Any] = json.loads(self._process.stdout.readline() or '{"end": "gone"}')
        return answer


@contextmanager
def mortal(mail: Path) -> Iterator[Mortal]:
    """A process of its own on the database of this test; its mails become files in `mail`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.alerts.mortal", str(mail)],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": this_database()},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Mortal(process)
    finally:
        process.kill()
        process.wait()


def this_database() -> str:
    """DATABASE_URL for a process that is to see what this test sees."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
