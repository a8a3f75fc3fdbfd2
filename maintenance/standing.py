"""Where the notice of a window stands: what was last said, what counts, and whether it was kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from hostops.accounts.models import Account
from hostops.clocks.models import Clock
from hostops.lib.now import now
from maintenance.affected import frozen_names, names_in_scope
from maintenance.clocks import NOTICE
from maintenance.models import Notice, Window
from maintenance.querysets import COUNTING
from maintenance.rules.changes import Change, Facts, changes

_OF_WINDOWS = (*COUNTING, Notice.Why.TOLD)


@dataclass(frozen=True)
class Standing:
    """The notice that is owed or was given. `kept` is None while that is open."""

    due_at: datetime | None
    sent_at: datetime | None
    kept: bool | None


def counting(notices: Iterable[Notice]) -> Notice | None:
    """The one of the window's notices that its start rests on."""
    return max((one for one in notices if one.why in COUNTING), key=lambda one: one.number, default=None)


def standing_of(window: Window, notices: Iterable[Notice], due_at: datetime | None) -> Standing:
    """`due_at` is what is owed at present: it counts while there is no notice that stands."""
    notice = counting(notices) if window.announced_at else None
    if notice is None:
        return Standing(due_at, None, False if due_at is not None and due_at < now() else None)
    kept = notice.kept
    if kept is None and notice.due_at is not None and notice.due_at < now():
        kept = False
    return Standing(notice.due_at, notice.sent_at, kept)


def notice_of(window: Window) -> Standing:
    """The standing of one window; two statements."""
    row: Any = with_due(Window.objects.filter(pk=window.pk)).get()
    return standing_of(window, window.notices.all(), row.notice_due)


def with_due(windows: QuerySet[Window]) -> QuerySet[Window]:
    """With `notice_due`: when the notice is due that is owed or was given."""
    clocks = Clock.objects.filter(subject=OuterRef("subject"), kind=NOTICE, cancelled_at=None)
    found: QuerySet[Window] = windows.annotate(notice_due=Subquery(clocks.values("due_at")[:1]))
    return found


def last_said(window: Window) -> Notice | None:
    """What people were last told of the window as it is to be; None before the announcement."""
    return window.notices.filter(why__in=_OF_WINDOWS).order_by("number").last()


def differences(window: Window, notice: Notice, accounts: Iterable[Account]) -> tuple[Change, ...]:
    """In what the window, which touches `accounts` now, is no longer what was announced."""
    return changes(_facts(notice, frozen_names(window)), _facts(window, names_in_scope(window, accounts)))


def _facts(source: Notice | Window, servers: frozenset[str]) -> Facts:
    return Facts(
        kind=source.kind,
        starts_at=source.starts_at,
        ends_at=source.ends_at,
        servers=servers,
        used=source.decision == "used",
        impact=source.impact,
        expected_downtime=timedelta(seconds=source.expected_downtime or 0),
        effect=source.effect,
    )
