"""Who may see what of the backup desk. Customers see their own servers'; strays and daily checks are the staff's."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q

from hostops.lib.references import number_of
from hostops.lib.visible import M, VisibleQuerySet

if TYPE_CHECKING:
    from backups.models import (  # noqa: F401
        Begun,
        DayCheck,
        DayNote,
        Hold,
        Ping,
        PingKey,
        Promise,
        Remark,
        Run,
        Schedule,
        Stray,
        Terms,
        Trial,
    )

PREFIX = "BK"


class StaffQuerySet(VisibleQuerySet[M]):
    """What staff keep for themselves: customers see none of it."""

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        return mine if getattr(user, "is_staff_member", False) else mine.none()


class ScheduleQuerySet(VisibleQuerySet["Schedule"]):
    account_path = "server__account"

    def search(self, words: str) -> Self:
        """The schedule of that number, or those of servers whose name has the words."""
        number = number_of(PREFIX, words)
        named = Q(server__hostname__icontains=words)
        return self.filter(named | Q(pk=number)) if number else self.filter(named)


class PromiseQuerySet(VisibleQuerySet["Promise"]):
    account_path = "terms__schedule__server__account"

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).distinct()


class TermsQuerySet(VisibleQuerySet["Terms"]):
    account_path = "schedule__server__account"


class RunQuerySet(VisibleQuerySet["Run"]):
    account_path = "schedule__server__account"

    def copies(self) -> Self:
        """The runs that left a copy which is still there."""
        return self.filter(expires_at__isnull=False, deleted_at=None)

    def expirable(self, at: datetime) -> Self:
        """The copies that may go at `at`: their time is over, and nothing holds them."""
        return self.copies().filter(expires_at__lte=at).exclude(_holding(at))

    def with_held(self, at: datetime) -> Self:
        """With `held`: whether a hold keeps the copy at `at`."""
        return self.annotate(held=_holding(at))


def _holding(at: datetime) -> Exists:
    from backups.models import Hold

    return Exists(Hold.objects.active(at).filter(run=OuterRef("pk")))


class HoldQuerySet(VisibleQuerySet["Hold"]):
    account_path = "run__schedule__server__account"

    def active(self, at: datetime) -> Self:
        """Those that held at `at`, whatever became of them since."""
        placed = Q(placed_at__lte=at)
        return self.filter(placed, _none_or_after("released_at", at), _none_or_after("until_at", at))


def _none_or_after(field: str, at: datetime) -> Q:
    return Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gt": at})


class RemarkQuerySet(VisibleQuerySet["Remark"]):
    account_path = "schedule__server__account"


class PingKeyQuerySet(VisibleQuerySet["PingKey"]):
    account_path = "schedule__server__account"


class PingQuerySet(VisibleQuerySet["Ping"]):
    account_path = "schedule__server__account"


class BegunQuerySet(VisibleQuerySet["Begun"]):
    account_path = "schedule__server__account"


class StrayQuerySet(StaffQuerySet["Stray"]):
    """Nobody knows yet whose it is."""


class DayCheckQuerySet(StaffQuerySet["DayCheck"]):
    """A provider's own book: the exceptions of all its customers stand in it."""


class DayNoteQuerySet(StaffQuerySet["DayNote"]):
    """With the check."""


class TrialQuerySet(VisibleQuerySet["Trial"]):
    account_path = "server__account"
