"""What binds many schedules at the ends of their runs: the terms in force, the slot, the retention."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from backups.lines import PromisedLine, lines_of
from backups.models import Promise
from backups.rules.retention import expires_at


@dataclass(frozen=True, slots=True)
class Bound:
    """The terms of one schedule; there is always one."""

    line: PromisedLine

    def at(self, instant: datetime) -> Promise:
        """The promise in force then; before the first terms theirs, after the last theirs."""
        stretches = self.line.stretches
        begun = [stretch for stretch in stretches if stretch.start <= instant]
        return (begun[-1] if begun else stretches[0]).promise

    def zone(self, instant: datetime) -> str:
        """Whose wall clock the server's times are read by; `instant` need only be near."""
        return self.at(instant).timezone

    def slot(self, finished_at: datetime) -> datetime | None:
        """The slot for which a run that ended then counts; None for an occasional tier."""
        return self.line.slot_at(finished_at)

    def expires(self, finished_at: datetime) -> datetime:
        """Until when its copy is kept, in calendar days of the policy's zone."""
        promise = self.at(finished_at)
        return expires_at(finished_at, promise.parsed.retention, promise.version.parsed.policy.timezone)


def bound_schedules(schedules: Collection[int]) -> Mapping[int, Bound]:
    """What binds each of the schedules, in two statements. Of one without terms nothing."""
    return {schedule: Bound(line) for schedule, line in lines_of(schedules).items() if line.stretches}
