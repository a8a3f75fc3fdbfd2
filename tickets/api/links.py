"""`/cases/{number}/links/`: what a case has to do with others."""

from http import HTTPStatus
from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.roles import require
from hostops.api.resources import ActionView, VisibleView, pointing_at
from hostops.subjects.models import SubjectLink
from tickets.actions import case_link, case_unlink
from tickets.api.addressed import OfCase
from tickets.api.cases import WholeCase
from tickets.api.fields import NoneIfEmpty
from tickets.api.taken.together import AddLink
from tickets.links import CaseLink, links_of
from tickets.models import Case


class LinkShown(serializers.Serializer[CaseLink]):
    id = serializers.IntegerField(source="pk")
    relation = serializers.CharField(help_text="related, caused_by, duplicates; other rooms may have others.")
    words = serializers.CharField(help_text="As it reads from this side: `caused by`, `cause of`.")
    outgoing = serializers.BooleanField(help_text="Whether this case is the one that the relation is said of.")
    reference = serializers.CharField(help_text="Of what is on the other side.")
    title = serializers.CharField()
    url = serializers.CharField(help_text="Its page.")
    state = NoneIfEmpty(help_text="Of a case, its state.")


class LinksShown(serializers.Serializer[Any]):
    """A case has few: they come all at once."""

    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
    results = LinkShown(many=True)


class Links(OfCase, VisibleView):
    """Links of one case."""

    model = Case
    serializer_class = LinksShown
    takes = AddLink
    changes_object = True
    status_code = HTTPStatus.CREATED

    @extend_schema(responses=LinksShown)
    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What the case is linked to, as far as the caller may see it."""
        return Response(self._links(self.case()))

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Link it to another case; both show it. `If-Match` is about the case. Shows all of its links."""
        case = self.case()
        require(request.user, "tickets.case.link")
        body = self.taken(request)
        with pointing_at(body):
            case_link(actor=request.user, case=case, **body.validated_data, **self.version_asked(request, case))
        return Response(self._links(case), status=HTTPStatus.CREATED)

    def _links(self, case: Case) -> Any:
        found = links_of(case, self.request.user)
        return LinksShown({"next": None, "previous": None, "results": found}).data


class LinkRemove(OfCase, WholeCase, ActionView):
    """Take a link to another case away, from both."""

    def get_object(self) -> Case:
        return self.case()

    def act(self, thing: Case, values: dict[str, Any]) -> Any:
        require(self.request.user, "tickets.case.link")
        known = {link.pk for link in links_of(thing, self.request.user)}
        if self.kwargs["pk"] not in known:
            raise Http404
        link = SubjectLink.objects.get(pk=self.kwargs["pk"])
        asked = self.version_asked(self.request, thing)
        return case_unlink(actor=self.request.user, case=thing, link=link, **asked)

    def expected(self, request: Request, thing: Any) -> dict[str, int]:
        """`If-Match` is `act`'s: what it calls is given the link too."""
        return {}
