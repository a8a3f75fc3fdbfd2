"""Downtime that is not to count: asked for by its cause and a reason, approved by a manager (itpdx:6b)."""

from typing import Any

from django.db import transaction

from hostops.accounts.roles import may, require
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.actions.downtimes import APPROVE, RECORD, corrected
from maintenance.availability.promised import exclusions_of
from maintenance.models import Downtime


@transaction.atomic
def downtime_exclude(*, actor: Any, downtime: Downtime, exclusion: str, reason: str) -> Downtime:
    """Ask that a downtime not count, by one of the causes of the policy that bound when it began.

    It counts until a manager approves; asked for by a manager it is approved at once. Gives the new
    entry. Raises BadField for a cause that the policy does not know, or no reason; NotPossible where
    the policy excludes nothing, or the entry was corrected before.
    """
    require(actor, RECORD)
    known = exclusions_of(downtime.server.contract, downtime.starts_at)
    if not known:
        raise NotPossible("The policy that bound then excludes no downtime from the commitment.")
    if exclusion not in known:
        raise BadField({"exclusion": f"The policy that bound then knows {', '.join(known)}."})
    with corrected(actor, downtime, "exclusion_asked", reason) as row:
        row.exclusion, row.exclusion_reason = exclusion, clean_text(reason)
        row.approved_by, row.approved_at = (actor, now()) if _approves(actor) else (None, None)
    return row


@transaction.atomic
def exclusion_approve(*, actor: Any, downtime: Downtime, note: str = "") -> Downtime:
    """Approve the exclusion that was asked for: from now on it does not count. Gives the new entry.

    NotPossible where none is asked for, or it was approved already.
    """
    require(actor, APPROVE)
    _require_asked(downtime)
    with corrected(actor, downtime, "exclusion_approved", note or "The exclusion is approved.") as row:
        row.approved_by, row.approved_at = actor, now()
    return row


@transaction.atomic
def exclusion_refuse(*, actor: Any, downtime: Downtime, reason: str) -> Downtime:
    """Refuse the exclusion that was asked for, or end an approved one: it counts. Gives the new entry."""
    require(actor, APPROVE)
    if not downtime.exclusion:
        raise NotPossible("No exclusion is asked for.")
    with corrected(actor, downtime, "exclusion_refused", reason) as row:
        row.exclusion, row.exclusion_reason = "", ""
        row.approved_by, row.approved_at = None, None
    return row


def _approves(actor: Any) -> bool:
    """The portal itself approves nothing: an approval names a person."""
    return actor is not None and may(actor, APPROVE)


def _require_asked(downtime: Downtime) -> None:
    if not downtime.exclusion:
        raise NotPossible("No exclusion is asked for.")
    if downtime.approved_at:
        raise NotPossible("This exclusion is approved already.")
