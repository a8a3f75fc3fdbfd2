"""`/cases/assign/`: several cases to one member of staff."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.roles import require
from hostops.api.resources import VisibleView, pointing_at
from hostops.lib.references import number_of
from tickets.actions import cases_assign
from tickets.api.taken import work
from tickets.models import Case
from tickets.querysets import PREFIX


class RefusedShown(serializers.Serializer[Any]):
    case = serializers.CharField(help_text="As it was sent.")
    detail = serializers.CharField(help_text="Why it was not assigned.")


class AssignedShown(serializers.Serializer[Any]):
    """Which of the cases are given, and which are not and why."""

    assigned = serializers.ListField(child=serializers.CharField(help_text="The number of a case."))
    refused = RefusedShown(many=True)


class AssignCases(VisibleView):
    model = Case
    serializer_class = AssignedShown
    takes = work.AssignCases
    status_code = 200

    @extend_schema(operation_id="cases_assign_several")
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Give several cases to one member of staff, or to nobody. Each is a change of its own: what is
        refused for one does not hold up the others, and is told."""
        require(request.user, "tickets.case.assign")
        body = self.taken(request)
        sent = dict.fromkeys(body.validated_data["cases"])
        found = self.get_queryset().in_bulk({number_of(PREFIX, number) or 0 for number in sent})
        unknown = [number for number in sent if number_of(PREFIX, number) not in found]
        with pointing_at(body):
            cases = [found[key] for key in sorted(found)]
            done, refused = cases_assign(actor=request.user, cases=cases, assignee=body.validated_data["assignee"])
        why = [{"case": case.number, "detail": detail} for case, detail in refused]
        missing = [{"case": number, "detail": "There is no such case."} for number in unknown]
        return Response(AssignedShown({"assigned": [case.number for case in done], "refused": why + missing}).data)
