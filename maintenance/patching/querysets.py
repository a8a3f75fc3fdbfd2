"""Who may see what of patching. Releases and advisories are public words; the rest is seen with its server."""

from typing import TYPE_CHECKING, Any, Self

from django.db.models import Case, Exists, F, OuterRef, Value, When

from hostops.accounts.querysets import CatalogueQuerySet
from hostops.lib.visible import VisibleQuerySet
from maintenance.patching.rules.outcome import DONE, GRAVE
from maintenance.patching.runstates import OVER
from maintenance.querysets import StaffQuerySet

if TYPE_CHECKING:
    from maintenance.patching.models import (  # noqa: F401
        ClosedPeriod,
        FeedReading,
        PatchDuty,
        PatchException,
        PatchOwed,
        PatchPromise,
        PatchResult,
        PatchRun,
        Release,
        Update,
    )

__all__ = ["CatalogueQuerySet"]


class PatchPromiseQuerySet(VisibleQuerySet["PatchPromise"]):
    account_path = "duties__server__account"

    def visible_to(self, user: Any) -> Self:
        return super().visible_to(user).distinct()


class PatchDutyQuerySet(VisibleQuerySet["PatchDuty"]):
    account_path = "server__account"


class PatchOwedQuerySet(VisibleQuerySet["PatchOwed"]):
    account_path = "duty__server__account"


class ClosedPeriodQuerySet(VisibleQuerySet["ClosedPeriod"]):
    account_path = "account"


class ReleaseQuerySet(CatalogueQuerySet["Release"]):
    """What a vendor published is no secret of anybody."""


class UpdateQuerySet(VisibleQuerySet["Update"]):
    account_path = "server__account"


class FeedReadingQuerySet(StaffQuerySet["FeedReading"]):
    """The provider's own reading."""


class PatchRunQuerySet(VisibleQuerySet["PatchRun"]):
    def visible_to(self, user: Any) -> Self:
        """A customer sees the runs that have one of the account's servers in them."""
        from maintenance.patching.models import PatchResult

        if not getattr(user, "is_authenticated", False) or not user.is_active or user.is_staff_member:
            return super().visible_to(user)
        touched = PatchResult.objects.filter(run=OuterRef("pk"), server__account=user.account_id)
        return self.filter(Exists(touched)) if user.account_id else self.none()

    def as_seen_by(self, user: Any) -> Self:
        """With `seen_state`: of a run that is over, what came of it on the servers that the reader may see.

        That another account's server failed is no customer's to know. To staff it is the state itself.
        """
        from maintenance.patching.models import PatchResult

        if getattr(user, "is_staff_member", False):
            return self.annotate(seen_state=F("state"))
        mine = PatchResult.objects.visible_to(user).filter(run=OuterRef("pk"))
        came = Case(
            *(When(Exists(mine.filter(state=state)), then=Value(state)) for state in GRAVE), default=Value(DONE)
        )
        return self.annotate(seen_state=Case(When(state__in=OVER, then=came), default=F("state")))


class PatchResultQuerySet(VisibleQuerySet["PatchResult"]):
    account_path = "server__account"


class PatchExceptionQuerySet(VisibleQuerySet["PatchException"]):
    account_path = "account"
