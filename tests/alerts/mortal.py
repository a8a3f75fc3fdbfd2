"""A process that does a worker's round and can be killed at any point of it.

Run as `python -m tests.alerts.mortal FOLDER`, with the folder for its mails. It reads a line of JSON
for each round, lets a child do it and answers how the child ended. `die_at` is the point at which
the child kills itself, as `kill -9` would: before and after each statement and each commit, and on
both sides of handing a mail over. Where a round has fewer points it ends by itself and says how
many there were.
"""

import json
import os
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import django
from django.core.mail import EmailMessage
from django.core.mail.backends.filebased import EmailBackend


class Fate:
    """Counts points, and ends the process at the one it was given (0: never)."""

    def __init__(self, die_at: int = 0) -> None:
        self.die_at = die_at
        self.passed = 0

    def point(self) -> None:
        self.passed += 1
        if self.passed == self.die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, act: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        self.point()
        result = act(*args, **kwargs)
        self.point()
        return result


FATE = Fate()


class MortalPost(EmailBackend):
    """Mails into files, with a point on either side."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        return int(FATE.around(super().send_messages, email_messages))


def _round(order: dict[str, Any]) -> None:
    from hostops.alerts import escalation, outbox, routing, sweep
    from hostops.lib.now import moved_to

    did = {}
    with moved_to(datetime.fromisoformat(order["now"])):
        if "sweep" in order["does"]:
            did["sweep"] = sweep.sweep(order.get("limit", 500))
        if "escalate" in order["does"]:
            did["escalate"] = escalation.escalate()
        if "route" in order["does"]:
            did["route"] = routing.route(order.get("limit", 500))
        if "deliver" in order["does"]:
            did["deliver"] = outbox.deliver()
    _say({"end": "by itself", "points": FATE.passed, **did})


def _watch_statements() -> None:
    from django.db import connection

    commit = connection._commit  # type: ignore[attr-defined]
    connection._commit = lambda: FATE.around(commit)  # type: ignore[attr-defined]
    connection.execute_wrappers.append(lambda execute, *rest: FATE.around(execute, *rest))


def _child(order: dict[str, Any]) -> None:
    FATE.die_at = order.get("die_at", 0)
    _watch_statements()
    _round(order)


def _say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    from django.conf import settings

    django.setup()
    from hostops.alerts import escalation, outbox, routing, sweep  # noqa: F401 - read once, here, for all children

    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "tests.alerts.mortal.MortalPost", sys.argv[1]
    _say({"end": "ready"})
    for line in sys.stdin:
        pid = os.fork()
        if pid == 0:
            sys.modules["tests.alerts.mortal"] = sys.modules["__main__"]  # one FATE, whoever imports it
            _child(json.loads(line))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if os.WIFSIGNALED(status):
            _say({"end": "killed", "signal": os.WTERMSIG(status)})
        elif status:
            _say({"end": "failed"})


if __name__ == "__main__":
    main()
