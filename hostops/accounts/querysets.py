from typing import TYPE_CHECKING, Any, Self

from django.db.models import Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from hostops.accounts.roles import Role
from hostops.lib.visible import M, VisibleQuerySet

if TYPE_CHECKING:
    from hostops.accounts.models import Account, Contract, Person, Server  # noqa: F401


class AccountQuerySet(VisibleQuerySet["Account"]):
    account_path = "pk"


class PersonQuerySet(VisibleQuerySet["Person"]):
    account_path = "account"

    def named(self, username: str) -> Self:
        """Whoever signs in by that name, in any case; by the index that keeps such names apart."""
        return self.filter(Exact(Lower("username"), Lower(Value(username))))


class ServerQuerySet(VisibleQuerySet["Server"]):
    account_path = "account"


class ContractQuerySet(VisibleQuerySet["Contract"]):
    """Contracts and fees are the account holder's to see, and staff's."""

    account_path = "account"

    def visible_to(self, user: Any) -> Self:
        mine = super().visible_to(user)
        if getattr(user, "is_staff_member", False) or getattr(user, "role", None) == Role.ACCOUNT_HOLDER:
            return mine
        return mine.none()


class CatalogueQuerySet(VisibleQuerySet[M]):
    """What the provider offers: every signed-in person may see it."""

    def visible_to(self, user: Any) -> Self:
        return self.all() if getattr(user, "is_authenticated", False) and user.is_active else self.none()
