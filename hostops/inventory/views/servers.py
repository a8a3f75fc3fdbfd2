"""`/inventory/servers/`: which servers stand where, on what, in which version."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.accounts.models import Server, Zone
from hostops.accounts.roles import may, require
from hostops.inventory.actions import server_place
from hostops.inventory.forms import ServerForm
from hostops.journal.models import Entry
from hostops.web.acts import ObjectActPage
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage

_MOST, _AT_ONCE = 10_000, 500
_COLUMNS = ("server", "account", "platform", "version", "location", "zone", "runs_on")
_PLACE = "inventory.server.place"


class ServerFilters(django_filters.FilterSet):
    q = django_filters.CharFilter(label="Search", method="by_words")
    zone = django_filters.ModelChoiceFilter(
        queryset=Zone.objects.all(), to_field_name="slug", empty_label="All zones"
    )  # fmt: skip
    platform = django_filters.CharFilter(lookup_expr="iexact")

    class Meta:
        model = Server
        fields: list[str] = []

    def by_words(self, rows: QuerySet[Server], _: str, words: str) -> QuerySet[Server]:
        found = Q(hostname__icontains=words) | Q(account__name__icontains=words) | Q(host_machine__icontains=words)
        return rows.filter(found)


class ServersPage(ListPage):
    """Five statements, however many there are."""

    model = Server
    template_name = "inventory/servers.html"
    filters = ServerFilters
    orders = {"name": ("hostname", "id"), "platform": ("platform", "platform_version", "id")}
    order_labels = {"name": "Name", "platform": "Platform and version"}

    def rows(self) -> QuerySet[Any]:
        return super().rows().filter(retired_at=None).select_related("account", "zone__location", "runs_on")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        for row in more["page"].rows:
            row.stands_on = _stands_on(row, self.reader)
        return super().show(status, **more)


def _stands_on(server: Server, reader: Any) -> str:
    """What it runs on; another account's machine is not named to a customer."""
    host = server.runs_on
    if host is None:
        return server.host_machine
    return host.hostname if reader.is_staff_member or host.account_id == reader.account_id else "a shared machine"


class ServersCsv(ServersPage):
    """The same rows by the same filters, streamed."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by(*self.orders[self.order()])[: _MOST + 1]
        lines = (_values(row, self.reader) for row in rows.iterator(chunk_size=_AT_ONCE))
        return csv_download("servers", _COLUMNS, lines, _MOST)


def _values(server: Server, reader: Any) -> list[str]:
    zone = server.zone
    return [
        server.hostname, server.account.slug, server.platform, server.platform_version,
        zone.location.name if zone else "", zone.name if zone else "", _stands_on(server, reader),
    ]  # fmt: skip


class ServerPage(DetailPage):
    """One server: where it stands, what it stands on, what stands on it, and who changed that."""

    model = Server
    template_name = "inventory/server.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("account", "contract", "zone__location", "runs_on")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        server = self.object
        seen = Server.objects.visible_to(self.reader)
        history = Entry.objects.filter(object_kind="server", object_id=server.pk, verb="inventory.server.placed")
        return super().show(
            status,
            host=seen.filter(pk=server.runs_on_id).first(),
            stands_on=_stands_on(server, self.reader),
            guests=seen.filter(runs_on=server, retired_at=None).order_by("hostname"),
            history=history.order_by("-at", "-id")[:20] if self.reader.is_staff_member else (),
            may_place=may(self.reader, _PLACE) and server.retired_at is None,
            **more,
        )


class ServerPlacePage(ObjectActPage):
    model, form_class = Server, ServerForm
    title, submit, said = "Where it stands", "Save", "It is written down."

    def permit(self) -> None:
        super().permit()
        require(self.reader, _PLACE)

    def about(self) -> str:
        return f"{self.object.hostname}, {self.object.account.name}"

    def form_arguments(self) -> dict[str, Any]:
        return {"reader": self.reader, "server": self.object}

    def initial(self) -> dict[str, Any]:
        server = self.object
        plain = {name: getattr(server, name) for name in ("platform", "platform_version", "host_machine")}
        return plain | {"zone": server.zone.slug if server.zone else "", "runs_on": server.runs_on_id}

    def act(self, form: Any) -> Server:
        return server_place(actor=self.reader, server=self.object, **form.cleaned_data)

    def done(self, result: Any) -> str:
        return reverse("inventory_server", args=[self.object.pk])
