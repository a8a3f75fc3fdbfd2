"""`/backups/restore-tests/`: restores that were tried. When the next is due says the clock of kind `restore_test`."""

from typing import Any

from django.db.models import QuerySet
from django_filters import FilterSet
from rest_framework import serializers

from backups.actions.trials import RECORD, trial_record
from backups.api.bookfields import AccountSlug, run_in, server_in
from backups.models import Trial
from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.api.fields import Instant
from hostops.api.filters import InstantFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from hostops.api.serializers import StrictSerializer

_HIGHEST = 2**63 - 1


class TrialSerializer(serializers.ModelSerializer[Trial]):
    server = serializers.CharField(source="server.hostname")
    account = serializers.CharField(source="server.account.slug")
    run = serializers.IntegerField(source="run_id", allow_null=True, help_text="The copy that was restored.")
    started_at, finished_at = Instant(), Instant()
    seconds = serializers.SerializerMethodField(help_text="How long it took.")
    recorded_by = serializers.CharField(source="recorded_by.username")
    recorded_at = Instant()

    class Meta:
        model = Trial
        fields = (
            "id", "server", "account", "run", "what", "started_at", "finished_at", "seconds", "succeeded", "findings",
            "checked_by", "recorded_by", "recorded_at",
        )  # fmt: skip

    def get_seconds(self, trial: Trial) -> int:
        return int((trial.finished_at - trial.started_at).total_seconds())


class RecordTrial(StrictSerializer):
    """What was restored, from which copy, from when to when, and who looked at what came back."""

    server = serializers.CharField(help_text="The hostname.")
    account = AccountSlug(required=False, help_text="Where several accounts have a server of this name.")
    run = serializers.IntegerField(
        required=False, allow_null=True, min_value=1, max_value=_HIGHEST, help_text="The id of the run of the copy."
    )
    what = serializers.CharField()
    started_at, finished_at = Instant(), Instant()
    succeeded = serializers.BooleanField()
    findings = serializers.CharField(required=False, allow_blank=True, help_text="Needed where it did not succeed.")
    checked_by = serializers.CharField()

    def validate(self, attrs: dict[str, Any]) -> Any:
        reader, run = self.context["request"].user, attrs.pop("run", None)
        server = server_in(reader, attrs["server"], attrs.pop("account", None))
        return {**attrs, "server": server, "run": None if run is None else run_in(reader, run)}


class TrialFilters(FilterSet):
    account = AccountFilter(field_name="server__account")
    server = WordFilter(field_name="server__hostname", lookup_expr="iexact")
    succeeded = YesNoFilter()
    since = InstantFilter(field_name="finished_at", lookup_expr="gte")
    until = InstantFilter(field_name="finished_at", lookup_expr="lt")


class TrialViewSet(RoleFirst, VisibleViewSet):
    """Restore tests, the latest first. They are written once."""

    model = Trial
    serializer_class = TrialSerializer
    takes, creates = RecordTrial, staticmethod(trial_record)
    verb = RECORD
    filterset_class = TrialFilters
    orderings = {"finished_at": Ordering.by("finished_at"), "id": Ordering.by("id")}
    default_ordering = "-finished_at"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("server__account", "recorded_by")
