"""When a notice counts as sent: as soon as every affected account has a mail, or was told otherwise (iptor:5f, 5g)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, Min, OuterRef, Q

from hostops.alerts.models import Delivery
from hostops.journal.actions import record
from maintenance import clocks
from maintenance.models import Addressee, Notice, ToldOtherwise, Window
from maintenance.querysets import COUNTING
from maintenance.standing import counting

_SENT = Q(delivery__state=Delivery.State.SENT)


def settle_notices() -> int:
    """Date each notice that everybody has by now with the instant at which the last account had it; how many.

    1. Of a notice, each account's earliest accepted mail, or when it was told otherwise; one without keeps it open.
    2. The window is locked and its notice looked at again before anything is written.
    3. The clock stops at that instant, if the notice is the one that counts and nothing changed since.
    Killed anywhere, the next run does what is left; run twice, the second finds nothing to do.
    """
    otherwise = ToldOtherwise.objects.filter(notice=OuterRef("notice"), affected=OuterRef("affected"))
    by_mail = Addressee.objects.filter(~Exists(otherwise), notice=OuterRef("pk"))
    of_account = by_mail.order_by().values("affected")
    unsent = of_account.annotate(sent=Count("pk", filter=_SENT)).filter(sent=0)
    waiting = Notice.objects.filter(~Exists(unsent), sent_at=None).order_by("id").values_list("pk", "window")
    return sum(_settle(notice, window) for notice, window in waiting)


def _sent_at(notice: int) -> datetime | None:
    """When the last account had it; None while one has not."""
    rows = Addressee.objects.filter(notice=notice).order_by().values("affected")
    first = dict(rows.annotate(first=Min("delivery__sent_at", filter=_SENT)).values_list("affected", "first"))
    for affected, told_at in ToldOtherwise.objects.filter(notice=notice).values_list("affected", "told_at"):
        mailed = first.get(affected)
        first[affected] = min(mailed, told_at) if mailed else told_at
    moments = [moment for moment in first.values() if moment is not None]
    return max(moments) if moments and len(moments) == len(first) and not _nobody_told(notice, set(first)) else None


def _nobody_told(notice: int, told: set[int]) -> bool:
    """Whether the window touches an account that has nobody to send this notice to."""
    found = Notice.objects.select_related("window").get(pk=notice)
    if found != counting(found.window.notices.all()):
        return False
    untold = found.window.affected.filter(dropped_at=None).exclude(pk__in=told)
    return bool(untold.exists())


def _settle(notice_id: int, window_id: int) -> int:
    with transaction.atomic():
        # the same order of locks as the actions: the window, then its clock
        Window.objects.select_for_update().get(pk=window_id)
        window = Window.objects.select_related("subject").get(pk=window_id)
        notice, sent_at = Notice.objects.get(pk=notice_id), _sent_at(notice_id)
        if notice.sent_at is not None or sent_at is None:
            return 0
        notice.sent_at = sent_at
        notice.save(update_fields=["sent_at"])
        if notice.why in COUNTING:
            _count(window, notice)
    return 1


def _count(window: Window, notice: Notice) -> None:
    latest = counting(window.notices.all())
    if notice == latest and window.announced_at is not None and notice.sent_at is not None:
        clocks.notice_sent(window, notice.sent_at)
    record(
        actor=None,
        verb="maintenance.window.notice_sent",
        kind="window",
        object_id=window.pk,
        reference=window.number,
        after={"notice": notice.number, "sent_at": notice.sent_at, "due_at": notice.due_at, "kept": notice.kept},
    )
