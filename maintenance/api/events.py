"""`/events/`: customers' business events, as their accounts and staff see them."""

from typing import Any

from django.db.models import Q, QuerySet
from django_filters import FilterSet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from hostops.accounts.api.filters import AccountFilter
from hostops.accounts.api.rolefirst import RoleFirst
from hostops.accounts.models import Server
from hostops.api.fields import Instant
from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import ActionView, VisibleViewSet
from hostops.api.serializers import StrictSerializer
from hostops.lib.now import now
from maintenance.actions import events as actions
from maintenance.api.named import AccountName, servers_in
from maintenance.clashes import windows_touching
from maintenance.models import BusinessEvent, Window

# A body of more servers than this is no event of one account.
_MOST_SERVERS = 1_000


class EventClashSerializer(serializers.ModelSerializer[Window]):
    window = serializers.CharField(source="number", help_text="`SW-12`")
    starts_at, ends_at = Instant(), Instant()

    class Meta:
        model = Window
        fields = ("window", "title", "kind", "state", "starts_at", "ends_at")


class _Rows(serializers.ListSerializer[Any]):
    """Looks up the clashes of all rows at once."""

    def to_representation(self, data: Any) -> Any:
        rows = list(data)
        context: Any = self.context
        context["clashes"] = windows_touching(rows, self.context["request"].user)
        return super().to_representation(rows)


class EventSerializer(serializers.ModelSerializer[BusinessEvent]):
    number = serializers.CharField(read_only=True, help_text="`EV-5`: what windows call it that are in its way.")
    account = serializers.CharField(source="account.slug")
    servers = serializers.SlugRelatedField[Server](
        many=True, read_only=True, slug_field="hostname", help_text="Empty: all of the account's."
    )
    starts_at, ends_at, filed_at = Instant(), Instant(), Instant()
    filed_by = serializers.CharField(source="filed_by.username")
    filed_late = serializers.BooleanField(help_text="Later than the policy's lead asks for.")
    state = serializers.SerializerMethodField(help_text="`ahead`, `running`, `over` or `withdrawn`.")
    answer = serializers.CharField(help_text="What planners said; empty while they have not.")
    answered_by = serializers.CharField(source="answered_by.username", default=None, allow_null=True)
    answered_at, withdrawn_at = Instant(allow_null=True), Instant(allow_null=True)
    clashes = serializers.SerializerMethodField(help_text="The windows, of those you may see, in its way.")

    class Meta:
        model = BusinessEvent
        list_serializer_class = _Rows
        fields = (
            "id", "number", "account", "title", "needs", "starts_at", "ends_at", "servers", "state", "filed_by",
            "filed_at", "filed_late", "answer", "answered_by", "answered_at", "withdrawn_at", "clashes", "version",
        )  # fmt: skip

    def get_state(self, event: BusinessEvent) -> str:
        return event.state_at(now())

    @extend_schema_field(EventClashSerializer(many=True))
    def get_clashes(self, event: BusinessEvent) -> Any:
        known = self.context.get("clashes")
        found = windows_touching([event], self.context["request"].user) if known is None else known
        return EventClashSerializer(found.get(event.pk, []), many=True).data


def _servers(**more: Any) -> serializers.ListField:
    return serializers.ListField(
        child=serializers.CharField(), max_length=_MOST_SERVERS, help_text="Hostnames; none means all.", **more
    )


class FileEvent(StrictSerializer):
    """When it is, what it needs, and on which servers."""

    account = AccountName(required=False, help_text="Staff say whose it is; a customer's is its own.")
    title = serializers.CharField(max_length=actions.TITLE_LONGEST)
    starts_at, ends_at = Instant(), Instant()
    needs = serializers.CharField(required=False, allow_blank=True, help_text="Bandwidth, traffic, people on call.")
    servers = _servers(required=False)

    def validate(self, attrs: dict[str, Any]) -> Any:
        reader = self.context["request"].user
        if "servers" in attrs:
            account = attrs.get("account") or reader.account
            attrs["servers"] = _of(reader, attrs["servers"], account)
        return attrs


class ChangeEvent(StrictSerializer):
    """What is to be otherwise; the rest stays."""

    title = serializers.CharField(required=False, max_length=actions.TITLE_LONGEST)
    starts_at, ends_at = Instant(required=False), Instant(required=False)
    needs = serializers.CharField(required=False, allow_blank=True)
    servers = _servers(required=False)


class WithdrawEvent(StrictSerializer):
    """Why, for the journal."""

    reason = serializers.CharField(required=False, allow_blank=True)


class AnswerEvent(StrictSerializer):
    """What is done for it, or asked."""

    answer = serializers.CharField()


def _of(reader: Any, names: list[str], account: Any) -> list[Server]:
    try:
        return servers_in(reader, names, account)
    except serializers.ValidationError as error:
        raise serializers.ValidationError({"servers": error.detail}) from None


class EventFilters(FilterSet):
    account = AccountFilter(field_name="account")
    server = WordFilter(method="about")
    since = InstantFilter(field_name="ends_at", lookup_expr="gt")
    until = InstantFilter(field_name="starts_at", lookup_expr="lt")
    late = YesNoFilter(field_name="filed_late")
    answered = YesNoFilter(method="by_answer")
    state = AnyOfFilter(BusinessEvent.STATES, method="by_state")

    def about(self, events: QuerySet[BusinessEvent], _: str, name: str) -> QuerySet[BusinessEvent]:
        """Those that name the server, and those about all servers of its account."""
        mine = Server.objects.visible_to(self.request.user).filter(hostname__iexact=name)
        whole = Q(servers=None, account__in=mine.values("account"))
        return events.filter(Q(servers__in=mine) | whole).distinct()

    def by_answer(self, events: QuerySet[BusinessEvent], _: str, wanted: bool) -> QuerySet[BusinessEvent]:
        return events.filter(answered_at__isnull=not wanted)

    def by_state(self, events: Any, _: str, states: list[str]) -> QuerySet[BusinessEvent]:
        found: QuerySet[BusinessEvent] = events.in_states(states, now()) if states else events
        return found


class _Events(RoleFirst):
    model = BusinessEvent
    serializer_class = EventSerializer
    verb = actions.FILE

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("account", "filed_by", "answered_by").prefetch_related("servers")


class EventViewSet(_Events, VisibleViewSet):
    """Business events that need capacity, with the windows that are in their way."""

    takes, creates = FileEvent, staticmethod(actions.event_file)
    filterset_class = EventFilters
    orderings = {"starts_at": Ordering.by("starts_at"), "id": Ordering.by("id")}
    default_ordering = "-starts_at"


class EventChange(_Events, ActionView):
    """Change an event that is not over; its answer falls away, for it was to the event as it stood."""

    takes, calls, named = ChangeEvent, staticmethod(actions.event_change), "event"

    def act(self, thing: Any, values: dict[str, Any]) -> Any:
        if "servers" in values:
            values["servers"] = _of(self.request.user, values["servers"], thing.account)
        return super().act(thing, values)


class EventWithdraw(_Events, ActionView):
    """Take an event back."""

    takes, calls, named = WithdrawEvent, staticmethod(actions.event_withdraw), "event"


class EventAnswer(_Events, ActionView):
    """Say what is done for an event; who filed it is told."""

    verb = actions.ANSWER
    takes, calls, named = AnswerEvent, staticmethod(actions.event_answer), "event"
