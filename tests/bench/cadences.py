"""Patching of the bench: 5,000 servers patched each week, and two years of their weeks, about 520,000."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connection

from hostops.accounts.models import Server
from hostops.policies.actions import contract_bind, policy_publish
from hostops.policies.loading import DOCUMENTS, load
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.models import PatchDuty, PatchOwed
from maintenance.patching.rules.periods import periods_within
from tests.bench.copying import WithoutIndexes
from tests.bench.world import World

# Weeks of history by how many cases the bench has; more than all of them have the last.
_WEEKS = {10_000: 26, 100_000: 52}
_TWO_YEARS = 104
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)


@dataclass(frozen=True)
class Cadences:
    """`following` are the seconds in which all servers were given their duties."""

    duties: int
    owed: int
    following: float


def build_cadences(world: World, size: int) -> Cadences:
    """1. Each contract under a policy that patches Linux each week, and all servers on it.
    2. Duties for all of them, with the present week and its clock.
    3. The weeks before, of which 1 in 100 was late and 1 in 300 never came; all but the last are closed.
    """
    version = policy_publish(actor=None, document=load(DOCUMENTS / "iptor.yaml"))
    for tenant in world.tenants:
        contract_bind(actor=None, contract=tenant.contract, version=version, binds_from=datetime.now(UTC) - _DAY)
    Server.objects.update(platform="linux")
    began = time.perf_counter()
    duties = duties_follow(actor=None)
    following = time.perf_counter() - began
    now, weeks = datetime.now(UTC), _WEEKS.get(size, _TWO_YEARS)
    zone = version.parsed.policy.timezone
    past = [one for one in periods_within("iso_week", zone, now - weeks * _WEEK, now) if one.ends_at <= now]
    PatchDuty.objects.update(created_at=past[0].starts_at)
    tables = ["maintenance_patchowed", "maintenance_closedperiod"]
    with WithoutIndexes(tables), connection.cursor() as cursor:
        for one in past:
            cursor.execute(_OWED, {"starts": one.starts_at, "due": one.ends_at, "name": one.name})
        cursor.execute(_CLOSED, {"until": now - 10 * _DAY})
    return Cadences(duties, PatchOwed.objects.count(), following)


# Chance is a hash of duty and week, so that the bench is the same each time.
_OWED = """
INSERT INTO maintenance_patchowed (duty_id, promise_id, what, because, clause, cause, starts_at, due_at, done_at,
    dropped_reason)
SELECT duty, promise, 'period', 'cadence', 'iptor:4b', %(name)s, %(starts)s, %(due)s,
    CASE WHEN lot < 10 THEN %(due)s + interval '30 hours'
        WHEN lot < 13 THEN NULL ELSE %(starts)s + interval '40 hours' + lot * interval '1 minute' END, ''
FROM (
    SELECT id AS duty, promise_id AS promise, abs(hashtext(id::text || %(name)s)) %% 1000 AS lot
    FROM maintenance_patchduty
) AS drawn
"""
_CLOSED = """
INSERT INTO maintenance_closedperiod (account_id, platform, starts_at, ends_at, on_time, late, excepted, figures,
    sha256, closed_at)
SELECT server.account_id, duty.platform, owed.starts_at, owed.due_at,
    count(*) FILTER (WHERE owed.done_at <= owed.due_at),
    count(*) FILTER (WHERE owed.done_at IS NULL OR owed.done_at > owed.due_at), 0, '{}',
    md5(server.account_id::text || owed.starts_at::text), owed.due_at + interval '3 days'
FROM maintenance_patchowed AS owed
JOIN maintenance_patchduty AS duty ON duty.id = owed.duty_id
JOIN accounts_server AS server ON server.id = duty.server_id
WHERE owed.due_at < %(until)s
GROUP BY server.account_id, duty.platform, owed.starts_at, owed.due_at
"""
