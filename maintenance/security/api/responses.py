"""`/security/responses/`: advisories and findings, and what is done about them."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.filters import AnyOfFilter, InstantFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from maintenance.security import actions
from maintenance.security.actions.opening import OPEN
from maintenance.security.api import taken
from maintenance.security.api.labour import LabourSerializer
from maintenance.security.api.shown import ResponseSerializer
from maintenance.security.api.shutdowns import ShutdownSerializer
from maintenance.security.models import SecurityResponse
from maintenance.security.shown import dressed
from maintenance.security.states import State


class ResponseFilters(FilterSet):
    account = AccountFilter(field_name="affected__account")
    state = AnyOfFilter(State)
    kind = AnyOfFilter(SecurityResponse.Kind.values)
    acted_first = YesNoFilter(method="by_action")
    since = InstantFilter(field_name="opened_at", lookup_expr="gte")
    until = InstantFilter(field_name="opened_at", lookup_expr="lt")

    def by_action(self, rows: QuerySet[SecurityResponse], _: str, wanted: bool) -> QuerySet[SecurityResponse]:
        return rows.filter(acted_at__isnull=not wanted)


class _Responses(RoleFirst):
    model = SecurityResponse
    serializer_class = ResponseSerializer
    verb = OPEN

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return dressed(queryset)


class ResponseViewSet(_Responses, VisibleViewSet):
    """Security responses, the newest first; a customer sees those that touch its account."""

    takes, creates = taken.OpenResponse, staticmethod(actions.response_open)
    filterset_class = ResponseFilters
    orderings = {"opened_at": Ordering.by("opened_at"), "id": Ordering.by("id")}
    default_ordering = "-opened_at"


class Step(_Responses, ActionView):
    """One action, named by its step."""

    named = "response"
    step: ClassVar[str] = ""

    def asked(self) -> str:
        return f"maintenance.security.{self.step}"


class _Making(Step):
    """A step that makes something of its own, and answers with that and where it is."""

    tagged_by = ResponseSerializer
    status_code: ClassVar[int] = HTTPStatus.CREATED
    below: ClassVar[str]

    def answer(self, thing: Any, result: Any) -> Response:
        base = self.request.path.split("/responses/")[0]
        where = self.request.build_absolute_uri(f"{base}/{self.below}/{result.pk}/")
        return self.shown(result, self.status_code, Location=where)


class LabourStep(_Making):
    """Write down what was worked on correcting maintained code; answers with the line of the bill."""

    step, below = "labour", "labour"
    takes, calls = taken.RecordLabour, staticmethod(actions.labour_record)
    serializer_class = LabourSerializer  # type: ignore[assignment]


class ShutDownStep(_Making):
    """Record that the site of code that nobody maintains is shut down; the account is told at once."""

    step, below = "shut_down", "shutdowns"
    takes, calls = taken.WithReason, staticmethod(actions.shutdown_set)
    serializer_class = ShutdownSerializer  # type: ignore[assignment]


# Each step by its name in the address: its verb, the body it takes, the action it calls.
STEPS: dict[str, tuple[str, type[Serializer[Any]], Callable[..., Any]]] = {
    "act": ("act", taken.ActFirst, actions.response_act),
    "notify": ("notify", taken.Notify, actions.response_notify),
    "tell": ("tell", taken.TellOtherwise, actions.response_tell),
    "widen": ("widen", taken.WidenResponse, actions.response_widen),
    "close": ("close", taken.CloseResponse, actions.response_close),
    "reopen": ("reopen", taken.WithReason, actions.response_reopen),
}
