"""Clocks of a case that somebody holds while its server is worked on."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from hostops.clocks import actions as clocks
from hostops.clocks.models import Clock, ClockEvent
from tickets.models import Case

_HELD = "held while the server is worked on: "


def running_kinds(case: Case, kinds: Iterable[str]) -> list[str]:
    """Those of `kinds` whose clock of the case counts."""
    live = Clock.objects.live().filter(subject=case.subject, kind__in=kinds, started_at__isnull=False, paused_at=None)
    return sorted(live.values_list("kind", flat=True))


def hold(actor: Any, case: Case, kinds: Iterable[str], holder: str, at: datetime) -> list[str]:
    """Pause the clocks of these kinds that run, for `holder` (SW-12); which ones those were."""
    running = running_kinds(case, kinds)
    for kind in running:
        clock = clocks.clock_of(case.subject, kind)
        assert clock is not None
        clocks.clock_pause(actor=actor, clock=clock, at=at, reason=f"{_HELD}{holder}")
    return running


def release(actor: Any, case: Case, holder: str, at: datetime, waited: Collection[int]) -> list[str]:
    """Let the clocks that `holder` held go on, but not those in `waited`; which ones those were."""
    live = Clock.objects.live().select_for_update(of=("self",))
    paused = live.filter(subject=case.subject, paused_at__isnull=False)
    held = [clock for clock in paused.order_by("id") if held_by(clock) == holder and clock.pk not in waited]
    for clock in held:
        clocks.clock_resume(actor=actor, clock=clock, at=at, reason=f"{holder} is over")
    return [clock.kind for clock in held]


def held_by(clock: Clock) -> str:
    """Who holds a paused clock; empty where it is paused for another reason."""
    if clock.paused_at is None:
        return ""
    latest = ClockEvent.objects.filter(clock=clock, cycle=clock.cycle, what=ClockEvent.What.PAUSED).order_by("-id")
    reason = latest.values_list("reason", flat=True).first() or ""
    return reason.removeprefix(_HELD) if reason.startswith(_HELD) else ""
