"""The sweep: what must be said now, and said once.

1. Claim a batch of clocks whose `next_at` has come, by the partial index, skipping what another
   worker holds. The cost follows what is due, not what is open.
2. Look again before believing: the rows are locked now, so what they say holds.
3. Write an alert for each threshold behind, dated with the threshold's own instant. The database
   allows each once; a repeat is no error.
4. Mark the thresholds said and move `next_at` on, in one update.
5. Commit. A worker killed anywhere before leaves nothing behind, and the next one finds it all.

A clock whose handling raises is set aside with an alert to operators and stops nobody else.
"""

import json
import logging
import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db import connection, transaction

from hostops.alerts.crossed import Look, look
from hostops.alerts.halving import in_halves
from hostops.alerts.models import Alert
from hostops.clocks.models import Clock
from hostops.lib.now import now
from hostops.lib.text import clean_text

logger = logging.getLogger(__name__)

SET_ASIDE = "set_aside"
# Who looks after the portal itself, where no policy can say it.
OPERATORS = ("managers", "engineers")

# Whole batches as one JSON parameter each: the ORM's way of writing rows costs twice the database's.
_RAISE = """
INSERT INTO alerts_alert (clock_id, cycle, revision, threshold, instant, raised_at, tell, wakes, routed_at)
SELECT * FROM jsonb_to_recordset(%s::jsonb) AS crossing(
    clock_id bigint, cycle int, revision int, threshold text, instant timestamptz, raised_at timestamptz,
    tell jsonb, wakes bool, routed_at timestamptz)
ON CONFLICT DO NOTHING
"""
_MOVE_ON = """
UPDATE clocks_clock AS clock SET thresholds = seen.thresholds, next_at = seen.next_at
FROM jsonb_to_recordset(%s::jsonb) AS seen(id bigint, thresholds jsonb, next_at timestamptz)
WHERE clock.id = seen.id
"""


class Claimed(NamedTuple):
    """A clock that this transaction holds."""

    id: int
    cycle: int
    revision: int
    thresholds: list[Any]


def sweep(limit: int = 500, seconds: float = 20.0) -> int:
    """Handle every clock that is due, in transactions of `limit`; how many they were.

    Stops after `seconds`, so that a flood does not keep routing and delivery waiting: the next
    round goes on. Raises only what the database raises when it is away; nothing is lost by it.
    """
    ends = time.monotonic() + seconds
    total = 0
    while True:
        claimed = sweep_batch(limit)
        total += claimed
        if claimed < limit or time.monotonic() > ends:
            return total


def sweep_batch(limit: int) -> int:
    """One claim, one transaction; how many clocks it held."""
    with transaction.atomic():
        instant = now()
        claimed = _claim(instant, limit)
        in_halves(claimed, partial(_handle, now=instant), partial(_set_aside, now=instant))
    return len(claimed)


def _claim(instant: datetime, limit: int) -> list[Claimed]:
    due = Clock.objects.filter(next_at__lte=instant).select_for_update(skip_locked=True, no_key=True)
    return [Claimed(*row) for row in due.order_by("next_at").values_list(*Claimed._fields)[:limit]]


def _handle(claimed: Sequence[Claimed], *, now: datetime) -> None:
    looks = [(clock, look(clock.thresholds, now)) for clock in claimed]
    left = [{"id": clock.id, "thresholds": seen.thresholds, "next_at": seen.next_at} for clock, seen in looks]
    with connection.cursor() as cursor:
        cursor.execute(_RAISE, [_as_json([row for clock, seen in looks for row in _alerts(clock, seen, now)])])
        cursor.execute(_MOVE_ON, [_as_json(left)])


def _alerts(clock: Claimed, seen: Look, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "clock_id": clock.id,
            "cycle": crossing.cycle or clock.cycle,
            "revision": crossing.revision,
            "threshold": crossing.threshold,
            "instant": crossing.instant,
            "raised_at": now,
            "tell": crossing.tell,
            "wakes": crossing.wakes,
            "routed_at": None if crossing.tell else now,  # nobody to be told: the router need not look
        }
        for crossing in seen.crossings
    ]


def _as_json(rows: Sequence[dict[str, Any]]) -> str:
    return json.dumps(rows, default=datetime.isoformat)


def _set_aside(clock: Claimed, error: Exception, *, now: datetime) -> None:
    """Keep why, silence the clock, and tell the operators: it wakes them, for it may be a Level 1's."""
    why = clean_text(f"{type(error).__name__}: {error}")[:1000]
    logger.error("clock set aside", exc_info=error, extra={"clock": clock.id})
    Clock.objects.filter(pk=clock.id).update(set_aside=why, next_at=None)
    said = Alert.objects.filter(clock_id=clock.id, cycle=clock.cycle, revision=clock.revision)
    again = said.filter(threshold__startswith=SET_ASIDE).count()
    Alert.objects.create(
        clock_id=clock.id,
        cycle=clock.cycle,
        revision=clock.revision,
        threshold=f"{SET_ASIDE}:{again + 1}" if again else SET_ASIDE,
        instant=now,
        raised_at=now,
        tell=list(OPERATORS),
        wakes=True,
    )
