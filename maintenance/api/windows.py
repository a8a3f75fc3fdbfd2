"""`/windows/` and `/windows/{number}/`."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from hostops.accounts.roles import require
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleView, VisibleViewSet
from maintenance.actions import window_create
from maintenance.api.addressed import OfWindow
from maintenance.api.filters import WindowFilters
from maintenance.api.shown import WindowRow, WindowShown, in_list
from maintenance.api.taken import CreateWindow
from maintenance.models import Window


class WholeWindow(VisibleView):
    """Shows one window with everything that belongs to it."""

    model = Window
    serializer_class = WindowShown

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return in_list(queryset, self.request.user).prefetch_related("steps__done_by")


class WindowViewSet(OfWindow, WholeWindow, VisibleViewSet):
    """A service window: when, for whom, what it does, and where its notice stands."""

    takes = CreateWindow
    creates = staticmethod(window_create)
    filterset_class = WindowFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "number": Ordering.by("id")}

    def get_object(self) -> Window:
        return self.window_in(self.get_queryset())

    def get_serializer_class(self) -> type[BaseSerializer[Any]]:
        return WindowRow if self.action == "list" else WindowShown

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        listed = self.action == "list"
        return in_list(queryset, self.request.user) if listed else super().related(queryset)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Windows, the earliest first. Customers see those that affect their account, and no drafts."""
        return super().list(request, *args, **kwargs)

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, "maintenance.window.create")
        return super().taken(request)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Write a draft. Whether it is lawful `POST /windows/check/` says, and planning it asks."""
        return super().create(request, *args, **kwargs)
