"""The clocks of patching: what a cycle counts, whom it tells, and how many are opened and turned at once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from hostops.clocks.bulk import due_of
from hostops.clocks.many import Opening
from hostops.clocks.models import Clock
from hostops.clocks.recurring import Turn
from hostops.clocks.retargeting import Retarget
from hostops.clocks.rules import Rule
from hostops.policies.models import PolicyVersion
from hostops.policies.schema.rules import ClockRule
from maintenance.patching.models import PatchDuty, PatchOwed
from maintenance.patching.promises import KIND, PLAN_KIND

_NO_TIME = "PT0S"


def rule_by(version: PolicyVersion, due_at: datetime) -> Rule:
    """All time up to an instant that the calendar sets: a period's end, the end of a day. Exact across every jump."""
    return Rule("elapsed", _NO_TIME, next(iter(version.parsed.calendars)), until=due_at)


def rule_of(owed: PatchOwed) -> Rule:
    """What its clock counts: the policy's own time for a release where that is what binds, else up to `due_at`."""
    rule, version = _release_rule(owed), owed.promise.version
    if rule is not None and due_of(owed.starts_at, own := Rule.of_policy(rule), version) == owed.due_at:
        return own
    return rule_by(version, owed.due_at)


def kind_of(owed: PatchOwed) -> str:
    return PLAN_KIND if owed.what == PatchOwed.What.PLAN else KIND


def thresholds_of(owed: PatchOwed) -> Sequence[Any]:
    """Who is told what of it: the release rule's own, or the policy's for the kind."""
    rule = _release_rule(owed)
    return owed.promise.version.parsed.alerts.for_kind(kind_of(owed), rule.thresholds if rule else None)


def _release_rule(owed: PatchOwed) -> ClockRule | None:
    platform = owed.promise.parsed.platform
    if owed.what == PatchOwed.What.PERIOD or owed.because != PatchOwed.Because.CADENCE:
        return None
    return platform.major_planned if owed.what == PatchOwed.What.PLAN else platform.minor


def opening_of(owed: PatchOwed, subject: Any, reason: str) -> Opening:
    """The clock of a duty, or of something owed by itself, from where it counts."""
    version = owed.promise.version
    rule, told = rule_of(owed), thresholds_of(owed)
    return Opening(subject, kind_of(owed), clause_of(owed), version, rule, told, owed.starts_at, reason)


def turn_of(clock: Clock, owed: PatchOwed, reason: str, start: datetime | None = None) -> Turn:
    """To a cycle for it, from where it counts; the present one ends as it stands. Anew from `start` up to `due_at`."""
    version, told = owed.promise.version, thresholds_of(owed)
    rule = rule_by(version, owed.due_at) if start else rule_of(owed)
    return Turn(clock, None, start or owed.starts_at, rule, clause_of(owed), version, told, reason)


def retarget_of(clock: Clock, owed: PatchOwed, reason: str) -> Retarget:
    version = owed.promise.version
    return Retarget(clock, owed.starts_at, rule_of(owed), clause_of(owed), version, thresholds_of(owed), reason)


def because_of(owed: PatchOwed) -> str:
    """Which promise says so, in a sentence for the clock's history."""
    if owed.because == PatchOwed.Because.KEV:
        return f"{owed.cause} is known to be exploited."
    if owed.because == PatchOwed.Because.CONTRACT:
        return f"The contract says {owed.cause}."
    return f"The policy says {owed.cause}." if owed.subject_id else f"Owed for {owed.cause}."


def clause_of(owed: PatchOwed) -> str:
    """A clock always stands on a clause: a deadline that is not the policy's, on that of the platform."""
    return owed.clause or owed.promise.parsed.platform.clause


def period_owed(duty: PatchDuty, starts_at: datetime, ends_at: datetime, name: str) -> PatchOwed:
    """A period of the duty as it is owed, not written yet."""
    return PatchOwed(
        duty=duty,
        what=PatchOwed.What.PERIOD,
        because=PatchOwed.Because.CADENCE,
        clause=duty.promise.parsed.platform.clause,
        cause=name,
        promise=duty.promise,
        starts_at=starts_at,
        due_at=ends_at,
    )
