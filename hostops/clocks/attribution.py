"""Putting a breach down to its cause: a manager's word, once for each cycle (itpdx:4l, 5a)."""

from typing import Any

from django.db import IntegrityError, transaction

from hostops.accounts.roles import require
from hostops.clocks.models import Attribution, Clock, Cycle
from hostops.clocks.querysets import state_of
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text

CAUSES = {
    "catastrophic_outage": "A catastrophic outage took priority",
    "customer": "The customer",
    "third_party": "A third party",
    "provider": "The provider",
}
# What a breach is put down to, and is then not held against the provider.
EXCUSES = frozenset(CAUSES) - {"provider"}


def breach_attribute(
    *, actor: Any, clock: Clock, cycle: int | None = None, cause: str, clause: str = "", reason: str
) -> Attribution:
    """Say what a breach of the clock is put down to.

    Raises BadField for an unknown cause, clause or an empty reason; NotPossible where the cycle was
    not breached or has its attribution already.
    """
    require(actor, "clocks.breach.attribute")
    number = cycle or clock.cycle
    _check(clock, number, cause, clause, reason)
    try:
        with transaction.atomic():
            row = Attribution.objects.create(
                clock=clock,
                cycle=number,
                cause=cause,
                clause=clause,
                reason=clean_text(reason),
                attributed_by=actor,
                attributed_at=now(),
            )
            record(
                actor=actor,
                verb="clocks.breach.attributed",
                kind="clock",
                object_id=clock.pk,
                reference=clock.subject.reference,
                reason=row.reason,
                after={"clock": clock.pk, "kind": clock.kind, "cycle": number, "cause": cause, "clause": clause},
            )
    except IntegrityError:
        raise NotPossible(f"The breach of cycle {number} is attributed already; that stands.") from None
    return row


def _check(clock: Clock, cycle: int, cause: str, clause: str, reason: str) -> None:
    wrong = {}
    if cause not in CAUSES:
        wrong["cause"] = f"Use one of {', '.join(CAUSES)}."
    if not clean_text(reason):
        wrong["reason"] = "Say why, for the customer to read."
    if clause and clause not in {known.id for known in clock.version.parsed.clauses}:
        wrong["clause"] = f"{clock.version} has no clause {clause}."
    if wrong:
        raise BadField(wrong)
    if not _breached(clock, cycle):
        raise NotPossible(f"Cycle {cycle} of this clock is not breached, so there is nothing to attribute.")


def _breached(clock: Clock, cycle: int) -> bool:
    ended = clock if cycle == clock.cycle else Cycle.objects.filter(clock=clock, cycle=cycle).first()
    return ended is not None and state_of(ended, now()) == "breached"
