"""The sweep among all running clocks, and deadlines in memory."""

import time
from datetime import UTC, datetime, timedelta
from threading import Thread

from django.db import connection

from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep, sweep_batch
from hostops.clocks.businesstime import Calendar, Duration, Pause, deadline, parse_hours
from hostops.lib.now import now
from tests.bench.measure import Figure, milliseconds, percentile

BATCH = 5_000
ON_TIME, WITHIN = 1_000, 60
_MOST_RESTING = 120.0
# The plain running clocks of the loader: their subjects are of this kind.
_PLAIN = """SELECT clock.id FROM clocks_clock clock JOIN subjects_subject s ON s.id = subject_id
    WHERE s.kind = 'bench' LIMIT %s OFFSET %s"""


def sweeping() -> list[Figure]:
    """The probe when nothing is due, and how fast a batch that is due goes through.

    The probe is timed as the load left it, when what has died in the index must still be stepped over, and once
    autovacuum has taken that away, as it does within a minute.
    """
    busy = milliseconds(lambda: sweep_batch(500), 200)[0]
    waited = _at_rest()
    probe = milliseconds(lambda: sweep_batch(500), 200)[0]
    due = _make_due(BATCH, 0, "now() - interval '1 second'")
    began = time.perf_counter()
    swept = sweep()
    taken = time.perf_counter() - began
    assert swept >= due
    return [
        Figure("sweep: probe right after the load p50", busy, "ms"),
        Figure("sweep: idle probe p50", probe, "ms", 1.0, note=f"{waited:.0f} s after it"),
        Figure("sweep: due clocks", swept / taken, "/s", 5_000, higher=True, note=f"{swept} clocks"),
    ]


def _at_rest() -> float:
    """Wait until autovacuum has been at the clocks, at most two minutes; gives the seconds waited."""
    began = time.monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        [since] = cursor.fetchone()
        while time.monotonic() - began < _MOST_RESTING:
            cursor.execute(
                "SELECT 1 FROM pg_stat_user_tables WHERE relname = 'clocks_clock' AND last_autovacuum > %s", [since]
            )
            if cursor.fetchone():
                break
            time.sleep(1)
    return time.monotonic() - began


def lag() -> list[Figure]:
    """From the instant of a threshold to its alert: clocks due one by one within a minute, swept each second."""
    begins = now() + timedelta(seconds=1)
    count = _make_due(
        ON_TIME, BATCH, f"'{begins.isoformat()}'::timestamptz + (random() * {WITHIN}) * interval '1 second'"
    )
    sweeper = Thread(target=_sweep_each_second, args=(WITHIN + 4,))
    sweeper.start()
    sweeper.join()
    waits = [
        (raised - instant).total_seconds()
        for raised, instant in Alert.objects.filter(instant__gte=begins, threshold="breach").values_list(
            "raised_at", "instant"
        )
    ]
    assert len(waits) >= count
    return [
        Figure(
            "lag from instant to raised_at p99",
            percentile(waits, 99),
            "s",
            1.5,
            note=f"{len(waits)} clocks in {WITHIN} s",
        )
    ]


def _sweep_each_second(seconds: int) -> None:
    ends = time.monotonic() + seconds
    while (began := time.monotonic()) < ends:
        sweep()
        time.sleep(max(0.0, 1 - (time.monotonic() - began)))
    connection.close()


def _make_due(count: int, skip: int, when: str) -> int:
    """Let plain clocks of the loader come due at the SQL expression `when`; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""WITH chosen AS MATERIALIZED ({_PLAIN}), moment AS MATERIALIZED (SELECT id, {when} AS at FROM chosen)
                UPDATE clocks_clock clock SET due_at = moment.at, next_at = moment.at,
                    thresholds = jsonb_set(thresholds, '{{0,at}}', to_jsonb(moment.at))
                FROM moment WHERE clock.id = moment.id""",
            [count, skip],
        )
        done: int = cursor.rowcount
        cursor.execute("VACUUM clocks_clock")
        return done


def deadlines() -> list[Figure]:
    """Eight business hours over a holiday and a pause, in one process."""
    hours = parse_hours({day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")})
    start = datetime(2026, 12, 24, 14, 0, tzinfo=UTC)
    calendar = Calendar("Europe/Berlin", hours, {start.date() + timedelta(days=1): "Christmas Day"})
    pauses = (Pause(start + timedelta(minutes=30), start + timedelta(minutes=50)),)
    eight = Duration.parse("PT8H")
    times = 20_000
    began = time.perf_counter()
    for second in range(times):
        deadline(start + timedelta(seconds=second % 1200), eight, "business", calendar, pauses)
    return [Figure("deadlines computed", times / (time.perf_counter() - began), "/s", 10_000, higher=True)]
