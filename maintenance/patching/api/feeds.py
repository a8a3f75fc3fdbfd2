"""`/patching/feeds/`: files as tools print them and vendors publish them, and what came of each."""

from http import HTTPStatus
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import QuerySet
from django_filters import FilterSet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Server
from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.pointers import fault
from hostops.api.problems import BadRequest
from hostops.api.raw import JSON, TEXT, RawJson, RawText, bytes_of
from hostops.api.resources import VisibleView, VisibleViewSet
from maintenance.patching.actions.reading import SOURCES, Unreadable, feed_read
from maintenance.patching.feedroles import READ
from maintenance.patching.models import FeedReading, Source
from maintenance.patching.reading import SERVER_TOOLS
from maintenance.serversnamed import NotOne, one_server


class Counts(serializers.Serializer[Any]):
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    known = serializers.IntegerField()
    gone = serializers.IntegerField(help_text="What the source no longer names.")


class ReadingSerializer(serializers.ModelSerializer[FeedReading]):
    """A file that was read: what it was, and how much of it was new."""

    server = serializers.CharField(source="server.hostname", default=None, allow_null=True)
    account = serializers.CharField(source="server.account.slug", default=None, allow_null=True)
    counts = Counts()
    read_by = serializers.CharField(source="read_by.username", default=None, allow_null=True)
    read_at = Instant()

    class Meta:
        model = FeedReading
        fields = ("id", "source", "server", "account", "name", "sha256", "counts", "read_by", "read_at")

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "source": serializers.ChoiceField(choices=Source.choices)}


class ReadingFilters(FilterSet):
    source = AnyOfFilter(SOURCES)
    server = WordFilter(field_name="server__hostname", lookup_expr="iexact")


class _Readings(VisibleView):
    model = FeedReading
    serializer_class = ReadingSerializer

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("server__account", "read_by")


class ReadingViewSet(_Readings, VisibleViewSet):
    """Files that were read, the latest first. The provider's own."""

    filterset_class = ReadingFilters
    orderings = {"id": Ordering.by("id")}
    default_ordering = "-id"


_SERVER = [
    OpenApiParameter("server", str, description="The hostname: whose output it is. For `apt` and `dnf`."),
    OpenApiParameter("account", str, description="Where several accounts have a server of this name."),
    OpenApiParameter("name", str, description="The file's own name."),
]
_KNOWN = {parameter.name for parameter in _SERVER}


class FeedView(_Readings):
    """`POST`: one file."""

    parser_classes = (RawJson, RawText)
    feed: ClassVar[str] = ""

    def most_bytes(self, request: Request) -> int:
        most: int = settings.PATCH_FEED_MAX_BYTES
        return most

    @extend_schema(
        parameters=_SERVER,
        request={JSON: OpenApiTypes.ANY, TEXT: OpenApiTypes.STR},
        responses={200: ReadingSerializer, 201: ReadingSerializer},
    )
    def post(self, request: Request) -> Response:
        """Read a file as it is. 201, or 200 where it is the same as the last of its source and server.

        One that is not what its source publishes is 400 with the line or the pointer, and nothing is stored.
        """
        require(request.user, READ)
        server = self._server(request)
        try:
            reading = feed_read(
                actor=request.user,
                source=self.feed,
                body=bytes_of(request.data),
                server=server,
                name=request.query_params.get("name", ""),
            )
        except Unreadable as error:
            raise _unreadable(error) from None
        return self.shown(self.seen_again(reading), HTTPStatus.OK if reading.again else HTTPStatus.CREATED)

    def _server(self, request: Request) -> Server | None:
        for name in request.query_params:
            if name not in _KNOWN:
                detail = f"There is no such parameter; there are {', '.join(sorted(_KNOWN))}."
                raise BadRequest(errors=[fault(name[:60], detail=detail, place="query")])
        name = request.query_params.get("server", "")
        if not name:
            if self.feed in SERVER_TOOLS:
                raise BadRequest(errors=[fault("server", detail="Say whose output it is.", place="query")])
            return None
        if self.feed not in SERVER_TOOLS:
            raise BadRequest(errors=[fault("server", detail="This is of no single server.", place="query")])
        try:
            return one_server(request.user, name, request.query_params.get("account", ""))
        except NotOne as error:
            raise BadRequest(errors=[fault("server", detail=str(error), place="query")]) from None


def _unreadable(error: Unreadable) -> BadRequest:
    """At the pointer where there is one; a line is named in words, for the body is no JSON then."""
    if error.place.startswith("/"):
        return BadRequest(error.detail, [{"pointer": error.place, "detail": error.words}])
    return BadRequest(error.detail, [{"pointer": "", "detail": error.detail}])
