"""What people answer to a notice: `notice.ics` to read, `acknowledge` by its person, `replies` by their calendar."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import IO, Any, ClassVar

from django.http import Http404, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.negotiation import AsItIs
from hostops.api.problems import BadRequest
from hostops.api.resources import ActionView, VisibleView
from hostops.api.serializers import StrictSerializer
from hostops.lib.references import number_of
from maintenance.actions.answering import window_answer
from maintenance.answers import ANSWER
from maintenance.api.ics import KNOWN, ics
from maintenance.calendars.document import MEDIA_TYPE
from maintenance.calendars.notices import notice_calendar, with_servers
from maintenance.calendars.replies import reply_take
from maintenance.models import Addressee, Affected, Window
from maintenance.querysets import PREFIX
from maintenance.states import Answer

_ACCOUNT = OpenApiParameter("account", str, description="By its slug; customers have their own alone.")


class _OfWindow(VisibleView):
    """Below a window of the address, `SW-12`; a foreign one answers as one that does not exist."""

    model = Window

    def window(self) -> Window:
        number = number_of(PREFIX, self.kwargs["number"])
        found: Window | None = self.get_queryset().filter(pk=number or 0).first()
        if found is None:
            raise Http404
        return found


class NoticeFile(_OfWindow):
    """The window as iCalendar with MAINTNOTE properties: for one account, whose servers are its objects.

    Without `?account=` staff are given it in the provider's own name where several accounts are affected.
    """

    content_negotiation_class = AsItIs

    @extend_schema(parameters=[_ACCOUNT, KNOWN], responses={(200, "text/calendar"): OpenApiTypes.STR, 304: None})
    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        window = self.window()
        affected = Affected.objects.visible_to(request.user).filter(window=window)
        if account := request.query_params.get("account"):
            affected = affected.filter(account__slug=account)
        rows = list(with_servers(affected))
        if account and not rows:
            raise Http404
        return ics(request, notice_calendar(window, rows), f"{window.number}.ics")


class AnswerSerializer(serializers.ModelSerializer[Addressee]):
    """What somebody answered, and to which of the window's notices."""

    window = serializers.CharField(source="notice.window.number")
    notice = serializers.IntegerField(source="notice.number")
    person = serializers.CharField(source="person.username")
    account = serializers.CharField(source="affected.account.slug")
    note = serializers.CharField(source="answer_note")
    answered_at = Instant(allow_null=True)

    class Meta:
        model = Addressee
        fields = ("window", "notice", "account", "person", "answer", "note", "answered_by", "answered_at")


class GiveAnswer(StrictSerializer):
    """A question says what one would like to know."""

    answer = serializers.ChoiceField(choices=[one.value for one in Answer])
    note = serializers.CharField(required=False, allow_blank=True, default="")


class Acknowledge(_OfWindow, ActionView):
    """Answer what was last announced of the window; until it starts the answer may be changed."""

    serializer_class = AnswerSerializer
    takes, calls = GiveAnswer, staticmethod(window_answer)

    def get_object(self) -> Window:
        return self.window()

    def taken(self, request: Request) -> BaseSerializer[Any]:
        require(request.user, ANSWER)
        return super().taken(request)

    def act(self, thing: Any, values: dict[str, Any]) -> Any:
        return super().act(thing, {**values, "by": Addressee.By.API})

    def answer(self, thing: Any, result: Any) -> Response:
        return Response(self.get_serializer(result).data)


class CalendarParser(BaseParser):
    """iCalendar: UTF-8 (RFC 5545, 3.1.4)."""

    media_type = MEDIA_TYPE

    def parse(
        self, stream: IO[bytes], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> str:
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
        taken = reply_take(actor=request.user, content=request.data)
        return Response(self.get_serializer({"replies": taken}).data)
