"""`/backups/schedules/`: what is promised of servers' backups, by whom it binds and from when."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from backups.api.addressed import schedule_id
from backups.models import Schedule, Terms
from backups.promises import KIND
from hostops.accounts.api.filters import AccountFilter
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from hostops.clocks.models import Clock
from hostops.clocks.querysets import STATES, state_of
from hostops.lib.now import now
from hostops.policies.binding import LARGE

_CADENCES = ("daily", "nightly", "weekly", "monthly", "yearly", "occasional")


class PromiseShown(serializers.Serializer[Terms]):
    """A tier as it bound a server from when until when, with the contract's own values in it."""

    title = serializers.CharField(source="promise.parsed.title")
    words = serializers.SerializerMethodField(help_text="All of it in a sentence.")
    clause = serializers.CharField(source="promise.parsed.clause")
    policy_version = serializers.CharField(source="promise.version", help_text="`iptor version 3`")
    cadence = serializers.ChoiceField(source="promise.parsed.cadence", choices=_CADENCES)
    kind = serializers.ChoiceField(source="promise.parsed.kind", choices=("incremental", "full", "snapshot"))
    scope = serializers.CharField(source="promise.parsed.scope")
    off_site = serializers.BooleanField(source="promise.parsed.off_site")
    best_effort = serializers.BooleanField(source="promise.parsed.best_effort")
    quiet_in_windows = serializers.BooleanField(source="promise.parsed.quiet_in_windows")
    retention = serializers.CharField(source="promise.parsed.retention", help_text="`P7D`, from the end of a run.")
    grace = serializers.CharField(source="promise.parsed.grace", allow_null=True, help_text="`PT4H`")
    time_of_day = serializers.CharField(source="promise.parsed.time_of_day", allow_null=True)
    weekday = serializers.CharField(source="promise.parsed.weekday", allow_null=True)
    day_of_month = serializers.IntegerField(source="promise.parsed.day_of_month", allow_null=True)
    month = serializers.IntegerField(source="promise.parsed.month", allow_null=True)
    timezone = serializers.CharField(source="promise.timezone", help_text="Of the time of day: where it stands.")
    from_at, until_at = Instant(), Instant(allow_null=True)
    reason = serializers.CharField(help_text="Why it took the place of an earlier one, or what the contract sets.")

    def get_words(self, terms: Terms) -> str:
        return terms.promise.parsed.words()


class ScheduleClockShown(serializers.Serializer[Clock]):
    id = serializers.IntegerField()
    state = serializers.SerializerMethodField()
    slot = Instant(source="started_at", help_text="The slot that it stands at, the next where that was kept.")
    due_at = Instant()

    @extend_schema_field({"type": "string", "enum": list(STATES)})
    def get_state(self, clock: Clock) -> str:
        return state_of(clock, now())


class ScheduleSerializer(serializers.ModelSerializer[Schedule]):
    number = serializers.CharField(help_text="`BK-12`; addresses take it and the id.")
    server = serializers.CharField(source="server.hostname")
    server_id = serializers.IntegerField()
    account = serializers.CharField(source="server.account.slug")
    promise = serializers.SerializerMethodField(help_text="What binds it, or bound it last.")
    clock = serializers.SerializerMethodField(help_text="None for what is occasional.")
    created_at, ended_at = Instant(), Instant(allow_null=True, help_text="From then on nothing is expected.")

    class Meta:
        model = Schedule
        fields = (
            "id", "number", "server", "server_id", "account", "tier", "promise", "clock", "created_at", "ended_at",
        )  # fmt: skip

    @extend_schema_field(PromiseShown(allow_null=True))
    def get_promise(self, schedule: Schedule) -> Any:
        last = max(schedule.terms.all(), key=lambda terms: terms.from_at, default=None)
        return PromiseShown(last).data if last else None

    @extend_schema_field(ScheduleClockShown(allow_null=True))
    def get_clock(self, schedule: Schedule) -> Any:
        clock = next((one for one in schedule.subject.clocks.all() if one.kind == KIND), None)
        return ScheduleClockShown(clock).data if clock else None


class ScheduleWithTerms(ScheduleSerializer):
    """One schedule with all that it stood under, the earliest first."""

    terms = PromiseShown(many=True)

    class Meta:
        model = Schedule
        fields = (*ScheduleSerializer.Meta.fields, "terms")


class ScheduleFilters(FilterSet):
    account = AccountFilter(field_name="server__account")
    server = WordFilter(field_name="server__hostname", lookup_expr="iexact")
    tier = WordFilter()
    cadence = AnyOfFilter(_CADENCES, method="by_cadence")
    ended = YesNoFilter(method="by_end", help_text="`false`: only those that something is expected of.")

    def by_cadence(self, schedules: QuerySet[Schedule], _: str, words: list[str]) -> QuerySet[Schedule]:
        return schedules.filter(terms__until_at=None, terms__promise__tier__cadence__in=words)

    def by_end(self, schedules: QuerySet[Schedule], _: str, wanted: bool) -> QuerySet[Schedule]:
        return schedules.filter(ended_at__isnull=not wanted)


class ScheduleViewSet(VisibleViewSet):
    """The tiers of servers: to customers those of their own servers, to staff all. Those that have ended stay."""

    model = Schedule
    serializer_class = ScheduleSerializer
    filterset_class = ScheduleFilters
    lookup_field = "number"
    orderings = {
        "id": Ordering.by("id"),
        "server": Ordering.by("server__hostname"),
        "created_at": Ordering.by("created_at"),
    }

    def get_serializer_class(self) -> Any:
        return ScheduleWithTerms if self.action == "retrieve" else ScheduleSerializer

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        terms: QuerySet[Terms] = Terms.objects.select_related("promise__version__policy").order_by("from_at")
        clocks: QuerySet[Clock] = Clock.objects.filter(kind=KIND).defer("thresholds")
        return queryset.select_related("server__account", "subject").prefetch_related(
            Prefetch("terms", terms.defer(*(f"promise__{name}" for name in LARGE))), Prefetch("subject__clocks", clocks)
        )

    def get_object(self) -> Any:
        found = self.get_queryset().filter(pk=schedule_id(self.kwargs["number"])).first()
        if found is None:
            raise Http404
        return found
