"""What `GET /windows/` can be narrowed by."""

from django.db.models import Exists, OuterRef
from django_filters.rest_framework import FilterSet

from hostops.api.filters import AnyOfFilter, InstantFilter, WordFilter
from maintenance.models import Affected, AffectedServer
from maintenance.querysets import WindowQuerySet
from maintenance.states import Kind, State


class WindowFilters(FilterSet):
    kind = AnyOfFilter([kind.value for kind in Kind], distinct=False)
    state = AnyOfFilter([state.value for state in State], distinct=False)
    account = WordFilter(method="by_account", help_text="The slug of an account that it affects.")
    server = WordFilter(method="by_server", help_text="The hostname of a server that it touches.")
    starts_after = InstantFilter(field_name="starts_at", lookup_expr="gte")
    starts_before = InstantFilter(field_name="starts_at", lookup_expr="lt")

    def by_account(self, windows: WindowQuerySet, _: str, slug: str) -> WindowQuerySet:
        # what the caller may not see finds nothing
        seen = Affected.objects.visible_to(self.request.user)
        return windows.filter(Exists(seen.filter(window=OuterRef("pk"), account__slug=slug, dropped_at=None)))

    def by_server(self, windows: WindowQuerySet, _: str, hostname: str) -> WindowQuerySet:
        seen = AffectedServer.objects.visible_to(self.request.user)
        touched = seen.filter(affected__window=OuterRef("pk"), server__hostname__iexact=hostname)
        return windows.filter(Exists(touched))
