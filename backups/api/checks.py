"""`/backups/checks/`: the days that a person signs (iptor:2f). The staff's own book."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers
from rest_framework.response import Response

from backups.actions.checking import SIGN, check_note, check_sign
from backups.checkstates import STATES, state_of, state_q
from backups.models import DayCheck, DayNote
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, WordFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from hostops.lib.now import now


class DayNoteSerializer(serializers.ModelSerializer[DayNote]):
    written_by = serializers.CharField(source="written_by.username")
    written_at = Instant()

    class Meta:
        model = DayNote
        fields = ("words", "written_by", "written_at")


class DayCheckSerializer(serializers.ModelSerializer[DayCheck]):
    policy = serializers.CharField(source="policy.slug")
    state = serializers.SerializerMethodField()
    due_at = Instant()
    signed_by = serializers.CharField(source="signed_by.username", default=None, allow_null=True)
    signed_at = Instant(allow_null=True)
    figures = serializers.DictField(
        help_text="What was signed: `slots` by state, and the `exceptions` with their remarks. Empty until then; "
        "`/backups/exceptions/?policy=&day=` has them as they are known now."
    )
    notes = DayNoteSerializer(many=True, help_text="What became known after it was signed.")

    class Meta:
        model = DayCheck
        fields = ("id", "policy", "day", "state", "due_at", "signed_by", "signed_at", "words", "figures", "notes")

    def get_state(self, check: DayCheck) -> str:
        return state_of(check, now())


class SignDay(StrictSerializer):
    """What is to be said of the day as a whole."""

    words = serializers.CharField(required=False, allow_blank=True)


class NoteOnDay(StrictSerializer):
    """What became known since."""

    words = serializers.CharField()


class DayCheckFilters(FilterSet):
    policy = WordFilter(field_name="policy__slug")
    day = django_filters.DateFilter()
    state = AnyOfFilter(STATES, method="by_state")

    def by_state(self, checks: QuerySet[DayCheck], _: str, wanted: list[str]) -> QuerySet[DayCheck]:
        return checks.filter(state_q(wanted, now()))


class _Checks(RoleFirst):
    model = DayCheck
    serializer_class = DayCheckSerializer
    verb = SIGN

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("policy", "signed_by").prefetch_related("notes__written_by")


class DayCheckViewSet(_Checks, VisibleViewSet):
    """The days of every provider, the latest first."""

    filterset_class = DayCheckFilters
    orderings = {"day": Ordering.by("day"), "due_at": Ordering.by("due_at")}
    default_ordering = "-day"


class _Step(_Checks, ActionView):
    named = "check"


class DayCheckSign(_Step):
    """Sign the day as it stands. 409 while of a broken promise nobody has said what was done."""

    takes, calls = SignDay, staticmethod(check_sign)


class DayCheckNote(_Step):
    """Add a note to a day that was signed; the day itself stays as it is."""

    takes, calls = NoteOnDay, staticmethod(check_note)

    def answer(self, thing: Any, result: Any) -> Response:
        return self.shown(self.seen_again(thing))
