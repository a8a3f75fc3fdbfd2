"""`/policies/` and `/contracts/`: what was promised, and to whom."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Contract
from hostops.api.filters import WordFilter
from hostops.api.keyset import Ordering
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.resources import VisibleViewSet
from hostops.lib.now import now
from hostops.policies import reading
from hostops.policies.api import serializers
from hostops.policies.models import Binding, Policy, PolicyVersion
from hostops.policies.openings import openings
from hostops.policies.rulewords import rules_of
from hostops.policies.schema.document import Document
from hostops.policies.walking import walk

# Documents are large, and only one policy's one version shows its own.
_LARGE = ("document", "holidays")
_VERSION = OpenApiParameter(
    "version",
    int,
    description="Another version than the one shown first (to staff the newest, to customers what binds them now).",
)


class PolicyFilters(FilterSet):
    id = WordFilter(field_name="slug")


class PolicyViewSet(VisibleViewSet):
    """Policies: to customers those that bind, or bound, a contract of theirs."""

    model = Policy
    serializer_class = serializers.PolicySerializer
    filterset_class = PolicyFilters
    lookup_field, lookup_url_kwarg = "slug", "id"
    orderings = {"id": Ordering.by("slug")}

    def get_serializer_class(self) -> Any:
        return serializers.PolicyDetailSerializer if self.action == "retrieve" else serializers.PolicySerializer

    @extend_schema(parameters=[_VERSION])
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One version: its clauses, its rules in words, and all of it as data."""
        return super().retrieve(request, *args, **kwargs)

    def get_object(self) -> Any:
        policy = super().get_object()
        policy.visible_versions = list(reading.versions_for(policy, self.request.user).defer(*_LARGE))
        policy.shown = self._shown(policy)
        policy.rules = _rules(policy.shown.parsed)
        policy.left_open = openings(policy.shown)
        return policy

    def _shown(self, policy: Policy) -> PolicyVersion:
        asked = self.request.query_params.get("version")
        if not asked:
            found = reading.version_for(policy, self.request.user, now())
        elif asked.isascii() and asked.isdecimal() and len(asked) <= 9:
            found = reading.versions_for(policy, self.request.user).filter(number=int(asked)).first()
        else:
            raise BadRequest(errors=[fault("version", detail="Write the number of a version.", place="query")])
        if found is None:
            raise Http404
        return found


def _rules(document: Document) -> list[dict[str, Any]]:
    """Each rule in words, as the policy page has it, and as data."""
    parts = {found.path: found.part for found in walk(document)}
    return [{**row._asdict(), "values": parts[row.path].model_dump(mode="json")} for row in rules_of(document)]


class ContractFilters(FilterSet):
    account = WordFilter(field_name="account__slug")
    reference = WordFilter()


class ContractViewSet(VisibleViewSet):
    """Contracts, with the policy version that binds each: to account holders their own, to staff all.

    The view stands here because accounts, the room of contracts, knows nothing of policies.
    """

    model = Contract
    serializer_class = serializers.ContractSerializer
    filterset_class = ContractFilters
    lookup_field = "reference"
    orderings = {"reference": Ordering.by("reference")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        bindings = Binding.objects.select_related("version__policy").defer(*(f"version__{name}" for name in _LARGE))
        return queryset.select_related("account").prefetch_related(Prefetch("bindings", bindings))
