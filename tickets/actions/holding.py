"""Clocks of cases that are held while somebody works on their servers, and go on afterwards."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from hostops.accounts.roles import require
from hostops.lib.now import now
from hostops.subjects.models import Subject, SubjectLink
from tickets import clocks, holds
from tickets.actions.change import changing
from tickets.models import Case
from tickets.states import LIVE_STATES

HELD_BY = "held_by"


def cases_hold(*, actor: Any, servers: Collection[int], kinds: Collection[str], subject: Subject) -> int:
    """Pause the clocks of `kinds` of every live case on the servers, for `subject` (a service window). How many cases.

    Each is journalled on its case, and the case linked to what holds it. A clock that is paused
    already stays with whoever paused it.
    """
    require(actor, "tickets.case.hold")
    held = 0
    live = Case.objects.filter(server__in=servers, state__in=sorted(LIVE_STATES)).select_related("subject")
    with transaction.atomic():
        for case in live.order_by("id"):
            held += case_hold(actor=actor, case=case, kinds=kinds, subject=subject)
    return held


def case_hold(*, actor: Any, case: Case, kinds: Collection[str], subject: Subject) -> int:
    """Pause those clocks of one case that run; 1 where there were any."""
    also: dict[str, tuple[Any, Any]] = {}
    running = holds.running_kinds(case, kinds)
    if not running:
        return 0
    with changing(actor=actor, case=case, verb="hold", did="clocks_held", also=also) as locked:
        also["clocks"] = (None, holds.hold(actor, locked, running, subject.reference, now()))
        also["held_by"] = (None, subject.reference)
        SubjectLink.objects.get_or_create(source=locked.subject, target=subject, relation=HELD_BY)
    return 1


def cases_release(*, actor: Any, subject: Subject) -> int:
    """Let every clock that is held for `subject` go on, journalled on its case. How many cases."""
    require(actor, "tickets.case.hold")
    with transaction.atomic():
        links = SubjectLink.objects.filter(target=subject, relation=HELD_BY)
        cases = list(Case.objects.filter(subject__in=links.values("source")).select_related("subject").order_by("id"))
        for case in cases:
            also: dict[str, tuple[Any, Any]] = {}
            with changing(actor=actor, case=case, verb="hold", did="clocks_released", also=also) as locked:
                waited = clocks.waited_for(locked)
                also["clocks"] = (None, holds.release(actor, locked, subject.reference, now(), waited))
                also["held_by"] = (subject.reference, None)
        links.delete()
    return len(cases)
