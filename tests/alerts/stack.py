"""A whole portal of a test's own, to be ill-treated: database, queue, one worker, two beats, no web server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg2
from redis import Redis

from hostops.embedded.places import REPOSITORY
from hostops.embedded.postgres import Postgres
from hostops.embedded.valkey import Valkey

_HOUSE = """
INSERT INTO accounts_account (slug, name, timezone, created_at) VALUES ('harbor', 'Harbor', 'UTC', now());
INSERT INTO accounts_person (
    username, full_name, email, password, phone, role, timezone, day_starts, day_ends, is_active, created_at)
VALUES ('manager', 'Manager', 'manager@example.com', '', '', 'manager', 'UTC', '08:00', '20:00', true, now());
INSERT INTO policies_policy (slug, title, provider) VALUES ('p', 'Policy', 'Provider');
INSERT INTO policies_policyversion (policy_id, number, document, holidays, sha256, published_at)
SELECT id, 1, '{}', '{}', '', now() FROM policies_policy;
"""
_CLOCKS = """
WITH subject AS (
    INSERT INTO subjects_subject (account_id, kind, reference, title)
    SELECT account.id, 'scene', %(batch)s || '-' || number, 'Shop is down'
    FROM accounts_account AS account, generate_series(1, %(count)s) AS number
    RETURNING id
), due AS (
    SELECT id, now() + random() * make_interval(secs => %(within)s) AS at FROM subject
)
INSERT INTO clocks_clock (
    subject_id, kind, key, cycle, revision, clause, version_id, opened_at, started_at, due_at, thresholds, next_at,
    set_aside)
SELECT due.id, 'response', '', 1, 0, 'p:1', version.id, now(), now(), due.at, jsonb_build_array(
    said_nothing || jsonb_build_object('key', '80%%', 'at', due.at),
    said_nothing || jsonb_build_object('key', 'breach', 'at', due.at + interval '1 second')
), due.at, ''
FROM due, policies_policyversion AS version,
    jsonb_build_object('revision', 0, 'tell', '["managers"]'::jsonb, 'wakes', true, 'said', false) AS said_nothing
"""
# Of one batch: clocks, alerts, mails that have been sent.
_OUTCOME = """
SELECT count(DISTINCT clock.id), count(DISTINCT alert.id), count(DISTINCT mail.id) FILTER (WHERE mail.state = 'sent')
FROM subjects_subject AS subject JOIN clocks_clock AS clock ON clock.subject_id = subject.id
LEFT JOIN alerts_alert AS alert ON alert.clock_id = clock.id
LEFT JOIN alerts_delivery AS mail ON mail.alert_id = alert.id AND mail.channel = 'email'
WHERE subject.reference LIKE %s || '-%%'
"""


class Stack:
    """The processes and how to look at what they did. Made by `stack`."""

    def __init__(self, folder: Path, postgres: Postgres, valkey: Valkey) -> None:
        self.folder, self.postgres, self.valkey = folder, postgres, valkey
        self._env = os.environ | {
            "DATABASE_URL": postgres.url,
            "REDIS_URL": valkey.url,
            "HOSTOPS_DATA": str(folder),
            "HOSTOPS_ENV": "test",
        }
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def run(self, *words: str) -> None:
        subprocess.run([sys.executable, *words], cwd=REPOSITORY, env=self._env, check=True, capture_output=True)

    def start(self, name: str, *words: str) -> None:
        """Start `celery`; what it says goes to `name`.log."""
        # as root celery warns before it has read how to log
        celery = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "-q", "-A", "hostops"]
        with (self.folder / f"{name}.log").open("ab") as log:
            self._running[name] = subprocess.Popen(
                [*celery, *words],
                cwd=REPOSITORY,
                env=self._env,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start_worker(self) -> None:
        self.start("worker", "worker", "-l", "INFO", "-c", "2", "--without-gossip", "--without-mingle")

    def kill(self, name: str) -> None:
        """`kill -9`, the process and its children at once."""
        process = self._running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_all(self) -> None:
        for name in list(self._running):
            self.kill(name)

    def sql(self, text: str, *given: Any) -> list[tuple[Any, ...]]:
        connection = psycopg2.connect(self.postgres.url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(text, given[0] if given and isinstance(given[0], dict) else given or None)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            connection.close()

    def let_run_out(self, batch: str, count: int, within: float) -> None:
        """Clocks that cross 80% within so many seconds, and are due a second later."""
        self.sql(_CLOCKS, {"batch": batch, "count": count, "within": within})

    def outcome(self, batch: str) -> tuple[int, int, int]:
        """Clocks, alerts and sent mails of the batch."""
        [(clocks, alerts, mails)] = self.sql(_OUTCOME, batch)
        return clocks, alerts, mails

    def let_time_pass_in_flight(self) -> None:
        """What hung in flight has done so for long: the reaper need not be waited for."""
        self.sql("UPDATE alerts_delivery SET in_flight_since = now() - interval '1 hour' WHERE state = 'in_flight'")

    def forget_queue(self) -> None:
        Redis.from_url(self.valkey.url).flushall()

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The log of a process; every line of it must be JSON."""
        return [json.loads(line) for line in (self.folder / f"{name}.log").read_text().splitlines()]


def until(happened: Callable[[], bool], seconds: float, what: Callable[[], object]) -> None:
    """Look again and again, for so long."""
    deadline = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < deadline, what()
        time.sleep(0.05)


@contextmanager
def stack(folder: Path) -> Iterator[Stack]:
    """The portal, migrated and with a manager to tell, its worker and its beats running."""
    with ExitStack() as ending:
        postgres, valkey = Postgres(folder, durable=False, say=lambda _: None), Valkey(folder)
        ending.callback(postgres.stop)
        postgres.start()
        ending.callback(valkey.stop)
        valkey.start()
        portal = Stack(folder, postgres, valkey)
        ending.callback(portal.kill_all)
        portal.run("manage.py", "migrate", "--skip-checks")
        portal.sql(_HOUSE)
        portal.start_worker()
        for beat in ("beat", "other-beat"):
            portal.start(beat, "beat", "-l", "INFO", "--schedule", str(folder / beat), "--pidfile=")
        yield portal
