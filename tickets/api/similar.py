"""`/cases/similar/`: what may be about the same, before another case is filed."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Account
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.resources import VisibleView
from hostops.lib.text import clean_line
from tickets.api.addressed import caller_of
from tickets.api.shown import CaseRow
from tickets.models import Case
from tickets.similar import similar_cases

_LONGEST = 2000


class SimilarShown(serializers.Serializer[Any]):
    """A few, all at once."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = CaseRow(many=True)


_WORDS = OpenApiParameter("q", str, required=True, description="The words of a subject, or of a whole report.")
_ACCOUNT = OpenApiParameter("account", str, description="The slug. Staff must name it; a customer's is their own.")


class SimilarCases(VisibleView):
    model = Case
    serializer_class = SimilarShown

    @extend_schema(parameters=[_WORDS, _ACCOUNT], responses=SimilarShown)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Cases of the account with words in common: open ones first, then what ended lately."""
        text = clean_line(request.query_params.get("q", ""))[:_LONGEST]
        if not text:
            raise BadRequest(errors=[fault("q", detail="Write some words of what is wrong.", place="query")])
        found = similar_cases(request.user, self._account(request), text)
        shown = {"next": None, "previous": None, "results": found}
        return Response(SimilarShown(shown, context=self.get_serializer_context()).data)

    def _account(self, request: Request) -> Account:
        own, slug = caller_of(request).account, request.query_params.get("account", "")
        if own is not None and slug in ("", own.slug):
            return own
        found: Account | None = Account.objects.visible_to(request.user).filter(slug=slug).first()
        if found is None:
            raise BadRequest(errors=[fault("account", detail="There is no such account.", place="query")])
        return found
