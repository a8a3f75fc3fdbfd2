"""What was done about slots that were not as promised; a reason of the policy closes a miss (itpdx:5g, 5h)."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from backups.models import Remark, Run, Schedule, Terms
from backups.rules.exceptions import Key
from hostops.accounts.roles import may, require
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.models import Alert
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.slots import slot_of
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.policies.schema.base import listed

REMARK = "backups.slot.remark"
LONGEST = 2_000
MOST_AT_ONCE = 500


@transaction.atomic
def slots_remark(
    *, actor: Any, slots: Sequence[tuple[Schedule, datetime]], words: str, reason: str = ""
) -> list[Remark]:
    """Write what was done about each of these slots; of an occasional tier the "slot" is the end of a run.

    With `reason`, one of the tier's `miss_reasons`, a slot that was not kept is closed. Whoever says
    what was done has seen to the alerts of the slot: they are acknowledged. All or none. Raises
    NotAllowed; BadField for no words, a reason that one of the tiers does not know, or no slot of
    the schedule's; NotPossible where a kept slot is to be closed.
    """
    require(actor, REMARK)
    words = clean_text(words)
    _check(actor, slots, words)
    tiers = _terms(slots)
    _check_slots(slots, tiers)
    cycles = _cycles(slots)
    if reason:
        _check_reason(slots, tiers, cycles, reason)
    made = [_write(actor, schedule, slot_at, words, reason) for schedule, slot_at in slots]
    _acknowledge(actor, [cycle for cycle in cycles.values() if cycle])
    return made


def slot_remark(*, actor: Any, schedule: Schedule, slot: datetime, words: str, reason: str = "") -> Remark:
    """One remark, as `slots_remark` takes them."""
    return slots_remark(actor=actor, slots=[(schedule, slot)], words=words, reason=reason)[0]


def _check(actor: Any, slots: Sequence[tuple[Schedule, datetime]], words: str) -> None:
    if not 0 < len(words) <= LONGEST:
        raise BadField({"words": f"Say what was done, in at most {LONGEST} characters."})
    if not 0 < len(slots) <= MOST_AT_ONCE:
        raise BadField({"slots": f"Choose at least one slot, and at most {MOST_AT_ONCE} at once."})
    wanted = {schedule.pk for schedule, _ in slots}
    seen = Schedule.objects.visible_to(actor) if actor else Schedule.objects.all()
    if seen.filter(pk__in=wanted).count() != len(wanted):
        raise NotAllowed("There is no such schedule for you.")


def _terms(slots: Sequence[tuple[Schedule, datetime]]) -> dict[Key, Terms]:
    """What bound each slot; for one before all terms, the first of them."""
    by_schedule: dict[int, list[Terms]] = defaultdict(list)
    wanted = {schedule.pk for schedule, _ in slots}
    for each in Terms.objects.filter(schedule__in=wanted).select_related("promise").order_by("from_at"):
        by_schedule[each.schedule_id].append(each)
    found = {}
    for schedule, slot_at in slots:
        if terms := by_schedule[schedule.pk]:
            found[schedule.pk, slot_at] = next((e for e in reversed(terms) if e.from_at <= slot_at), terms[0])
    return found


def _check_slots(slots: Sequence[tuple[Schedule, datetime]], tiers: dict[Key, Terms]) -> None:
    """Each is a slot that has come, of these terms or by what is recorded of it."""
    at = now()
    for schedule, slot_at in slots:
        terms = tiers.get((schedule.pk, slot_at))
        computed = terms and slot_of(terms.promise.parsed, terms.promise.timezone, slot_at)
        if slot_at > at or (computed != slot_at and not _is_recorded(schedule, slot_at)):
            raise BadField({"slot": f"{schedule.number} has no slot at {slot_at.isoformat()} that has come."})


def _is_recorded(schedule: Schedule, slot_at: datetime) -> bool:
    """A run counts for it, or it is the end of one; or a clock's cycle stood for it, under earlier terms."""
    runs = Run.objects.filter(schedule=schedule, finished_at__gte=slot_at)
    own = Clock.objects.filter(subject=schedule.subject_id, kind="backup")
    return (
        runs.filter(Q(slot_at=slot_at) | Q(slot_at=None, finished_at=slot_at)).exists()
        or own.filter(started_at=slot_at).exists()
        or Cycle.objects.filter(clock__in=own, started_at=slot_at).exists()
    )


def _cycles(slots: Sequence[tuple[Schedule, datetime]]) -> dict[Key, Clock | Cycle | None]:
    """The cycle of each slot; none of an occasional tier's."""
    schedules = {schedule.subject_id: schedule.pk for schedule, _ in slots}
    wanted = {(schedule.pk, slot_at) for schedule, slot_at in slots}
    clocks = list(Clock.objects.filter(subject__in=schedules, kind="backup"))
    of_clock = {clock.pk: schedules[clock.subject_id] for clock in clocks}
    instants = {slot_at for _, slot_at in slots}
    earlier = Cycle.objects.filter(clock__in=of_clock, started_at__in=instants)
    both: list[tuple[int, Clock | Cycle]] = [(of_clock[clock.pk], clock) for clock in clocks]
    both += [(of_clock[cycle.clock_id], cycle) for cycle in earlier]
    found = {(schedule, each.started_at): each for schedule, each in both if (schedule, each.started_at) in wanted}
    return {key: found.get(key) for key in wanted}


def _check_reason(
    slots: Sequence[tuple[Schedule, datetime]],
    tiers: dict[Key, Terms],
    cycles: dict[Key, Clock | Cycle | None],
    reason: str,
) -> None:
    for schedule, slot_at in slots:
        terms = tiers.get((schedule.pk, slot_at))
        known = [each.name for each in terms.promise.parsed.miss_reasons] if terms else []
        if reason not in known:
            words = f"use {listed(known, 'or')}, or none" if known else "its policy names none; leave it out"
            raise BadField({"reason": f"{schedule.number} knows no reason {reason[:60]!r}: {words}."})
        cycle = cycles[schedule.pk, slot_at]
        if cycle is None or not _is_broken(cycle):
            raise NotPossible(f"The slot of {schedule.number} is not missed, so there is nothing to close.")


def _is_broken(cycle: Clock | Cycle) -> bool:
    return cycle.due_at is not None and (cycle.stopped_at or now()) > cycle.due_at


def _write(actor: Any, schedule: Schedule, slot_at: datetime, words: str, reason: str) -> Remark:
    remark = Remark.objects.create(
        schedule=schedule, slot_at=slot_at, reason=reason, words=words, written_by=actor, written_at=now()
    )
    record(
        actor=actor,
        verb="backups.slot.remarked",
        kind="backup",
        object_id=schedule.pk,
        reference=schedule.number,
        reason=words,
        after={"slot": slot_at, "reason": reason},
    )
    return remark


def _acknowledge(actor: Any, cycles: Sequence[Clock | Cycle]) -> None:
    """What has been answered goes no further up the line."""
    if actor is None or not may(actor, "alerts.alert.acknowledge"):
        return
    numbers = {(each.clock_id if isinstance(each, Cycle) else each.pk, each.cycle) for each in cycles}
    open_alerts = Alert.objects.filter(clock__in={clock for clock, _ in numbers}, acknowledged_at=None)
    for alert in open_alerts.order_by("pk"):
        if (alert.clock_id, alert.cycle) in numbers:
            with suppress(NotPossible):  # somebody else was first
                alert_acknowledge(actor=actor, alert=alert)
