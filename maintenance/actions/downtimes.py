"""Downtimes: recorded, corrected by a new entry, taken back. What was written stays (iptor:5d, itpdx:6b)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import transaction

from hostops.accounts.models import Server
from hostops.accounts.roles import may, require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from hostops.subjects.models import Subject
from maintenance.actions.months import months_revise
from maintenance.models import Downtime, Source, Window
from maintenance.rules.intervals import whole

RECORD, APPROVE = "maintenance.downtime.record", "maintenance.downtime.approve"
LONGEST = 2_000
_KEPT = (
    "server", "starts_at", "ends_at", "cause", "source", "window", "case", "exclusion", "exclusion_reason",
    "approved_by", "approved_at",
)  # fmt: skip


class Unset(Enum):
    """An argument that was not given, where None means something."""

    UNSET = "as it was"


UNSET = Unset.UNSET


@transaction.atomic
def downtime_record(
    *,
    actor: Any,
    server: Server,
    starts_at: datetime,
    ends_at: datetime | None = None,
    cause: str,
    source: str = Source.HAND,
    window: Window | None = None,
    case: Subject | None = None,
) -> Downtime:
    """Record that a server was down from `starts_at` until before `ends_at`; None while it still is.

    Intervals may overlap: every second counts once. Parts of seconds are not kept. What it counts as
    follows from the announced windows, not from `source`. Raises BadField for an instant to come, an
    end that is not after the start, or a window that lies elsewhere.
    """
    require(actor, RECORD)
    starts_at, ends_at = _whole(starts_at, ends_at)
    cause = clean_text(cause)
    _check(starts_at, ends_at, cause, Source(source), window, case)
    row = Downtime.objects.create(
        server=server, starts_at=starts_at, ends_at=ends_at, cause=cause, source=source, window=window, case=case,
        recorded_by=actor, recorded_at=now(),
    )  # fmt: skip
    noted(actor, "recorded", row, None)
    months_revise(actor=actor, account=server.account, spans=[span_of(row)])
    return row


@transaction.atomic
def downtime_correct(
    *,
    actor: Any,
    downtime: Downtime,
    reason: str,
    starts_at: datetime | None = None,
    ends_at: datetime | Unset | None = UNSET,
    cause: str | None = None,
    withdrawn: bool = False,
) -> Downtime:
    """A new entry in the place of `downtime`; what is not given stays as it was. Gives the new one.

    `withdrawn` says that there was none. An approval of its exclusion was for the interval as it
    stood: with another one it is to be approved again. Raises BadField as `downtime_record` does and
    without a reason; NotPossible where the entry was corrected before, or nothing differs.
    """
    require(actor, RECORD)
    with corrected(actor, downtime, "corrected", reason) as row:
        row.starts_at, row.ends_at = _whole(starts_at or row.starts_at, row.ends_at if ends_at is UNSET else ends_at)
        row.cause = row.cause if cause is None else clean_text(cause)
        row.withdrawn = withdrawn
        _check(row.starts_at, row.ends_at, row.cause, Source(row.source), row.window, row.case)
        told = (row.starts_at, row.ends_at, row.cause)
        if told == (downtime.starts_at, downtime.ends_at, downtime.cause) and not withdrawn:
            raise NotPossible("Nothing differs from the entry as it stands.")
        if not may(actor, APPROVE):
            row.approved_by, row.approved_at = None, None
    return row


@contextmanager
def corrected(actor: Any, downtime: Downtime, did: str, reason: str) -> Iterator[Downtime]:
    """A copy that is to correct `downtime`, written and journalled when the block ends.

    One at a time: the entry is locked, and must be one that the actor may see and that nothing
    corrects. Closed months that it touched, before or after, get a revision.
    """
    reason = clean_text(reason)
    if not 0 < len(reason) <= LONGEST:
        raise BadField({"reason": f"Say why, in at most {LONGEST} characters."})
    with transaction.atomic():
        old = _locked(actor, downtime)
        row = Downtime(**{name: getattr(old, name) for name in _KEPT}, corrects=old, reason=reason)
        yield row
        row.recorded_by, row.recorded_at = actor, now()
        row.save()
        noted(actor, did, row, old)
        months_revise(actor=actor, account=row.server.account, spans=[span_of(old), span_of(row)], reason=reason)


def _locked(actor: Any, downtime: Downtime) -> Downtime:
    seen = Downtime.objects.all() if actor is None else Downtime.objects.visible_to(actor)
    if not seen.select_for_update(of=("self",)).filter(pk=downtime.pk).values_list("pk").first():
        raise NotAllowed("There is no such downtime for you.")
    later = Downtime.objects.filter(corrects=downtime.pk).first()
    if later or downtime.withdrawn:
        raise NotPossible(
            f"This entry was corrected by entry {later.pk}; correct that one." if later else "It was taken back."
        )
    return Downtime.objects.select_related("server__account", "server__contract", "window", "case").get(pk=downtime.pk)


def span_of(row: Downtime) -> tuple[datetime, datetime]:
    return row.starts_at, row.ends_at or now()


def _whole(starts_at: datetime, ends_at: datetime | None) -> tuple[datetime, datetime | None]:
    return whole(starts_at), ends_at and whole(ends_at)


def _check(
    starts_at: datetime, ends_at: datetime | None, cause: str, source: Source, window: Window | None,
    case: Subject | None,
) -> None:  # fmt: skip
    wrong = _wrong_times(starts_at, ends_at)
    if not 0 < len(cause) <= LONGEST:
        wrong["cause"] = f"Say what it was, in at most {LONGEST} characters."
    if source == Source.WINDOW and window is None:
        wrong["window"] = "Name the window, such as SW-12."
    elif window and (window.starts_at >= (ends_at or now()) or window.ends_at <= starts_at):
        wrong["window"] = f"{window.number} lies outside that time."
    if source == Source.CASE and case is None:
        wrong["case"] = "Name the case, such as HC-1042."
    if wrong:
        raise BadField(wrong)


def _wrong_times(starts_at: datetime, ends_at: datetime | None) -> dict[str, str]:
    present = now()
    if starts_at > present:
        return {"starts_at": "This is still to come; a downtime is recorded once it has begun."}
    if ends_at and ends_at > present:
        return {"ends_at": "This is still to come; leave the end open while it goes on."}
    if ends_at and ends_at <= starts_at:
        return {"ends_at": "This ends before it starts, or within the same second."}
    return {}


def noted(actor: Any, did: str, row: Downtime, old: Downtime | None) -> None:
    record(
        actor=actor,
        verb=f"maintenance.downtime.{did}",
        kind="downtime",
        object_id=row.pk,
        reference=f"downtime {row.pk}",
        before=_shown(old) if old else None,
        after=_shown(row),
        reason=row.reason,
    )


def _shown(row: Downtime) -> dict[str, Any]:
    return {
        "id": row.pk, "server": row.server.hostname, "starts_at": row.starts_at, "ends_at": row.ends_at,
        "cause": row.cause, "source": row.source, "window": row.window.number if row.window else None,
        "case": row.case.reference if row.case else None, "exclusion": row.exclusion,
        "exclusion_reason": row.exclusion_reason, "approved_at": row.approved_at, "withdrawn": row.withdrawn,
    }  # fmt: skip
