"""Who may see what of security: staff all of it, an account what concerns it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q

from hostops.accounts.roles import Role
from hostops.lib.visible import VisibleQuerySet

if TYPE_CHECKING:
    from maintenance.security.models import (  # noqa: F401
        Block,
        CustomCode,
        Labour,
        PenetrationTest,
        SecurityAddressee,
        SecurityAffected,
        SecurityNotice,
        SecurityResponse,
        Shutdown,
    )


def fees_seen(reader: Any) -> bool:
    """Whether what labour costs is the reader's to see: the account holder's, as the contract is, and staff's."""
    return bool(reader is None or reader.is_staff_member or reader.role == Role.ACCOUNT_HOLDER)


class ResponseQuerySet(VisibleQuerySet["SecurityResponse"]):
    def visible_to(self, user: Any) -> Self:
        """A customer sees the responses that its account has to do with."""
        from maintenance.security.models import SecurityAffected

        if not getattr(user, "is_authenticated", False) or not user.is_active or user.is_staff_member:
            return super().visible_to(user)
        mine = SecurityAffected.objects.filter(response=OuterRef("pk"), account=user.account_id)
        return self.filter(Exists(mine)) if user.account_id else self.none()

    def owing_notice(self) -> Self:
        """What was acted on first, and not everybody has been told of yet (itpdx:5j)."""
        return self.filter(acted_at__isnull=False, notified_at=None)


class SecurityAffectedQuerySet(VisibleQuerySet["SecurityAffected"]):
    account_path = "account"


class NoticeQuerySet(VisibleQuerySet["SecurityNotice"]):
    account_path = "addressees__affected__account"

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).distinct()


class AddresseeQuerySet(VisibleQuerySet["SecurityAddressee"]):
    account_path = "affected__account"


class CodeQuerySet(VisibleQuerySet["CustomCode"]):
    account_path = "account"


class LabourQuerySet(VisibleQuerySet["Labour"]):
    account_path = "code__account"

    def standing(self) -> Self:
        """The lines that hold."""
        return self.filter(withdrawn_at=None)


class ShutdownQuerySet(VisibleQuerySet["Shutdown"]):
    account_path = "code__account"

    def standing(self) -> Self:
        return self.filter(lifted_at=None)


class PenetrationTestQuerySet(VisibleQuerySet["PenetrationTest"]):
    account_path = "account"

    def in_state(self, state: str, at: datetime) -> Self:
        """`state` is one of `PenetrationTest.STATES`."""
        if state == "withdrawn":
            return self.filter(withdrawn_at__isnull=False)
        return self.filter(_STRETCH[state](at), withdrawn_at=None)

    def to_come(self, at: datetime) -> Self:
        """Those that go on or lie ahead."""
        return self.filter(ends_at__gt=at, withdrawn_at=None)


_STRETCH = {
    "ahead": lambda at: Q(starts_at__gt=at),
    "running": lambda at: Q(starts_at__lte=at, ends_at__gt=at),
    "over": lambda at: Q(ends_at__lte=at),
}


class BlockQuerySet(VisibleQuerySet["Block"]):
    account_path = "account"

    def visible_to(self, user: Any) -> Self:
        """A customer sees its own, and those that stand before everybody's servers."""
        mine = super().visible_to(user)
        if getattr(user, "is_staff_member", False) or not getattr(user, "account_id", None) or not user.is_active:
            return mine
        return self.filter(Q(account=user.account_id) | Q(account=None))

    def in_state(self, state: str, at: datetime) -> Self:
        """`state` is `standing` or `over`."""
        standing = Q(lifted_at=None) & (Q(ends_at=None) | Q(ends_at__gt=at))
        ended = Q(lifted_at__isnull=False) | Q(ends_at__lte=at)
        return self.filter(standing if state == "standing" else ended)
