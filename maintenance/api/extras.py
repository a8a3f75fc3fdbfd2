"""`/windows/{number}/links/`, `/consultations/`, `/kept-alerts/`: what staff keep with a window."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from maintenance.actions import window_unlink
from maintenance.api.addressed import OfWindow
from maintenance.api.windows import WholeWindow
from maintenance.links import of_window
from maintenance.models import Consultation, KeptAlert, Window


class ConsultationShown(serializers.ModelSerializer[Consultation]):
    account = serializers.CharField(source="account.slug")
    at = Instant()
    logged_by = serializers.CharField(source="logged_by.username")

    class Meta:
        model = Consultation
        fields = ("id", "account", "spoken_with", "said", "at", "logged_by")


class KeptAlertShown(serializers.ModelSerializer[KeptAlert]):
    server = serializers.CharField(source="server.hostname")
    at = Instant()

    class Meta:
        model = KeptAlert
        fields = ("id", "server", "title", "body", "at")


class _OfStaff(OfWindow, VisibleViewSet):
    """What staff keep: to customers there is no such list."""

    orderings = {"id": Ordering.by("id")}

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Of one window, the oldest first. For staff."""
        self.window()
        if not getattr(request.user, "is_staff_member", False):
            raise Http404
        return super().list(request, *args, **kwargs)


class ConsultationsViewSet(_OfStaff):
    """With whom an emergency was talked over (iptor:5h)."""

    model = Consultation
    serializer_class = ConsultationShown

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(window=self.window_id).select_related("account", "logged_by")


class KeptAlertsViewSet(_OfStaff):
    """What monitoring said of servers while the window ran."""

    model = KeptAlert
    serializer_class = KeptAlertShown

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(window=self.window_id).select_related("server")


class Unlink(OfWindow, WholeWindow, ActionView):
    """Take a link to a case away, from both."""

    calls = staticmethod(window_unlink)

    def get_object(self) -> Window:
        return self.window()

    def act(self, thing: Window, values: dict[str, Any]) -> Any:
        reader: Any = self.request.user
        link = of_window(thing, reader).filter(pk=self.kwargs["pk"]).first() if reader.is_staff_member else None
        if link is None:
            raise Http404
        return window_unlink(actor=reader, window=thing, link=link, **values)
