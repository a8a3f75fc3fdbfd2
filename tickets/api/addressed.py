"""What stands under `/cases/{number}/`: the case of the address, as far as the caller may see it."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from hostops.accounts.models import Person
from hostops.api import etags
from hostops.api.resources import VisibleView
from hostops.lib.references import number_of
from tickets.models import Case
from tickets.querysets import PREFIX


class OfCase(VisibleView):
    """A view below a case. A foreign case answers as one that does not exist."""

    lookup_field = "number"

    @property
    def case_id(self) -> int:
        """The key in the address; 0, which no case has, where there is none."""
        return number_of(PREFIX, self.kwargs.get("number", "")) or 0

    def case_in(self, cases: QuerySet[Case]) -> Case:
        found = cases.filter(pk=self.case_id).first()
        if found is None:
            raise Http404
        return found

    def case(self) -> Case:
        """The bare case, for an action or to know that there is one."""
        return self.case_in(Case.objects.visible_to(self.request.user))

    def below(self, things: QuerySet[Any]) -> Any:
        """The one of `things` that the address names below the case."""
        found = things.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def version_asked(self, request: Request, case: Case) -> dict[str, Any]:
        """What `If-Match` asks of an action on the case; nothing where it is not sent."""
        return {"if_version": case.version} if etags.require_match(request, etags.tag_of(case) or "") else {}


def caller(serializer: BaseSerializer[Any]) -> Person:
    """Who calls; a serializer of a body is always given the request."""
    return caller_of(serializer.context["request"])


def caller_of(request: Any) -> Person:
    person: Person = request.user
    return person
