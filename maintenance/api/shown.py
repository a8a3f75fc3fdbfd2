"""A window as the REST face shows it: to staff whole, to a customer as far as it is the customer's."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.accounts.roles import may
from hostops.api.fields import Instant
from hostops.subjects.links import ShownLink
from maintenance.affected import added_later
from maintenance.api.fields import DowntimeField, ScopeField
from maintenance.links import links_of
from maintenance.models import Affected, AffectedServer, Conversion, ScopeItem, Window, WindowStep
from maintenance.scope import NAMES, scope_of
from maintenance.standing import Standing, standing_of, with_due
from maintenance.states import possible

_MOMENTS = (
    "planned_at",
    "announced_at",
    "started_at",
    "finished_at",
    "reported_at",
    "cancelled_at",
)


def in_list(windows: QuerySet[Window], reader: Any) -> QuerySet[Window]:
    """With what `WindowRow` reads: a fixed number of statements, however many windows or accounts."""
    mine = Affected.objects.visible_to(reader).filter(window=OuterRef("pk"), dropped_at=None)
    found = with_due(windows).annotate(
        slugs=ArraySubquery(mine.order_by("account__slug").values("account__slug")),
        own_due=Subquery(mine.order_by("notice_due_at").values("notice_due_at")[:1]),
    )
    found = found.select_related("plan").prefetch_related("notices")
    if getattr(reader, "is_staff_member", False):
        return found.prefetch_related(Prefetch("scope_items", ScopeItem.objects.select_related(*NAMES)))
    own = AffectedServer.objects.visible_to(reader).filter(affected__window=OuterRef("pk"))
    return found.annotate(hostnames=ArraySubquery(own.order_by("server__hostname").values("server__hostname")))


class NoticeShown(serializers.Serializer[Standing]):
    due_at = Instant(allow_null=True, help_text="The last lawful moment; null where no least notice is promised.")
    sent_at = Instant(allow_null=True, help_text="When every affected account had been sent it.")
    kept = serializers.BooleanField(allow_null=True, help_text="null while that is open.")
    minutes = serializers.IntegerField(allow_null=True, help_text="As much notice as there was.")


class WindowRow(serializers.ModelSerializer[Window]):
    number = serializers.CharField(help_text="SW-12; addresses take it and the id.")
    starts_at = Instant()
    ends_at = Instant()
    scope = serializers.SerializerMethodField(help_text="A customer reads its own servers.")
    expected_downtime = DowntimeField(allow_null=True)
    notice = serializers.SerializerMethodField()
    needs_notice = serializers.SerializerMethodField(help_text="It was changed and must be announced again.")
    affected = serializers.SerializerMethodField(help_text="Slugs of accounts; a customer reads its own.")
    year_plan = serializers.IntegerField(source="plan.year", default=None, allow_null=True)
    possible = serializers.SerializerMethodField(help_text="The steps that its state allows and the caller may take.")
    updated_at = Instant()

    class Meta:
        model = Window
        fields = (
            "id", "number", "kind", "title", "starts_at", "ends_at", "timezone", "scope", "state", "decision",
            "effect", "impact", "expected_downtime", "notice", "needs_notice", "affected", "year_plan",
            *_MOMENTS, "sequence", "possible", "updated_at",
        )  # fmt: skip

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **{name: Instant(allow_null=True) for name in _MOMENTS}}

    @property
    def reader(self) -> Any:
        return self.context["request"].user

    @extend_schema_field(ScopeField)
    def get_scope(self, window: Window) -> dict[str, Any]:
        shown: Any = scope_of(window) if self.reader.is_staff_member else None
        if shown is None:
            return {"servers": list(getattr(window, "hostnames", ()))}
        return ScopeField().to_representation(shown)

    @extend_schema_field(NoticeShown)
    def get_notice(self, window: Window) -> dict[str, Any]:
        notices, due = list(window.notices.all()), getattr(window, "notice_due", None)
        standing = standing_of(window, notices, due)
        if not self.reader.is_staff_member:
            standing = own_standing(standing, getattr(window, "own_due", None))
        ahead = None if standing.sent_at is None else window.starts_at - standing.sent_at
        return {
            **{name: _instant(getattr(standing, name)) for name in ("due_at", "sent_at")},
            "kept": standing.kept,
            "minutes": None if ahead is None else int(ahead.total_seconds() // 60),
        }

    def get_needs_notice(self, window: Window) -> bool:
        return window.state == "announced" and window.announced_at is None

    def get_affected(self, window: Window) -> list[str]:
        return list(getattr(window, "slugs", ()))

    def get_possible(self, window: Window) -> list[str]:
        return [step for step in possible(window.state) if may(self.reader, f"maintenance.window.{step}")]


def own_standing(standing: Standing, due: Any) -> Standing:
    """By the account's own policy, whatever binds the window as a whole."""
    kept = None if standing.sent_at is None else due is None or standing.sent_at <= due
    return Standing(due, standing.sent_at, kept if standing.sent_at else (False if standing.kept is False else None))


