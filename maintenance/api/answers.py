"""`/windows/{number}/notice.ics`: a notice for calendars; `/windows/replies/`: what they answer to it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any, ClassVar, cast

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.models import Person
from hostops.api.negotiation import AsItIs
from hostops.api.problems import BadRequest
from hostops.api.resources import VisibleView
from maintenance.api.addressed import OfWindow
from maintenance.api.ics import KNOWN, ics
from maintenance.calendars.document import MEDIA_TYPE
from maintenance.calendars.notices import notice_calendar, with_servers
from maintenance.calendars.replies import reply_take
from maintenance.models import Addressee, Affected, Window

_ACCOUNT = OpenApiParameter("account", str, description="By its slug; customers have their own alone.")


class NoticeFile(OfWindow):
    """The window as iCalendar with MAINTNOTE properties: for one account, whose servers are its objects.

    Without `?account=` staff are given it in the provider's own name where several accounts are affected.
    """

    model = Window
    content_negotiation_class = AsItIs

    @extend_schema(parameters=[_ACCOUNT, KNOWN], responses={(200, "text/calendar"): OpenApiTypes.STR, 304: None})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        window = self.window()
        rows = Affected.objects.visible_to(request.user).filter(window=window)
        if account := request.query_params.get("account"):
            rows = rows.filter(account__slug=account)
        affected = list(with_servers(rows))
        if account and not affected:
            raise Http404
        return ics(request, notice_calendar(window, affected), f"{window.number}.ics")


class CalendarParser(BaseParser):
    """iCalendar: UTF-8 (RFC 5545, 3.1.4)."""

    media_type = MEDIA_TYPE

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        try:
            return stream.read().decode()
        except UnicodeDecodeError as error:
            raise BadRequest(f"The body is not UTF-8 (byte {error.start}).") from None


class TakenSerializer(serializers.Serializer[Any]):
    uid, attendee = serializers.CharField(), serializers.CharField()
    window = serializers.CharField(help_text="Empty where nobody of the address was told of such a window.")
    answer = serializers.CharField(help_text="What is kept now; empty where nothing was taken.")
    ignored = serializers.CharField(help_text="Why it was not taken; empty where it was.")


class RepliesSerializer(serializers.Serializer[Any]):
    replies = TakenSerializer(many=True)


class Replies(VisibleView):
    model = Addressee
    serializer_class = RepliesSerializer
    parser_classes = (CalendarParser,)
    # A reply repeats the invitation at most, and has no files.
    max_bytes: ClassVar[int | None] = 128 * 1024
    status_code: ClassVar[int] = HTTPStatus.OK

    @extend_schema(request={MEDIA_TYPE: OpenApiTypes.STR}, responses={200: RepliesSerializer})
    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Take what a calendar program answered to an invitation (`METHOD:REPLY`), and say what came of it.

        One's own answers; staff bring those of anybody who was told. What is older than the last notice is ignored.
        """
        actor, content = cast(Person, request.user), cast(str, request.data)
        taken = reply_take(actor=actor, content=content)
        return Response(self.get_serializer({"replies": taken}).data)
