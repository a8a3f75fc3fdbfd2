"""Querysets that show a person only what that person may see."""

from typing import Any, Self, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class VisibleQuerySet(models.QuerySet[M]):
    """Fails closed: nobody sees anything, staff see all, customers see their own account's.

    A subclass names the way to the account in `account_path`, or overrides `visible_to`.
    Pages, REST calls and forms start from `visible_to(user)`, never from `objects.all()`.
    """

    account_path: str | None = None

    def visible_to(self, user: Any) -> Self:
        """The rows that `user` (a person, or the anonymous one) may know of."""
        if not getattr(user, "is_authenticated", False) or not user.is_active:
            return self.none()
        if user.is_staff_member:
            return self.all()
        if self.account_path is None or user.account_id is None:
            return self.none()
        return self.filter(**{self.account_path: user.account_id})
