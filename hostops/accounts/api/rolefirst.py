"""The role is asked before the body."""

from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from hostops.accounts.roles import require
from hostops.api.resources import VisibleView


class RoleFirst(VisibleView):
    """Whoever may not do it learns nothing from the names in the body."""

    verb: ClassVar[str] = ""

    def asked(self) -> str:
        """The verb that the role must include."""
        return self.verb

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, self.asked())
        return super().taken(request)
