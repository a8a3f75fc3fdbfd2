"""What `POST /deadlines/` is asked, checked part by part so that each error points at its place."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.clocks.api.hours import HoursField
from hostops.clocks.businesstime import Calendar, Duration, Pause, TimeMode, parse_hours, region_holidays
from hostops.clocks.businesstime.limits import LOOK_AHEAD_DAYS
from hostops.clocks.businesstime.wall import in_utc, zone_named

_MOST_PAUSES, _MOST_HOLIDAYS = 1_000, 4_000
# As far as business time is reckoned, and a year to either side for local dates.
_YEARS = LOOK_AHEAD_DAYS // 365 + 2


@dataclass(frozen=True)
class Question:
    """With a `duration`: when is it due? With an `end`: how much has counted by then?"""

    start: datetime
    duration: Duration | None
    end: datetime | None
    time: TimeMode
    calendar: Calendar
    pauses: Sequence[Pause]


class ReckonedInstant(Instant):
    """An instant within the dates that deadlines are reckoned with."""

    def to_internal_value(self, data: Any) -> datetime:
        instant = super().to_internal_value(data)
        with _at_this_field():
            return in_utc(instant, "the time")


@extend_schema_field({"type": "string", "examples": ["PT8H", "P6D", "next_business_day"]})
class DurationField(serializers.Field[Duration, Any, str, Duration]):
    """`PT8H`, `P6D` or `next_business_day`."""

    def to_internal_value(self, data: Any) -> Duration:
        if not isinstance(data, str):
            raise ValidationError("Write a duration as text, such as PT8H.")
        with _at_this_field():
            return Duration.parse(data)

    def to_representation(self, value: Duration) -> str:
        return str(value)


class CalendarSerializer(StrictSerializer):
    timezone = serializers.CharField(help_text="An IANA name: Europe/Berlin.")
    hours = HoursField(required=False)
    holidays = serializers.ListField(child=serializers.DateField(), required=False, max_length=_MOST_HOLIDAYS)
    holiday_region = serializers.CharField(
        required=False, allow_null=True, help_text="Public holidays of a country or a part: SE, DE-BE, US-OR."
    )

    def validate_timezone(self, name: str) -> str:
        with _at_this_field():
            zone_named(name)
        return name

    def validate_holiday_region(self, region: str | None) -> str | None:
        if region is not None:
            with _at_this_field():
                region_holidays(region, ())
        return region


class PauseSerializer(StrictSerializer):
    until = ReckonedInstant(required=False, allow_null=True, help_text="null while it is open")

    def get_fields(self) -> dict[str, Any]:
        # "from" is no name that a class body can give
        return {"from": ReckonedInstant(), **super().get_fields()}

    def validate(self, attrs: dict[str, Any]) -> Any:
        begins, ends = attrs["from"], attrs.get("until")
        if ends is not None and ends < begins:
            raise ValidationError({"until": ["This pause ends before it begins."]})
        return Pause(begins, ends)


class QuestionSerializer(StrictSerializer):
    """`duration` or `end`, one of them. With `elapsed`, a calendar may be left out (then UTC), or its hours."""

    calendar = CalendarSerializer(required=False)
    start = ReckonedInstant()
    duration = DurationField(required=False)
    end = ReckonedInstant(required=False)
    time = serializers.ChoiceField(choices=["business", "elapsed"])
    pauses = PauseSerializer(many=True, required=False, max_length=_MOST_PAUSES)  # type: ignore[call-arg]

    def validate(self, attrs: dict[str, Any]) -> Any:
        wrong = dict(_contradictions(attrs))
        if wrong:
            raise ValidationError(wrong)
        return Question(
            start=attrs["start"],
            duration=attrs.get("duration"),
            end=attrs.get("end"),
            time=attrs["time"],
            calendar=_calendar(attrs.get("calendar", {}), attrs["start"]),
            pauses=attrs.get("pauses", ()),
        )


def _contradictions(asked: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    duration, end, calendar = asked.get("duration"), asked.get("end"), asked.get("calendar")
    if (duration is None) is (end is None):
        yield "end" if duration else "duration", ["Give a duration or an end, one of them."]
    if duration is not None and (unfit := _unfit(duration, asked["time"])):
        yield "duration", [unfit]
    if end is not None and end < asked["start"]:
        yield "end", ["The end is before the start."]
    if asked["time"] == "business" and calendar is None:
        yield "calendar", ["Business time needs a calendar with its hours."]
    if asked["time"] == "business" and calendar is not None and "hours" not in calendar:
        yield "calendar", {"hours": ["Business time needs the opening hours."]}


def _unfit(duration: Duration, time: TimeMode) -> str:
    try:
        duration.check_for(time)
    except ValueError as error:
        return f"{error}."
    return ""


def _calendar(written: dict[str, Any], start: datetime) -> Calendar:
    holidays: dict[date, str] = dict.fromkeys(written.get("holidays", ()), "")
    if region := written.get("holiday_region"):
        holidays |= region_holidays(region, range(max(start.year - 1, 1970), min(start.year + _YEARS, 9999)))
    return Calendar(written.get("timezone", "UTC"), written.get("hours", parse_hours({})), holidays)


@contextmanager
def _at_this_field() -> Iterator[None]:
    """What the arithmetic refuses is an error of the field at hand, in its own words."""
    try:
        yield
    except ValueError as error:
        raise ValidationError(f"{error}.") from None
