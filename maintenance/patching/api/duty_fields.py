"""How promises, duties and what is owed of them are shown."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.api.fields import Instant
from hostops.clocks.models import Clock
from hostops.clocks.querysets import STATES, state_of
from hostops.lib.now import now
from maintenance.patching.explained import Reason, reasons_of
from maintenance.patching.models import PatchDuty, PatchOwed, PatchPromise
from maintenance.patching.promises import KIND
from maintenance.patching.rules import standing
from maintenance.patching.rules.periods import Period, has_periods, period_of

CADENCES = ("iso_week", "calendar_month", "calendar_quarter", "on_release")
STANDINGS = (standing.ON_TIME, standing.LATE, standing.EXCEPTED, standing.OPEN, standing.DROPPED)


class DutyPeriodShown(serializers.Serializer[Period]):
    name = serializers.CharField(help_text="`2026-W11`, `2026-03`, `2026-Q1`.")
    starts_at, ends_at = Instant(), Instant(help_text="Done then is still in time.")


class PatchPlatformSerializer(serializers.ModelSerializer[PatchPromise]):
    """A platform as contracts have it, with the limits around it."""

    name = serializers.CharField(source="parsed.platform.name")
    title = serializers.CharField(source="parsed.platform.title")
    clause = serializers.CharField(source="parsed.platform.clause")
    words = serializers.CharField(source="parsed.platform.words", help_text="`patched once in every week`")
    policy_version = serializers.CharField(source="version", help_text="`iptor version 3`")
    timezone = serializers.CharField(source="parsed.timezone", help_text="Whose dates the periods go by.")
    cadence = serializers.ChoiceField(source="parsed.platform.cadence", choices=CADENCES)
    only_if_release = serializers.BooleanField(source="parsed.platform.only_if_release")
    minor = serializers.SerializerMethodField(help_text="`P14D`: by when a minor release is installed.")
    major_planned = serializers.SerializerMethodField(help_text="`P1M`: by when a major release is planned.")
    plan_minimum = serializers.SerializerMethodField(help_text="`P3D`: not planned nearer to its release.")
    plan_maximum = serializers.SerializerMethodField(help_text="`P30D`: nor farther from it.")
    security_within = serializers.SerializerMethodField(help_text="What a contract states for security releases.")
    closes_after = serializers.SerializerMethodField(help_text="`P3D` after its end a period is closed.")
    period = serializers.SerializerMethodField(help_text="The one that it is; none for what is patched on release.")
    servers = serializers.IntegerField(help_text="How many of those that you see are patched so.")

    class Meta:
        model = PatchPromise
        fields = (
            "id", "name", "title", "clause", "words", "policy_version", "timezone", "cadence", "only_if_release",
            "minor", "major_planned", "plan_minimum", "plan_maximum", "security_within", "closes_after", "period",
            "servers",
        )  # fmt: skip

    @extend_schema_field({"type": ["string", "null"]})
    def get_minor(self, promise: PatchPromise) -> str | None:
        rule = promise.parsed.platform.minor
        return rule.duration if rule else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_major_planned(self, promise: PatchPromise) -> str | None:
        rule = promise.parsed.platform.major_planned
        return rule.duration if rule else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_plan_minimum(self, promise: PatchPromise) -> str | None:
        distance = promise.parsed.plan_distance
        return distance.minimum if distance else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_plan_maximum(self, promise: PatchPromise) -> str | None:
        distance = promise.parsed.plan_distance
        return distance.maximum if distance else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_security_within(self, promise: PatchPromise) -> str | None:
        limit = promise.parsed.release_limit
        return limit.within if limit else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_closes_after(self, promise: PatchPromise) -> str | None:
        closing = promise.parsed.closing
        return closing.after if closing else None

    @extend_schema_field(DutyPeriodShown(allow_null=True))
    def get_period(self, promise: PatchPromise) -> Any:
        return _period(promise)


def _period(promise: PatchPromise) -> Any:
    cadence = promise.parsed.platform.cadence
    found = period_of(cadence, promise.parsed.timezone, now()) if has_periods(cadence) else None
    return DutyPeriodShown(found).data if found else None


class DutyClockShown(serializers.Serializer[Clock]):
    id = serializers.IntegerField()
    state = serializers.SerializerMethodField()
    started_at, due_at = Instant(), Instant()

    @extend_schema_field({"type": "string", "enum": list(STATES)})
    def get_state(self, clock: Clock) -> str:
        return state_of(clock, now())


class PatchDutySerializer(serializers.ModelSerializer[PatchDuty]):
    """A server's platform that a policy patches."""

    number = serializers.CharField(help_text="`PD-12`; addresses take it and the id.")
    server = serializers.CharField(source="server.hostname")
    server_id = serializers.IntegerField()
    account = serializers.CharField(source="server.account.slug")
    words = serializers.CharField(source="promise.parsed.platform.words")
    clause = serializers.CharField(source="promise.parsed.platform.clause")
    policy_version = serializers.CharField(source="promise.version")
    period = serializers.SerializerMethodField(help_text="The one that it is; none for what is patched on release.")
    clock = serializers.SerializerMethodField(help_text="None where no period was owed yet.")
    created_at, ended_at = Instant(), Instant(allow_null=True, help_text="From then on nothing is expected.")

    class Meta:
        model = PatchDuty
        fields = (
            "id", "number", "server", "server_id", "account", "platform", "words", "clause", "policy_version", "period",
            "clock", "created_at", "ended_at",
        )  # fmt: skip

    @extend_schema_field(DutyPeriodShown(allow_null=True))
    def get_period(self, duty: PatchDuty) -> Any:
        return _period(duty.promise) if duty.ended_at is None else None

    @extend_schema_field(DutyClockShown(allow_null=True))
    def get_clock(self, duty: PatchDuty) -> Any:
        clock = next((one for one in duty.subject.clocks.all() if one.kind == KIND), None)
        return DutyClockShown(clock).data if clock else None


