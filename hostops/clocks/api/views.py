"""`/clocks/`: what runs, what is due, why, and what a breach is put down to."""

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.api.filters import AccountFilter
from hostops.api.fields import with_z
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.resources import ActionView, VisibleView, VisibleViewSet
from hostops.clocks.api import serializers
from hostops.clocks.attribution import breach_attribute
from hostops.clocks.explanation import explain
from hostops.clocks.models import Clock
from hostops.clocks.querysets import STATES, state_q
from hostops.lib.now import now

_CYCLE = OpenApiParameter("cycle", int, description="An earlier cycle of the clock; the present one unless given.")
# What a cycle is numbered with in the database.
_MOST_DIGITS = 9


class ClockFilters(FilterSet):
    state = AnyOfFilter(STATES, method="in_states")
    kind = WordFilter()
    account = AccountFilter(field_name="subject__account")
    subject = WordFilter(field_name="subject__reference")
    clause = WordFilter()
    due_before = InstantFilter(field_name="due_at", lookup_expr="lt")

    def in_states(self, clocks: QuerySet[Clock], _: str, states: list[str]) -> QuerySet[Clock]:
        at = now()
        return clocks.filter(reduce(or_, (state_q(state, at) for state in states)))


class ClockViewSet(VisibleViewSet):
    """Clocks: to customers those of their account, to staff all. The newest first, or by when they are due."""

    model = Clock
    serializer_class = serializers.ClockSerializer
    filterset_class = ClockFilters
    orderings = {"id": Ordering.by("id"), "due_at": Ordering.by("due_at", nulls=True)}
    default_ordering = "-id"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("subject__account")


class ClockExplanation(VisibleView):
    """The rule with its clause and policy version, every span that counted or not, each computation with its reason."""

    model = Clock
    serializer_class = serializers.ExplanationSerializer

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("subject__account", "version__policy")

    @extend_schema(parameters=[_CYCLE])
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        clock = self.get_object()
        try:
            return Response(with_z(explain(clock, now(), self._cycle() or clock.cycle)))
        except LookupError:
            raise Http404 from None

    def _cycle(self) -> int | None:
        asked = self.request.query_params.get("cycle", "")
        if asked and not (asked.isascii() and asked.isdecimal() and len(asked) <= _MOST_DIGITS):
            raise BadRequest(errors=[fault("cycle", detail="Write the number of a cycle.", place="query")])
        return int(asked) if asked else None


class ClockAttribute(ActionView):
    """Say what a breach is put down to. A manager's word, once for each cycle."""

    model = Clock
    serializer_class = serializers.AttributionSerializer
    takes, calls = serializers.AttributeSerializer, staticmethod(breach_attribute)
    tagged_by = serializers.ClockSerializer
    status_code = 201

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("subject__account", "version__policy")

    def answer(self, thing: Any, result: Any) -> Response:
        return Response(self.get_serializer(result).data, status=self.status_code)
