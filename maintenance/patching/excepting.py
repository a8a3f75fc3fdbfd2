"""Exceptions as time and vulnerabilities have it: what they cover, and what is owed again when they end.

1. An exception that runs covers what is owed of its servers and falls due in it or later: a clock that it covers is
   cancelled with its number. What was late when it began stays late.
2. Nothing excepts a vulnerability that is known to be exploited: an exception of its release ends at once, one of
   all patches no more covers that release.
3. When one ends, a period whose time it covered stays excepted and the next runs as ever. What is due later is owed
   again as before; a release is owed at the earliest so long after the end as a run needs to be planned.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from hostops.lib.now import now
from maintenance.patching.actions.exceptionchange import EXCEPTIONS
from maintenance.patching.exploits import exploit_of, exploited_by, is_exploited
from maintenance.patching.models import PatchException, PatchOwed
from maintenance.patching.owing import owed_excepted, owed_reopened
from maintenance.rules.lengths import latest_end

logger = logging.getLogger(__name__)

_CAUSE_LONGEST = 200
_APPROVED = Q(approved_at__isnull=False, settled_at=None)


def exceptions_follow(limit: int = 500) -> int:
    """Bring exceptions to where they stand now; how many ended. Safe to run twice at once.

    Each exception that ends is a transaction of its own: one that cannot be settled stops no other.
    """
    _end_exploited(limit)
    over = PatchException.objects.filter(_APPROVED).filter(Q(until_at__lte=now()) | Q(ended_at__lte=now()))
    ended = sum(_settled(one) for one in over.order_by("until_at").values_list("pk", flat=True)[:limit])
    with transaction.atomic():
        _uncover_exploited()
        running = PatchException.objects.filter(_APPROVED, from_at__lte=now(), until_at__gt=now(), ended_at=None)
        exceptions_begin(list(running.order_by("pk")[:limit]), actor=None)
    return ended


def exceptions_begin(exceptions: Sequence[PatchException], *, actor: Any) -> None:
    """Cover what each of those that run covers and is not covered yet; the caller holds the transaction."""
    for exception in exceptions:
        if exception.state_at(now()) == "running" and (owed := list(_to_cover(exception))):
            owed_excepted(owed, exception, actor=actor)


def _to_cover(exception: PatchException) -> QuerySet[PatchOwed]:
    open_rows = PatchOwed.objects.filter(
        Q(exception=None) | Q(exception__settled_at__isnull=False),
        duty__server__in=exception.servers.values("pk"),
        done_at=None,
        dropped_at=None,
        due_at__gte=exception.from_at,
    )
    if exception.release_id:
        open_rows = open_rows.filter(release=exception.release_id)
    found = open_rows.exclude(because=PatchOwed.Because.KEV).exclude(is_exploited("release"))
    return found.select_related("duty__promise__version", "promise__version").order_by("pk")


def _end_exploited(limit: int) -> None:
    """End those of a release that is known to be exploited."""
    approved = PatchException.objects.filter(_APPROVED, ended_at=None, until_at__gt=now())
    listed = approved.filter(is_exploited("release")).annotate(cve=exploit_of("release"))
    found: list[Any] = list(listed.order_by("pk")[:limit])
    for one in found:
        reason = f"{one.cve} is known to be exploited."
        with EXCEPTIONS.changing(actor=None, row=one, verb="end", did="ended", reason=reason) as locked:
            if locked.ended_at is None:
                locked.ended_at, locked.ended_reason = now(), reason


def _settled(pk: int) -> bool:
    """See to the end of one; False where another worker has it, or it cannot be."""
    try:
        with transaction.atomic():
            found = PatchException.objects.select_for_update(skip_locked=True).filter(pk=pk, settled_at=None).first()
            if found:
                exception_settle(found, actor=None)
                found.version += 1
                found.save(update_fields=["settled_at", "version"])
    except Exception:
        logger.exception("exception not settled", extra={"exception": pk})
        return False
    return found is not None


def exception_settle(exception: PatchException, *, actor: Any) -> None:
    """Let what is still owed run again; the caller holds the transaction, and saves the exception."""
    ends_at, exception.settled_at = exception.ends_at, now()
    covered = PatchOwed.objects.filter(exception=exception, done_at=None, dropped_at=None)
    rows = covered.select_related("duty__promise__version", "promise__version").order_by("pk")
    later = [one for one in rows if one.what != PatchOwed.What.PERIOD or one.due_at >= ends_at]
    listed = exploited_by([one.release_id for one in later if one.release_id])
    for owed in later:
        _owe_again(owed, exception, ends_at, is_listed=owed.release_id in listed)
    PatchOwed.objects.bulk_update(later, ["due_at", "cause", "exception"])
    why = exception.ended_reason or "its time was over"
    owed_reopened(later, actor=actor, reason=f"{exception.number} ended: {why}")


def _owe_again(owed: PatchOwed, exception: PatchException, ends_at: datetime, *, is_listed: bool) -> None:
    """Its due instant after the end. A row whose time was moved names the exception still."""
    distance = owed.promise.parsed.plan_distance
    moved = owed.due_at
    if owed.what != PatchOwed.What.PERIOD and distance and not is_listed:
        moved = max(owed.due_at, latest_end(ends_at, distance.minimum, owed.promise.parsed.timezone))
    if moved == owed.due_at:
        owed.exception = None
    else:
        owed.due_at, said = moved, f"after {exception.number}"
        owed.cause = f"{owed.cause}, {said}"[:_CAUSE_LONGEST] if owed.cause else said


def _uncover_exploited() -> None:
    """Owe what an exception of all patches covers and mends a listed vulnerability: due as it stands."""
    covered = PatchOwed.objects.filter(
        is_exploited("release"), exception__settled_at=None, exception__isnull=False, done_at=None, dropped_at=None
    )
    rows = list(covered.select_related("duty__promise__version", "promise__version", "exception").order_by("pk"))
    if rows:
        listed = exploited_by({owed.release_id for owed in rows if owed.release_id})
        PatchOwed.objects.filter(pk__in=[owed.pk for owed in rows]).update(exception=None)
        for owed in rows:
            owed.exception = None
        named = ", ".join(sorted(set(listed.values())))
        owed_reopened(rows, actor=None, reason=f"Known to be exploited: {named}")