class PatchOwedSerializer(serializers.ModelSerializer[PatchOwed]):
    """Something that is owed by an instant: a patch in a period, a release installed, or one planned."""

    number = serializers.CharField(help_text="`PO-12`; addresses take it and the id.")
    state = serializers.SerializerMethodField()
    duty = serializers.CharField(source="duty.number", help_text="`PD-12`")
    server = serializers.CharField(source="duty.server.hostname")
    account = serializers.CharField(source="duty.server.account.slug")
    platform = serializers.CharField(source="duty.platform")
    release = serializers.CharField(source="release.number", allow_null=True, default=None, help_text="`RL-12`")
    run = serializers.CharField(source="done_by.run.number", allow_null=True, default=None, help_text="What kept it.")
    exception = serializers.CharField(source="exception.number", allow_null=True, default=None, help_text="`PX-12`")
    starts_at, due_at = Instant(), Instant(help_text="Done then is still in time.")
    done_at, dropped_at = Instant(allow_null=True), Instant(allow_null=True)

    class Meta:
        model = PatchOwed
        fields = (
            "id", "number", "what", "state", "because", "clause", "cause", "duty", "server", "account", "platform",
            "release", "starts_at", "due_at", "done_at", "run", "exception", "dropped_at", "dropped_reason",
        )  # fmt: skip

    @extend_schema_field({"type": "string", "enum": list(STANDINGS)})
    def get_state(self, owed: PatchOwed) -> str:
        return owed.state_at(now())


class DueReasonShown(serializers.Serializer[Reason]):
    at = Instant()
    because = serializers.ChoiceField(choices=PatchOwed.Because.choices)
    clause = serializers.CharField(help_text="Empty where the deadline is not the policy's.")
    cause = serializers.CharField()
    words = serializers.CharField()
    binds = serializers.BooleanField()


class OwedExplained(PatchOwedSerializer):
    """One of them, with every promise that asks for it, the earliest first."""

    reasons = serializers.SerializerMethodField()

    class Meta:
        model = PatchOwed
        fields = (*PatchOwedSerializer.Meta.fields, "reasons")

    @extend_schema_field(DueReasonShown(many=True))
    def get_reasons(self, owed: PatchOwed) -> Any:
        return DueReasonShown(reasons_of(owed), many=True).data  # type: ignore[arg-type]
