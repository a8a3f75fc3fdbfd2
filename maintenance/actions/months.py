"""Months are closed once they are over, and revised when what they were reckoned from is corrected (iptor:5a)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from hostops.accounts.models import Account
from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_text
from maintenance.availability.figures import Figures, figures_of
from maintenance.availability.frozen import differences, digest
from maintenance.availability.reckoning import OfAccount, reckon
from maintenance.models import AvailabilityMonth
from maintenance.rules.months import month_key, month_of

CLOSE = "maintenance.availability.close"
# A month that touches an instant in any zone: those of the earliest and the latest there are.
_EARLIEST, _LATEST = ZoneInfo("Etc/GMT+12"), ZoneInfo("Etc/GMT-14")


@transaction.atomic
def month_close(*, actor: Any, account: Account, month: date, reason: str = "") -> AvailabilityMonth:
    """Freeze the month of an account: its figures, what they come from, and their hash.

    Of a month that was closed before it writes the next revision, which says what changed. Raises
    BadField for a month that is not over in each zone it is counted in; NotPossible where the
    account has no server in it, or nothing differs from the revision that stands.
    """
    require(actor, CLOSE)
    _hold(account)
    found = reckon([account], month, now())[account.pk]
    if not found.servers:
        raise NotPossible(f"{account.name} had no registered server in {month_key(month)}.")
    if not is_over(found, now()):
        raise BadField({"month": f"{month_key(month)} is not over yet."})
    standing = standing_revision(account, month)
    frozen = _frozen(actor, found, month, standing, clean_text(reason))
    if frozen is None:
        raise NotPossible(f"{month_key(month)} is closed, and nothing differs from revision {_number(standing)}.")
    return frozen


def months_revise(
    *, actor: Any, account: Account, spans: Iterable[tuple[datetime, datetime]], reason: str = ""
) -> list[AvailabilityMonth]:
    """Write a revision of each closed month of the account that the spans touch and that now comes out otherwise.

    Part of the correction's own transaction: whoever may correct may revise by it.
    """
    # Held before it is looked at, so that a month that is being closed meanwhile is not missed.
    _hold(account)
    closed: set[date] = set()
    for start, end in spans:
        touched = (month_of(start, _EARLIEST), month_of(end, _LATEST))
        closed.update(
            AvailabilityMonth.objects.filter(account=account, month__range=touched).values_list("month", flat=True)
        )
    revised = []
    for month in sorted(closed):
        found = reckon([account], month, now())[account.pk]
        frozen = _frozen(actor, found, month, standing_revision(account, month), reason)
        revised += [frozen] if frozen else []
    return revised


def standing_revision(account: Account, month: date) -> AvailabilityMonth | None:
    return AvailabilityMonth.objects.filter(account=account, month=month).order_by("-revision").first()


def is_over(found: OfAccount, at: datetime) -> bool:
    return found.span is not None and found.span.end <= at


def _hold(account: Account) -> None:
    """One at a time writes revisions of an account; rows that only point to it need not wait."""
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)


def _frozen(
    actor: Any, found: OfAccount, month: date, standing: AvailabilityMonth | None, reason: str
) -> AvailabilityMonth | None:
    """The next revision; None where the figures are those of the one that stands."""
    figures = figures_of(found, month)
    sha256 = digest(figures)
    if standing and standing.sha256 == sha256:
        return None
    made = AvailabilityMonth.objects.create(
        account=found.account, month=month, revision=_number(standing) + 1, figures=figures, sha256=sha256,
        changes=_changes(standing, figures), closed_at=now(), closed_by=actor,
    )  # fmt: skip
    _noted(actor, made, standing, reason)
    return made


def _number(standing: AvailabilityMonth | None) -> int:
    return standing.revision if standing else 0


def _changes(standing: AvailabilityMonth | None, figures: Figures) -> list[str]:
    if standing is None:
        return []
    return differences(standing.figures, figures) or ["What explains the figures is told in other words."]


def _noted(actor: Any, made: AvailabilityMonth, standing: AvailabilityMonth | None, reason: str) -> None:
    record(
        actor=actor,
        verb=f"maintenance.availability.{'revised' if standing else 'closed'}",
        kind="availability_month",
        object_id=made.pk,
        reference=f"{made.figures['account']} {made.figures['month']}",
        before={"revision": standing.revision, "sha256": standing.sha256} if standing else None,
        after={"revision": made.revision, "sha256": made.sha256, "changes": made.changes},
        reason=reason,
    )
