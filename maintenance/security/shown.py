"""Security responses as pages and REST read them: in a fixed number of statements, however many."""

from datetime import datetime

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery

from hostops.clocks.models import Clock
from maintenance.security.clocks import NOTICE
from maintenance.security.models import SecurityAddressee, SecurityAffected, SecurityResponse


def dressed(responses: QuerySet[SecurityResponse]) -> QuerySet[SecurityResponse]:
    """With what is shown of each: servers, accounts with their cases and mails, notices, and `notice_due`."""
    addressees = SecurityAddressee.objects.select_related("notice").order_by("id")
    affected = SecurityAffected.objects.select_related("account", "case", "response", "told_by")
    affected = affected.prefetch_related(Prefetch("addressees", addressees)).order_by("account__name", "id")
    rows = responses.select_related("subject", "advisory", "code__account", "opened_by", "closed_by")
    return with_due(rows).prefetch_related(
        "servers__account", Prefetch("affected", affected), "notices__given_by", "labour", "shutdowns"
    )


def with_due(responses: QuerySet[SecurityResponse]) -> QuerySet[SecurityResponse]:
    """With `notice_due` and `notice_clock`: when the notice of an action that came first is due, by which clock."""
    clocks = Clock.objects.filter(subject=OuterRef("subject"), kind=NOTICE, cancelled_at=None)
    return responses.annotate(
        notice_due=Subquery(clocks.values("due_at")[:1]), notice_clock=Subquery(clocks.values("pk")[:1])
    )


def told_of(row: SecurityAffected) -> datetime | None:
    """When the account first had a notice that counts, of rows read by `dressed`; None where it has not."""
    since = row.response.acted_at or row.response.opened_at
    moments = [mail.sent_at for mail in row.addressees.all() if mail.sent_at and mail.notice.given_at >= since]
    if row.told_at and row.told_at >= since:
        moments.append(row.told_at)
    return min(moments, default=None)
