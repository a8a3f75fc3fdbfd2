"""Who may see what of the backup desk. Customers see their own servers'; strays and daily checks are the staff's."""

from typing import TYPE_CHECKING, Any, Self

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


class PromiseQuerySet(VisibleQuerySet["Promise"]):
    account_path = "terms__schedule__server__account"

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).distinct()


class TermsQuerySet(VisibleQuerySet["Terms"]):
    account_path = "schedule__server__account"


class RunQuerySet(VisibleQuerySet["Run"]):
    account_path = "schedule__server__account"


class HoldQuerySet(VisibleQuerySet["Hold"]):
    account_path = "run__schedule__server__account"


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
