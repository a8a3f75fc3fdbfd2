"""When the notice that follows an action counts as given: every affected account has it (itpdx:5j)."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from hostops.alerts.models import Delivery
from hostops.journal.actions import record
from maintenance.security import clocks
from maintenance.security.models import SecurityAddressee, SecurityResponse


def settle_security() -> int:
    """Date the mails that have left, then each notice that the last account has by now; how many.

    Killed anywhere, the next run does what is left; run twice, the second finds nothing to do.
    """
    _date_mails()
    owing = SecurityResponse.objects.owing_notice().order_by("id")
    return sum(_settle(pk) for pk in owing.values_list("pk", flat=True))


def _date_mails() -> None:
    """Keep when each mail was taken: the outbox forgets its own rows in time. One statement."""
    left = Delivery.objects.filter(pk=OuterRef("delivery"), state=Delivery.State.SENT)
    waiting = SecurityAddressee.objects.filter(sent_at=None, delivery__state=Delivery.State.SENT)
    waiting.update(sent_at=Subquery(left.values("sent_at")[:1]))


def told_at(response: SecurityResponse) -> dict[int, datetime | None]:
    """By account: when it first had a notice since the action, by mail or otherwise; None where it has not.

    Someone who was told before the action was told of something else.
    """
    since = response.acted_at or response.opened_at
    found = {row.account_id: _since(row.told_at, since) for row in response.affected.all()}
    mails = SecurityAddressee.objects.filter(notice__response=response, notice__given_at__gte=since)
    mails = mails.filter(sent_at__isnull=False)
    for account, sent in mails.values_list("affected__account", "sent_at").order_by("sent_at"):
        earlier = found[account]
        found[account] = min(earlier, sent) if earlier and sent else earlier or sent
    return found


def _since(moment: datetime | None, since: datetime) -> datetime | None:
    return moment if moment and moment >= since else None


def _settle(pk: int) -> int:
    with transaction.atomic():
        # the same order of locks as the actions: the response, then its clock
        rows = SecurityResponse.objects.select_for_update(of=("self",))
        response = rows.owing_notice().select_related("subject").filter(pk=pk).first()
        if response is None or response.acted_at is None:
            return 0
        moments = list(told_at(response).values())
        known = [moment for moment in moments if moment is not None]
        if len(known) < len(moments) or not known:
            return 0
        response.notified_at = max(*known, response.acted_at)
        SecurityResponse.objects.filter(pk=pk).update(notified_at=response.notified_at, version=F("version") + 1)
        clocks.notice_kept(response, response.notified_at)
        _journal(response)
    return 1


def _journal(response: SecurityResponse) -> None:
    record(
        actor=None,
        verb="maintenance.security.notified",
        kind="security",
        object_id=response.pk,
        reference=response.number,
        after={"notified_at": response.notified_at},
    )
