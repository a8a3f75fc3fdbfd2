"""Backups of the bench: 5,000 servers with five tiers each, and a year of their runs, about six million."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from backups.actions.schedules import schedules_follow
from backups.models import Promise, Run
from backups.turning import runs_heard
from hostops.clocks.slots import slots_of
from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.loading import DOCUMENTS, load
from hostops.policies.schema.document import Document
from tests.bench.copying import WithoutIndexes
from tests.bench.world import World

# Days of history by how many cases the bench has; more than all of them have the last.
_DAYS = {10_000: 37, 100_000: 120}
_YEAR = 370
_DAY = timedelta(days=1)
_HEARD_AT_ONCE = 2000


@dataclass(frozen=True)
class Nights:
    """`following` and `hearing` are seconds: to give all servers their schedules, to hear of all their last copies."""

    schedules: int
    runs: int
    heard: int
    following: float
    hearing: float


def build_nights(world: World, size: int) -> Nights:
    """1. Each contract under a policy with five tiers, of which three are made each night.
    2. Schedules for all servers, from the beginning of the history on.
    3. Runs, night after night as they come in life: 1 in 100 missed, 1 in 200 failed, 1 in 250 suspicious.
    4. The clocks hear of the copies of their present slots.
    """
    days = _DAYS.get(size, _YEAR)
    since = datetime.now(UTC) - days * _DAY
    version = policy_publish(actor=None, document=_five_tiers())
    for tenant in world.tenants:
        contract_bind(actor=None, contract=tenant.contract, version=version, binds_from=since - _DAY)
    began = time.perf_counter()
    schedules = schedules_follow(actor=None, since=since)
    following = time.perf_counter() - began
    with WithoutIndexes(["backups_run"]), connection.cursor() as cursor:
        runs = sum(_night(cursor, *night) for night in _nights(since, days))
    heard, hearing = _hear()
    return Nights(schedules, runs, heard, following, hearing)


def _five_tiers() -> Document:
    """The operations policy, its weekly copy made each night."""
    document = load(DOCUMENTS / "iptor.yaml")
    assert document.backups
    nightly = {"cadence": "nightly", "weekday": None, "time_of_day": "02:00", "house_rules": ("time_of_day", "grace")}
    tiers = [
        tier.model_copy(update=nightly if tier.name == "weekly" else {"retention": tier.retention})
        for tier in document.backups.tiers
    ]
    return document.model_copy(update={"backups": document.backups.model_copy(update={"tiers": tuple(tiers)})})


def _nights(since: datetime, days: int) -> Iterator[tuple[int, str, list[datetime]]]:
    """Promise, retention and the slots that came, a day at a time."""
    promises = [(one.pk, one.parsed, one.timezone) for one in Promise.objects.all()]
    for number in range(days):
        start = since + number * _DAY
        for pk, tier, zone in promises:
            if slots := slots_of(tier, zone, start, min(start + _DAY, datetime.now(UTC) - _DAY / 24)):
                yield pk, tier.retention, slots


def _night(cursor: Any, promise: int, retention: str, slots: list[datetime]) -> int:
    cursor.execute(_RUNS, {"promise": promise, "slots": slots, "kept": retention})
    written: int = cursor.rowcount
    return written


def _hear() -> tuple[int, float]:
    """Tell the clocks of what ended in their present slots."""
    runs = list(Run.objects.raw(_PRESENT))
    began = time.perf_counter()
    for start in range(0, len(runs), _HEARD_AT_ONCE):
        with transaction.atomic():
            runs_heard(runs[start : start + _HEARD_AT_ONCE], actor=None)
    return len(runs), time.perf_counter() - began


# Chance is a hash of schedule and slot, so that the bench is the same each time.
_RUNS = """
INSERT INTO backups_run (schedule_id, slot_at, started_at, finished_at, status, bytes, external_id, tool, message,
    detail, suspicious, via, received_at, expires_at)
SELECT schedule, slot, slot + interval '3 minutes', ended, CASE WHEN lot < 15 THEN 'failed' ELSE 'ok' END,
    20000000000 + 1000000 * lot, md5(schedule::text || slot::text), 'restic', '', '{}',
    CASE WHEN lot BETWEEN 15 AND 18 THEN
        '[{"what": "size", "value": 1, "median": 9, "percent": 11, "bound": 50, "runs": 14}]'::jsonb END,
    'rest', ended, CASE WHEN lot < 15 THEN NULL ELSE ended + %(kept)s::interval END
FROM (
    SELECT terms.schedule_id AS schedule, slot, slot + interval '20 minutes' + lot * interval '1 second' AS ended, lot
    FROM backups_terms AS terms CROSS JOIN unnest(%(slots)s::timestamptz[]) AS slot
    CROSS JOIN LATERAL (SELECT abs(hashtext(terms.schedule_id::text || slot::text)) %% 1000 AS lot) AS drawn
    WHERE terms.promise_id = %(promise)s AND lot >= 10
) AS made
"""
_PRESENT = """
SELECT run.* FROM clocks_clock AS clock
JOIN backups_schedule AS schedule ON schedule.subject_id = clock.subject_id
JOIN backups_run AS run ON run.schedule_id = schedule.id AND run.slot_at = clock.started_at
    AND run.finished_at >= clock.started_at
WHERE clock.kind = 'backup'
"""
