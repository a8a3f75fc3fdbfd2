"""What stands below a window: whom it affects, its steps, its journal."""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from hostops.accounts.roles import require
from hostops.api.fields import Instant
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.journal.models import Entry
from hostops.journal.shown import JournalChange, JournalEntry
from maintenance.actions import step_tick
from maintenance.api.addressed import OfWindow
from maintenance.api.shown import StepShown
from maintenance.api.taken import Tick
from maintenance.api.windows import WholeWindow
from maintenance.models import Addressee, Affected, AffectedServer, ToldOtherwise, Window, WindowStep

# Of the journal, what a customer may know of the window as a whole; its words are the staff's own.
_FOR_ALL = tuple(
    f"maintenance.window.{did}"
    for did in ("planned", "proposed", "announced", "notice_sent", "started", "finished", "reported", "cancelled")
)
_LARGE = ("policy_version__document", "policy_version__holidays")


class AnswerShown(serializers.ModelSerializer[Addressee]):
    name = serializers.CharField(source="person.display_name")
    username = serializers.CharField(source="person.username")
    mail = serializers.CharField(
        source="delivery.state", default=None, allow_null=True, help_text="waiting, in_flight, sent, failed or dropped."
    )
    sent_at = Instant(source="delivery.sent_at", default=None, allow_null=True)
    answered_at = Instant(allow_null=True)

    class Meta:
        model = Addressee
        fields = ("name", "username", "mail", "sent_at", "answer", "answer_note", "answered_by", "answered_at")


class ToldShown(serializers.ModelSerializer[ToldOtherwise]):
    told_at = Instant()
    recorded_by = serializers.CharField(source="recorded_by.display_name")

    class Meta:
        model = ToldOtherwise
        fields = ("by", "who", "words", "told_at", "recorded_by")


class AffectedShown(serializers.ModelSerializer[Affected]):
    """An account, what it is promised, and what its people said to the notice that counts."""

    account = serializers.CharField(source="account.slug")
    account_name = serializers.CharField(source="account.name")
    policy = serializers.SerializerMethodField()
    notice_due_at = Instant(allow_null=True)
    agreed_by = serializers.CharField(source="agreed_by.display_name", default=None, allow_null=True)
    agreed_at = Instant(allow_null=True)
    dropped_at = Instant(allow_null=True, help_text="Since when a change no longer touches it.")
    servers = serializers.SerializerMethodField()
    answers = AnswerShown(source="addressees", many=True)
    told_otherwise = ToldShown(many=True, help_text="How it was told of the standing notice where no mail reached it.")
    to_chase = serializers.SerializerMethodField(help_text="It was sent a notice, and nobody of it has answered.")

    class Meta:
        model = Affected
        fields = (
            "id", "account", "account_name", "policy", "clause", "notice_due_at", "agreed_by", "agreed_at",
            "dropped_at", "servers", "answers", "told_otherwise", "to_chase",
        )  # fmt: skip

    def get_policy(self, row: Affected) -> str | None:
        version = row.policy_version
        return f"{version.policy.slug} version {version.number}" if version else None

    def get_servers(self, row: Affected) -> list[str]:
        return [touched.server.hostname for touched in row.servers.all()]

    def get_to_chase(self, row: Affected) -> bool:
        answers = list(row.addressees.all())
        return bool(answers) and not any(one.answer for one in answers)


class AffectedViewSet(OfWindow, VisibleViewSet):
    """Whom the window affects. Staff see every account, a customer its own."""

    model = Affected
    serializer_class = AffectedShown
    orderings = {"id": Ordering.by("id")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        addressees: Any = Addressee.objects.select_related("person", "delivery").defer("delivery__body")
        servers = AffectedServer.objects.select_related("server")
        found = queryset.filter(window=self.window_id).select_related("account", "policy_version__policy", "agreed_by")
        return found.defer(*_LARGE).prefetch_related(
            Prefetch("addressees", addressees.counting()),
            Prefetch("servers", servers),
            Prefetch("told_otherwise", ToldOtherwise.objects.counting().select_related("recorded_by")),
        )

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Whom the window affects, with the answers of its people. A customer sees its own account alone."""
        self.window()
        return super().list(request, *args, **kwargs)


class StepsViewSet(OfWindow, VisibleViewSet):
    """What is to be done in the window, in order."""

    model = WindowStep
    serializer_class = StepShown
    orderings = {"position": Ordering.by("position")}

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(window=self.window_id).select_related("done_by")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The steps, in order."""
        self.window()
        return super().list(request, *args, **kwargs)


class StepTick(OfWindow, WholeWindow, ActionView):
    """Tick a step off, or take the tick back; the window afterwards. `If-Match` is about the window."""

    takes = Tick

    def get_object(self) -> Window:
        return self.window()

    def act(self, thing: Window, values: dict[str, Any]) -> Any:
        require(self.request.user, "maintenance.window.tick")
        step = thing.steps.select_related("window").filter(position=self.kwargs["position"]).first()
        if step is None:
            raise Http404
        return step_tick(actor=self.request.user, step=step, **values)


class WindowChangeShown(JournalChange):
    """Empty for customers: the words are the staff's own."""

    def to_representation(self, instance: Entry) -> dict[str, Any]:
        whole = self.context["request"].user.is_staff_member
        return super().to_representation(instance) if whole else {"before": {}, "after": {}}


class WindowEntryShown(JournalEntry):
    reason = serializers.SerializerMethodField(help_text="Empty for customers.")  # type: ignore[assignment]
    change = WindowChangeShown

    def get_reason(self, entry: Entry) -> str:
        return entry.reason if self.context["request"].user.is_staff_member else ""


class JournalViewSet(OfWindow, VisibleViewSet):
    """What happened to the window, the oldest first."""

    model = Entry
    serializer_class = WindowEntryShown
    orderings = {"id": Ordering.by("id")}

    def get_queryset(self) -> QuerySet[Entry]:
        """Of the one window, which `list` has seen to be the reader's to see."""
        entries = Entry.objects.filter(object_kind="window", object_id=self.window_id)
        reader: Any = self.request.user
        if getattr(reader, "is_staff_member", False):
            return entries
        own = Q(actor__account=getattr(reader, "account_id", None), actor__isnull=False)
        return entries.filter(Q(verb__in=_FOR_ALL) | own)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What happened, the oldest first. Customers see the course of it and what their own people did."""
        self.window()
        return super().list(request, *args, **kwargs)
