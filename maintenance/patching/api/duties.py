"""`/patching/platforms/`, `duties/` and `owed/`: what is promised, of which servers, by when and why."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django_filters import FilterSet

from hostops.accounts.api.filters import AccountFilter
from hostops.api.filters import AnyOfFilter, WordFilter, YesNoFilter
from hostops.api.keyset import Ordering
from hostops.api.resources import VisibleViewSet
from hostops.clocks.models import Clock
from hostops.lib.now import now
from hostops.policies.binding import LARGE
from maintenance.patching.addressed import id_of
from maintenance.patching.api.duty_fields import (
    CADENCES,
    STANDINGS,
    OwedExplained,
    PatchDutySerializer,
    PatchOwedSerializer,
    PatchPlatformSerializer,
)
from maintenance.patching.models import PatchDuty, PatchOwed, PatchPromise
from maintenance.patching.promises import KIND
from maintenance.patching.stated import stated

_PROMISE = tuple(f"promise__{name}" for name in LARGE)


class PlatformFilters(FilterSet):
    name = WordFilter(field_name="terms__platform__name")
    cadence = AnyOfFilter(CADENCES, method="by_cadence")

    def by_cadence(self, promises: QuerySet[PatchPromise], _: str, words: list[str]) -> QuerySet[PatchPromise]:
        return promises.filter(terms__platform__cadence__in=words)


class PlatformViewSet(VisibleViewSet):
    """The platforms that policies patch now, each contract's own values in them."""

    model = PatchPromise
    serializer_class = PatchPlatformSerializer
    filterset_class = PlatformFilters
    lookup_field = "pk"

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        seen: QuerySet[PatchDuty] = PatchDuty.objects.visible_to(self.request.user).filter(ended_at=None)
        counted = seen.filter(promise=OuterRef("pk")).order_by().values("promise").annotate(many=Count("pk"))
        servers = Coalesce(Subquery(counted.values("many"), output_field=IntegerField()), Value(0))
        found: QuerySet[Any] = queryset.annotate(servers=servers).filter(servers__gt=0)
        return found.select_related("version__policy").defer(*LARGE)


class DutyFilters(FilterSet):
    account = AccountFilter(field_name="server__account")
    server = WordFilter(field_name="server__hostname", lookup_expr="iexact")
    platform = WordFilter()
    ended = YesNoFilter(method="by_end", help_text="`false`: only those that something is expected of.")

    def by_end(self, duties: QuerySet[PatchDuty], _: str, wanted: bool) -> QuerySet[PatchDuty]:
        return duties.filter(ended_at__isnull=not wanted)


class Numbered(VisibleViewSet):
    """What has a number of its own in addresses, and takes the bare id too."""

    lookup_field = "number"

    def get_object(self) -> Any:
        prefix = self.model.PREFIX  # type: ignore[attr-defined]
        found = self.get_queryset().filter(pk=id_of(prefix, self.kwargs["number"])).first()
        if found is None:
            raise Http404
        return found


class DutyViewSet(Numbered):
    """Servers whose platform a policy patches. Those that have ended stay."""

    model = PatchDuty
    serializer_class = PatchDutySerializer
    filterset_class = DutyFilters
    orderings = {
        "id": Ordering.by("id"),
        "server": Ordering.by("server__hostname"),
        "created_at": Ordering.by("created_at"),
    }

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        clocks: QuerySet[Clock] = Clock.objects.filter(kind=KIND).defer("thresholds")
        joined = queryset.select_related("server__account", "subject", "promise__version__policy").defer(*_PROMISE)
        return joined.prefetch_related(Prefetch("subject__clocks", clocks))


class OwedFilters(FilterSet):
    account = AccountFilter(field_name="duty__server__account")
    server = WordFilter(field_name="duty__server__hostname", lookup_expr="iexact")
    platform = WordFilter(field_name="duty__platform")
    what = AnyOfFilter(PatchOwed.What.values)
    because = AnyOfFilter(PatchOwed.Because.values)
    state = AnyOfFilter(STANDINGS, method="by_state")

    def by_state(self, owed: QuerySet[PatchOwed], _: str, words: list[str]) -> QuerySet[PatchOwed]:
        # The state that filters is not the one that is shown: the field reckons it by itself.
        known: QuerySet[Any] = stated(owed, now())
        return owed.filter(pk__in=known.filter(state__in=words).values("pk"))


class OwedViewSet(Numbered):
    """What is owed of them, by when and because of what. One of them tells every promise that asks for it."""

    model = PatchOwed
    serializer_class = PatchOwedSerializer
    filterset_class = OwedFilters
    orderings = {"due_at": Ordering.by("due_at", "id"), "id": Ordering.by("id")}

    def get_serializer_class(self) -> Any:
        return OwedExplained if self.action == "retrieve" else PatchOwedSerializer

    def related(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        joined = ("duty__server__account", "release", "exception", "done_by__run")
        if self.action == "retrieve":
            return queryset.select_related(*joined, "promise__version__policy").defer(*_PROMISE)
        return queryset.select_related(*joined)
