"""What is promised of a server now, tier by tier, and how its present slot stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from backups.copies import Told
from backups.lines import next_of
from backups.models import Schedule
from backups.promises import KIND
from backups.restorable import Picture
from hostops.clocks.models import Clock
from hostops.clocks.querysets import state_of
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.backups import Tier


@dataclass(frozen=True, slots=True)
class Promised:
    """A tier: its schedule, its clock's present cycle, the last good run and the next slot.

    `policy_says` are the words of the policy where the contract sets it otherwise.
    """

    schedule: Schedule
    tier: Tier
    zone: str
    version: PolicyVersion
    clock: Clock | None
    state: str
    last: Told | None
    next_at: datetime | None
    policy_says: str


def promised_of(picture: Picture) -> Iterator[Promised]:
    """The tiers that bind at the instant of the picture; one statement, for the clocks."""
    clocks = {clock.subject_id: clock for clock in _clocks(picture)}
    last = {told.schedule_id: told for told in picture.told.values()}
    for tier, schedule in picture.schedules.items():
        if tier in picture.standing:
            yield _promised(picture, schedule, clocks.get(schedule.subject_id), last.get(schedule.pk))


def _clocks(picture: Picture) -> Iterator[Clock]:
    subjects = [schedule.subject_id for schedule in picture.schedules.values()]
    yield from Clock.objects.filter(subject__in=subjects, kind=KIND) if subjects else ()


def _promised(picture: Picture, schedule: Schedule, clock: Clock | None, last: Told | None) -> Promised:
    stretch, following = picture.standing[schedule.tier], next_of(picture.lines[schedule.tier], picture.at)
    return Promised(
        schedule=schedule,
        tier=stretch.tier,
        zone=stretch.zone,
        version=stretch.promise.version,
        clock=clock,
        state=state_of(clock, picture.at) if clock else "",
        last=last,
        next_at=following[0] if following else None,
        policy_says=_policy_says(stretch.tier, stretch.promise.version),
    )


def _policy_says(tier: Tier, version: PolicyVersion) -> str:
    backups = version.parsed.backups
    own = {one.name: one for one in backups.tiers} if backups else {}
    return own[tier.name].words() if tier.name in own and own[tier.name] != tier else ""
