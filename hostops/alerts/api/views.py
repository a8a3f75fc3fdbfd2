"""`/alerts/`: what was said of clocks, and who has seen to it."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.api.filters import AccountFilter
from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.api.serializers import AlertSerializer, CourseSerializer
from hostops.alerts.course import course
from hostops.alerts.models import Alert
from hostops.api.filters import InstantFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleView, VisibleViewSet


class AlertFilters(FilterSet):
    since = InstantFilter(field_name="raised_at", lookup_expr="gte")
    kind = WordFilter(field_name="clock__kind")
    account = AccountFilter(field_name="clock__subject__account")
    subject = WordFilter(field_name="clock__subject__reference")
    threshold = WordFilter()
    acknowledged = YesNoFilter(method="by_acknowledgement")

    def by_acknowledgement(self, alerts: QuerySet[Alert], _: str, wanted: bool) -> QuerySet[Alert]:
        return alerts.filter(acknowledged_by__isnull=not wanted)


def _loaded(alerts: QuerySet[Any]) -> QuerySet[Any]:
    return alerts.select_related("clock__subject__account", "acknowledged_by")


class AlertViewSet(VisibleViewSet):
    """Alerts, the newest first. To follow them, ask `ordering=raised_at` and `since` the last one seen."""

    model = Alert
    serializer_class = AlertSerializer
    filterset_class = AlertFilters
    orderings = {"raised_at": Ordering.by("raised_at"), "id": Ordering.by("id")}
    default_ordering = "-raised_at"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return _loaded(queryset)


class AlertCourse(VisibleView):
    """To staff: each step of the alert, to whom it went and past whom, and what became of every message."""

    model = Alert
    serializer_class = CourseSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.get_serializer({"steps": course(self.get_object(), request.user)}).data)


class AlertAcknowledge(ActionView):
    """Say that somebody has seen to it. Again by the same person changes nothing."""

    model = Alert
    serializer_class = AlertSerializer
    calls = staticmethod(alert_acknowledge)

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return _loaded(queryset)