def _instant(value: Any) -> Any:
    return None if value is None else Instant().to_representation(value)


class StepShown(serializers.ModelSerializer[WindowStep]):
    done_at = Instant(allow_null=True)
    done_by = serializers.CharField(source="done_by.username", default=None, allow_null=True)

    class Meta:
        model = WindowStep
        fields = ("position", "text", "done_at", "done_by")


class ConversionShown(serializers.ModelSerializer[Conversion]):
    asked_by = serializers.CharField(source="asked_by.username")
    asked_at = Instant()
    approved_by = serializers.CharField(source="approved_by.username", default=None, allow_null=True)
    approved_at = Instant(allow_null=True)
    declined_by = serializers.CharField(source="declined_by.username", default=None, allow_null=True)
    declined_at = Instant(allow_null=True)

    class Meta:
        model = Conversion
        fields = (
            "from_kind", "to_kind", "justification", "asked_by", "asked_at", "approved_by", "approved_at",
            "declined_by", "declined_at", "declined_reason",
        )  # fmt: skip


class WindowLinkShown(serializers.Serializer[ShownLink]):
    id = serializers.IntegerField(source="pk")
    relation = serializers.CharField(help_text="related, caused_by; held_by while it holds clocks of a case.")
    words = serializers.CharField(help_text="As it reads from the window.")
    reference = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField(help_text="Its page.")


class WindowShown(WindowRow):
    """One window, with what a list leaves out. What is the staff's own is empty for customers."""

    steps = StepShown(many=True)
    conversions = serializers.SerializerMethodField()
    links = serializers.SerializerMethodField(help_text="Cases that it has to do with.")
    added_later = serializers.SerializerMethodField(help_text="Servers in scope that nobody was told of.")

    class Meta:
        model = Window
        fields = (
            *WindowRow.Meta.fields, "justification", "advisory", "answers", "warnings_word", "done", "report",
            "steps", "conversions", "links", "added_later",
        )  # fmt: skip

    @extend_schema_field(ConversionShown(many=True))
    def get_conversions(self, window: Window) -> list[Any]:
        if not self.reader.is_staff_member:
            return []
        rows = window.conversions.select_related("asked_by", "approved_by", "declined_by")
        return list(ConversionShown(rows, many=True).data)

    @extend_schema_field(WindowLinkShown(many=True))
    def get_links(self, window: Window) -> list[Any]:
        if not self.reader.is_staff_member:
            return []
        found: Any = links_of(window, self.reader)
        return list(WindowLinkShown(found, many=True).data)

    def get_added_later(self, window: Window) -> list[str]:
        if not self.reader.is_staff_member or window.announced_at is None:
            return []
        return list(added_later(window).values_list("hostname", flat=True))

    def to_representation(self, instance: Window) -> dict[str, Any]:
        shown = super().to_representation(instance)
        return shown if self.reader.is_staff_member else {**shown, "warnings_word": "", "answers": {}}


__all__ = ["NoticeShown", "StepShown", "WindowRow", "WindowShown", "in_list"]
