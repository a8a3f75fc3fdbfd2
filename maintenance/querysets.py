"""Who may see what of the desk. Customers see windows that touch their account, and never a draft."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, Subquery

from hostops.lib.references import number_of
from hostops.lib.visible import M, VisibleQuerySet
from maintenance.rules.months import month_span
from maintenance.states import SHOWN, STANDING, State

if TYPE_CHECKING:
    from maintenance.models import (  # noqa: F401
        Affected,
        AvailabilityMonth,
        CalendarFeed,
        Conversion,
        Downtime,
        Window,
        YearPlan,
    )

PREFIX = "SW"
# Why a notice is given that is promised, and to be answered; the others tell besides.
COUNTING = ("first", "changed")


class StaffQuerySet(VisibleQuerySet[M]):
    """What staff keep for themselves: customers see none of it."""

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        return mine if getattr(user, "is_staff_member", False) else mine.none()


class ConversionQuerySet(StaffQuerySet["Conversion"]):
    def waiting(self) -> Self:
        """Requests that nobody has approved or declined."""
        return self.filter(approved_at=None, declined_at=None)


class WindowQuerySet(VisibleQuerySet["Window"]):
    def visible_to(self, user: Any) -> Self:
        """A customer sees the windows that affect the account, as soon as they are more than a draft."""
        from maintenance.models import Affected

        if not getattr(user, "is_authenticated", False) or not user.is_active or user.is_staff_member:
            return super().visible_to(user)
        touched = Affected.objects.filter(window=OuterRef("pk"), account=user.account_id)
        return self.filter(Exists(touched), state__in=sorted(SHOWN)) if user.account_id else self.none()

    def standing(self) -> Self:
        """What takes the time of its servers, or will."""
        return self.filter(state__in=sorted(STANDING))

    def ahead(self, at: datetime) -> Self:
        """What is not over at `at`: what runs does, however late it is; what was cancelled never begins."""
        over = Q(state__in=(State.CANCELLED, State.COMPLETED, State.REPORTED))
        return self.filter(Q(ends_at__gt=at) | Q(state=State.IN_PROGRESS)).exclude(over)

    def search(self, words: str) -> Self:
        """Windows of that number, or whose title has the words."""
        number = number_of(PREFIX, words)
        return self.filter(Q(title__icontains=words) | Q(pk=number)) if number else self.filter(title__icontains=words)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> Self:
        """What shares a moment with the span; ends are open."""
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class OfWindowQuerySet(VisibleQuerySet[Any]):
    """What hangs on a window: seen with it."""

    def visible_to(self, user: Any) -> Self:
        from maintenance.models import Window

        mine = super().visible_to(user)
        if getattr(user, "is_staff_member", False):
            return mine
        windows = Window.objects.visible_to(user)
        return self.filter(Exists(windows.filter(pk=OuterRef("window"))))


class AffectedQuerySet(VisibleQuerySet["Affected"]):
    """A customer sees its own account's row, never whom else a window touches."""

    account_path = "account"

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        return mine if getattr(user, "is_staff_member", False) else mine.filter(window__state__in=sorted(SHOWN))

    def to_chase(self) -> Self:
        """Accounts of which nobody has answered the notice that counts."""
        from maintenance.models import Addressee

        answered = Addressee.objects.filter(affected=OuterRef("pk")).counting().exclude(answer="")
        return self.filter(~Exists(answered), dropped_at=None)


class OfAffectedQuerySet(VisibleQuerySet[Any]):
    account_path = "affected__account"


class OfNoticeQuerySet(VisibleQuerySet[Any]):
    account_path = "affected__account"

    def counting(self) -> Self:
        """Those of each window's notice that counts: the announcement, or the change that took its place."""
        from maintenance.models import Notice

        of_window = Notice.objects.filter(window=OuterRef("notice__window"), why__in=COUNTING)
        return self.filter(notice=Subquery(of_window.order_by("-number").values("pk")[:1]))

    def to_chase(self) -> Self:
        """Whose mail could not be sent, and who is silent, of the notices that count."""
        return self.counting().filter(Q(answer="") | Q(delivery=None) | Q(delivery__state="failed"))


class YearPlanQuerySet(VisibleQuerySet["YearPlan"]):
    """Customers see the published plans that they were told of."""

    account_path = "acknowledgements__account"

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        if getattr(user, "is_staff_member", False):
            return mine
        return mine.filter(state="published").distinct()


class OfPlanQuerySet(VisibleQuerySet[Any]):
    account_path = "account"


class DowntimeQuerySet(VisibleQuerySet["Downtime"]):
    account_path = "server__account"

    def current(self) -> Self:
        """The rows that hold: nothing corrects them, and they do not say that there was none."""
        return self.filter(corrected_by=None, withdrawn=False)

    def touching(self, starts_at: datetime, ends_at: datetime) -> Self:
        """What shares a moment with the span."""
        return self.ending_after(starts_at).filter(starts_at__lt=ends_at)

    def ending_after(self, instant: datetime) -> Self:
        """What went on past the instant, or still does."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gt=instant))

    def in_month(self, month: date, zone: ZoneInfo) -> Self:
        """What lies in the month of that zone, in any part."""
        span = month_span(month, zone)
        return self.touching(span.start, span.end)


class AvailabilityMonthQuerySet(VisibleQuerySet["AvailabilityMonth"]):
    account_path = "account"


class FeedQuerySet(VisibleQuerySet["CalendarFeed"]):
    """Whoever it is for: a person's is that person's alone; an account's is seen by the account's people and staff."""

    account_path = "account"

    def visible_to(self, user: Any) -> Self:
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        if user.is_staff_member:
            return self.filter(Q(person=user) | Q(account__isnull=False))
        return self.filter(Q(person=user) | Q(account=user.account_id, account__isnull=False))
