"""The tools that make the demo's copies: what each says of a run."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from backups.models import Run, Schedule
from backups.models.run import Status, Via
from backups.rules.retention import expires_at
from hostops.policies.schema.backups import Tier

_GB = 10**9
_MINUTE = timedelta(minutes=1)
# What it reads, in GB, and how many minutes that takes, by what is copied.
_SIZES = {"code": (2.2, 4), "database": (24.0, 21), "data_drives": (210.0, 150), "system": (11.0, 17)}
# What changed since the last full copy is so much of it.
_CHANGED = 0.07
# A run that went as ever differs by so much.
_USUAL = 0.06
# A copy is removed some hours after it may be; the tool is not asked to hurry.
_REMOVED_AFTER = timedelta(hours=20)


@dataclass(frozen=True)
class Tool:
    """Of one schedule; `zone` is the policy's, in which days of retention are counted."""

    name: str
    via: str
    tier: Tier
    zone: str
    bytes: float
    minutes: float

    def run(
        self, schedule: Schedule, slot: datetime | None, starts: datetime, chance: Random, *, size: float = 1
    ) -> Run:
        """A good one; `size` is a share of the usual."""
        share = size * chance.uniform(1 - _USUAL, 1 + _USUAL)
        ends = starts + max(_MINUTE / 4, share * self.minutes * _MINUTE)
        return Run(
            schedule=schedule,
            slot_at=slot,
            started_at=starts,
            finished_at=ends,
            status=Status.OK,
            bytes=round(self.bytes * share) if self.tier.kind != "snapshot" else None,
            external_id=f"{chance.getrandbits(64):016x}",
            tool=self.name,
            needs=[] if self.name in ("restic", "borg") else None,
            via=self.via,
            received_at=ends + timedelta(seconds=chance.uniform(1, 40)),
            expires_at=expires_at(ends, self.tier.retention, self.zone),
        )

    def failed(self, schedule: Schedule, slot: datetime | None, starts: datetime, chance: Random, said: str) -> Run:
        run = self.run(schedule, slot, starts, chance, size=0.1)
        run.status, run.message, run.bytes, run.expires_at, run.needs = Status.FAILED, said, None, None, None
        return run


def tool_of(schedule: Schedule, tier: Tier, zone: str, chance: Random) -> Tool:
    size, minutes = _SIZES[tier.scope]
    own = chance.uniform(0.6, 1.7) * (_CHANGED if tier.kind == "incremental" else 1)
    name = _name(schedule, tier)
    via = Via.PING if not name else Via.REPORT
    return Tool(name, via, tier, zone, own * size * _GB, own * minutes)


def _name(schedule: Schedule, tier: Tier) -> str:
    if tier.kind == "snapshot" or schedule.server.platform != "linux":
        return ""
    if tier.scope == "database":
        return "pgbackrest" if "db" in schedule.server.hostname else "restic"
    return "restic" if tier.scope == "code" else "borg"


def removed(run: Run, present: datetime) -> Run:
    """The run, its copy gone if it may be for long enough."""
    gone_at = run.expires_at + _REMOVED_AFTER if run.expires_at else None
    run.deleted_at = gone_at if gone_at and gone_at < present else None
    return run
