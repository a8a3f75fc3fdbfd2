"""`POST /deadlines/`: the deadline arithmetic for anybody, with the code that computes every clock. No state."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.api.fields import Instant, as_z
from hostops.api.views import ApiView
from hostops.clocks.api.question import Question, QuestionSerializer
from hostops.clocks.api.serializers import SpanSerializer
from hostops.clocks.businesstime import NeverOpen, OutOfRange, Span, counted, deadline


class DueSerializer(serializers.Serializer[Any]):
    """The answer to a `duration`; `due_at` is null while a pause is open."""

    due_at = Instant(allow_null=True)
    spans = SpanSerializer(many=True)


class CountedSerializer(serializers.Serializer[Any]):
    """The answer to an `end`."""

    seconds = serializers.IntegerField()
    spans = SpanSerializer(many=True)


_ANSWER = PolymorphicProxySerializer("Reckoned", [DueSerializer, CountedSerializer], resource_type_field_name=None)


_WORKDAYS = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}
_EXAMPLE = OpenApiExample(
    "Eight business hours over a weekend",
    request_only=True,
    value={
        "calendar": {"timezone": "Europe/Berlin", "hours": {**_WORKDAYS, "sat": []}, "holiday_region": "DE-BE"},
        "start": "2026-03-27T16:00:00+01:00",
        "duration": "PT8H",
        "time": "business",
        "pauses": [],
    },
)


class Deadlines(ApiView):
    """When something is due, and why: calendar, start and duration give the instant and the spans that lead to it.

    With `end` instead of `duration`: the seconds that counted up to then. Nothing is stored, and a
    token that only reads may ask. At most 1,000 pauses and 4,000 holidays; durations to ten years,
    business time over at most twenty; instants of 1970 to 9999.
    """

    reads_only = True
    takes = QuestionSerializer

    @extend_schema(request=QuestionSerializer, responses=_ANSWER, examples=[_EXAMPLE])
    def post(self, request: Request) -> Response:
        asked = QuestionSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(_answered(asked.validated_data))


def _answered(asked: Question) -> dict[str, Any]:
    try:
        if asked.duration is not None:
            found = deadline(asked.start, asked.duration, asked.time, asked.calendar, asked.pauses)
            return {"due_at": found.due_at and as_z(found.due_at), "spans": [_span(span) for span in found.spans]}
        assert asked.end is not None
        seconds, spans = counted(asked.start, asked.end, asked.time, asked.calendar, asked.pauses)
        return {"seconds": seconds, "spans": [_span(span) for span in spans]}
    except NeverOpen as error:
        raise serializers.ValidationError({"calendar": {"hours": [f"{error}."]}}) from None
    except OutOfRange as error:
        raise serializers.ValidationError(
            {"duration" if asked.duration is not None else "end": [f"{error}."]}
        ) from None


def _span(span: Span) -> dict[str, Any]:
    until = None if span.end is None else as_z(span.end)
    return {"from": as_z(span.start), "until": until, "counts": span.counts, "why": span.why, "seconds": span.seconds}
