"""`/year-plans/`: the plan of a year's windows, drafted, changed, published, acknowledged (iptor:5b, 5e)."""

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from hostops.accounts.roles import require
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleView, VisibleViewSet, pointing_at
from maintenance.actions import year_joining, year_plans, year_publishing
from maintenance.actions.year_records import ACKNOWLEDGE, WRITE
from maintenance.api import year_shown, year_taken
from maintenance.models import PlanAcknowledgement, YearPlan


class _Plans(VisibleView):
    """Whoever may not do it learns nothing from the names in the body."""

    model = YearPlan
    serializer_class: type[BaseSerializer[Any]] = year_shown.PlanSeenSerializer
    lookup_field = "year"
    verb: ClassVar[str] = WRITE

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        mine = PlanAcknowledgement.objects.visible_to(self.request.user).select_related("account")
        joined = queryset.select_related("policy_version__policy")
        return joined.prefetch_related("windows", Prefetch("acknowledgements", mine))

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, self.verb)
        return super().taken(request)


class YearPlanViewSet(_Plans, VisibleViewSet):
    """The plans that the caller may see: staff all, customers those published to them."""

    takes, creates = year_taken.DraftPlan, staticmethod(year_plans.plan_draft)
    orderings = {"year": Ordering.by("year")}
    default_ordering = "-year"

    def get_serializer_class(self) -> Any:
        return year_shown.PlanSerializer if self.action == "list" else self.serializer_class


class YearPlanChange(_Plans, ActionView):
    """Draft it anew by a rule, or give it other dates; of a published plan the accounts are told."""

    takes, calls, named = year_taken.ChangePlan, staticmethod(year_plans.plan_change), "plan"


class YearPlanPublish(_Plans, ActionView):
    """Plan its windows and send it to the accounts in scope."""

    takes, calls, named = year_taken.PublishPlan, staticmethod(year_publishing.plan_publish), "plan"


class YearPlanTakeIn(_Plans, ActionView):
    """Send it to the accounts that joined since it was published (`joined`), who acknowledge it as the others did."""

    calls, named = staticmethod(year_joining.plan_take_in), "plan"


class YearPlanAcknowledge(_Plans, ActionView):
    """Say that the account has seen the plan and accepts its windows (iptor:5b)."""

    verb = ACKNOWLEDGE
    calls, named = staticmethod(year_publishing.plan_acknowledge), "plan"


class YearPlanCheck(_Plans):
    reads_only = True
    takes, serializer_class = year_taken.LookAtPlan, year_shown.PlanLookSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What a plan would be, with every fault and warning; stores nothing."""
        body = self.taken(request)
        with pointing_at(body):
            entries, seen = year_plans.plan_look(actor=request.user, **body.validated_data)
        shown = {"dates": entries, "faults": seen.faults, "warnings": seen.warnings}
        return Response(self.get_serializer(shown).data)
