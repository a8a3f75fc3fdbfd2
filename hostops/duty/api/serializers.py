"""What the REST face shows and takes of shifts, absences and handovers. People are named by their sign-in."""

from typing import Any

from rest_framework import serializers

from hostops.accounts.models import Person
from hostops.alerts.line import LINES
from hostops.api.fields import Instant
from hostops.api.serializers import StrictSerializer
from hostops.duty.actions.planning import MOST_WEEKS
from hostops.duty.models import Absence, Handover, Shift

_NOBODY: dict[str, Any] = {"default": None, "allow_null": True}


class Colleague(serializers.CharField):
    """A username, in any case, as the person."""

    def to_internal_value(self, data: Any) -> Any:
        name = super().to_internal_value(data)
        found = Person.objects.visible_to(self.context["request"].user).named(name).first()
        if found is None:
            raise serializers.ValidationError("There is nobody of this name.")
        return found


class ShiftSerializer(serializers.ModelSerializer[Shift]):
    person = serializers.CharField(source="person.username")
    name = serializers.CharField(source="person.display_name")
    line = serializers.IntegerField(help_text="1 is told first.")
    starts_at, ends_at = Instant(), Instant()

    class Meta:
        model = Shift
        fields = ("id", "person", "name", "line", "starts_at", "ends_at")


class DraftedSerializer(serializers.Serializer[Any]):
    shifts = ShiftSerializer(many=True)


class AbsenceSerializer(serializers.ModelSerializer[Absence]):
    person = serializers.CharField(source="person.username")
    name = serializers.CharField(source="person.display_name")
    deputy = serializers.CharField(source="deputy.username", **_NOBODY)
    starts_at, ends_at, cancelled_at = Instant(), Instant(), Instant(allow_null=True)

    class Meta:
        model = Absence
        fields = ("id", "person", "name", "deputy", "starts_at", "ends_at", "cancelled_at")


class HandoverSerializer(serializers.ModelSerializer[Handover]):
    written_by = serializers.CharField(source="written_by.username")
    written_at = Instant()
    addressed_to = serializers.CharField(source="addressed_to.username", **_NOBODY)
    read_by = serializers.CharField(source="read_by.username", **_NOBODY)
    read_at = Instant(allow_null=True)

    class Meta:
        model = Handover
        fields = ("id", "written_by", "written_at", "text", "addressed_to", "read_by", "read_at")


class StandingSerializer(serializers.Serializer[Any]):
    """A line now; `person` is null where nobody is on call."""

    line = serializers.IntegerField()
    person = serializers.CharField(source="shift.person.username", **_NOBODY)
    name = serializers.CharField(source="shift.person.display_name", **_NOBODY)
    until = Instant(source="shift.ends_at", **_NOBODY)
    away_until = Instant(source="absence.ends_at", help_text="Out of office, and passed over.", **_NOBODY)


class GapSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    starts_at, ends_at = Instant(), Instant()


class NowSerializer(serializers.Serializer[Any]):
    """Who is on call now. Without lines no rota is kept."""

    lines = StandingSerializer(many=True)
    handover_at = Instant(allow_null=True)
    gaps = GapSerializer(many=True, help_text="Where nobody is planned within the next two weeks.")


class FactSerializer(serializers.Serializer[Any]):
    reference, text, url = serializers.CharField(), serializers.CharField(), serializers.CharField()
    at = Instant(allow_null=True)


class SectionSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    facts = FactSerializer(many=True)
    more = serializers.BooleanField(help_text="There are others than these.")


class FactsSerializer(serializers.Serializer[Any]):
    sections = SectionSerializer(many=True)


def _line(**more: Any) -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=len(LINES), **more)


class PlanShift(StrictSerializer):
    """Who is on call in which line, from when to when."""

    person = Colleague()
    line = _line()
    starts_at, ends_at = Instant(), Instant()


class ChangeShift(StrictSerializer):
    """What is to be otherwise; the rest stays."""

    person = Colleague(required=False)
    line = _line(required=False)
    starts_at, ends_at = Instant(required=False), Instant(required=False)


class SwapShift(StrictSerializer):
    """The other shift."""

    other = serializers.IntegerField(min_value=1, max_value=2**63 - 1, help_text="Its id.")

    def validate_other(self, number: int) -> Shift:
        found: Shift | None = Shift.objects.visible_to(self.context["request"].user).filter(pk=number).first()
        if found is None:
            raise serializers.ValidationError("There is no such shift.")
        return found


class DraftShifts(StrictSerializer):
    """A shift each week, the people in turn."""

    people = serializers.ListField(child=Colleague(), min_length=1, max_length=100)
    line = _line()
    timezone = serializers.CharField(help_text="Such as Europe/Berlin; the hand-over keeps its time there.")
    first_day = serializers.DateField(help_text="Its weekday is that of every hand-over.")
    at = serializers.TimeField(help_text="The wall-clock time of the hand-over.")
    weeks = serializers.IntegerField(min_value=1, max_value=MOST_WEEKS)


class SetAbsence(StrictSerializer):
    """From when until when, and who stands in."""

    person = Colleague(required=False, help_text="Oneself, unless a manager names somebody.")
    starts_at, ends_at = Instant(), Instant()
    deputy = Colleague(required=False, allow_null=True)


class WriteHandover(StrictSerializer):
    """The note."""

    text = serializers.CharField()
