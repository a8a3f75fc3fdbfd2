"""Which business events and freezes a person sees, and which are ahead, running or over."""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Exists, OuterRef, Q

from hostops.lib.visible import VisibleQuerySet

if TYPE_CHECKING:
    from maintenance.models import BusinessEvent, Freeze  # noqa: F401


def in_states(states: Iterable[str], at: datetime, ended: str) -> Q:
    """What stands and is ahead, running or over at `at`, or was called off: `ended` is what that is called."""
    stands = Q(**{f"{ended}_at": None})
    of = {
        "ahead": stands & Q(starts_at__gt=at),
        "running": stands & Q(starts_at__lte=at, ends_at__gt=at),
        "over": stands & Q(ends_at__lte=at),
        ended: ~stands,
    }
    return reduce(or_, (of[state] for state in states))


class BusinessEventQuerySet(VisibleQuerySet["BusinessEvent"]):
    account_path = "account"

    def in_states(self, states: Iterable[str], at: datetime) -> Self:
        """Those that are, at `at`, in any of the states of `BusinessEvent.STATES`."""
        return self.filter(in_states(states, at, "withdrawn"))


class FreezeQuerySet(VisibleQuerySet["Freeze"]):
    def visible_to(self, user: Any) -> Self:
        """A customer sees those that touch the account: of everything, of itself, of a server of its own."""
        from maintenance.models import Freeze

        if not getattr(user, "is_authenticated", False) or not user.is_active or user.is_staff_member:
            return super().visible_to(user)
        return self.touching_account(Freeze, user.account_id) if user.account_id else self.none()

    def touching_account(self, model: type["Freeze"], account: int) -> Self:
        of_account = model.accounts.through.objects.filter(freeze=OuterRef("pk"), account=account)
        of_servers = model.servers.through.objects.filter(freeze=OuterRef("pk"), server__account=account)
        return self.filter(Q(scope_all=True) | Exists(of_account) | Exists(of_servers))

    def in_states(self, states: Iterable[str], at: datetime) -> Self:
        """Those that are, at `at`, in any of the states of `Freeze.STATES`."""
        return self.filter(in_states(states, at, "lifted"))
