"""Who may call: somebody signed in, with a token whose scope covers the call."""

from typing import Any

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request


class SignedInAndInScope(BasePermission):
    """A person by token or session; a token that only reads changes nothing.

    A view whose POST changes nothing either says so with `reads_only = True`. What the person's
    role allows is the actions' to decide, and what they may see the querysets'.
    """

    def has_permission(self, request: Request, view: Any) -> bool:
        if not request.user or not request.user.is_authenticated:
            return False
        if request.method in SAFE_METHODS or getattr(view, "reads_only", False):
            return True
        if request.auth is not None and getattr(request.auth, "scope", "read") != "write":
            raise PermissionDenied("This token may only read; make one with the scope write.")
        return True
