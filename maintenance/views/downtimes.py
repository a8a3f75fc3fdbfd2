"""`/availability/downtimes/`: when servers were down, as it was recorded and corrected."""

from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.web.csvs import csv_download
from hostops.web.fields import MonthField
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from hostops.web.times import iso
from maintenance.actions.downtimes import APPROVE, RECORD
from maintenance.availability.promised import exclusions_of
from maintenance.models import Downtime, Source

_MOST, _AT_ONCE = 5000, 500
_COLUMNS = (
    "downtime", "server", "account", "starts_at", "ends_at", "cause", "source", "window", "case", "exclusion",
    "exclusion_reason", "approved_by", "recorded_by", "recorded_at", "corrects", "reason",
)  # fmt: skip
_NAMES = ("server__account", "window", "case", "approved_by", "recorded_by")


class _Month(django_filters.Filter):
    field_class = MonthField


class DowntimeFilters(OfAccountFilters):
    account = account_filter("server__account")
    server = django_filters.CharFilter(field_name="server__hostname", lookup_expr="iexact", label="Server")
    month = _Month(method="in_month", label="Month")
    source = django_filters.ChoiceFilter(choices=Source.choices, empty_label="Any", label="Known from")
    held = django_filters.ChoiceFilter(
        label="Exclusion", choices=[("asked", "Asked for"), ("approved", "Approved")], empty_label="Any",
        method="by_exclusion",
    )  # fmt: skip

    class Meta:
        model = Downtime
        fields: list[str] = []

    def in_month(self, rows: Any, _: str, month: Any) -> QuerySet[Downtime]:
        zone = ZoneInfo(self.request.user.timezone)
        found: QuerySet[Downtime] = rows.in_month(month, zone)
        return found

    def by_exclusion(self, rows: QuerySet[Downtime], _: str, value: str) -> QuerySet[Downtime]:
        return rows.exclude(exclusion="").filter(approved_at__isnull=value == "asked")


class DowntimesPage(ListPage):
    """What holds: corrected entries are on the pages of those that took their place."""

    model = Downtime
    template_name = "maintenance/downtimes.html"
    filters = DowntimeFilters
    orders = {"newest": ("-starts_at", "-id")}

    def rows(self) -> QuerySet[Any]:
        visible: Any = super().rows()
        found: QuerySet[Any] = visible.current().select_related(*_NAMES)
        return found

    def context(self) -> dict[str, Any]:
        return super().context() | {"may_record": may(self.reader, RECORD)}


class DowntimesCsv(DowntimesPage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by("-starts_at", "-id")[: _MOST + 1].iterator(chunk_size=_AT_ONCE)
        return csv_download("downtimes", _COLUMNS, map(_values, rows), _MOST)


def _values(row: Downtime) -> list[Any]:
    return [
        row.pk, row.server.hostname, row.server.account.slug, iso(row.starts_at),
        iso(row.ends_at) if row.ends_at else "", row.cause, row.source, row.window.number if row.window else "",
        row.case.reference if row.case else "", row.exclusion, row.exclusion_reason,
        row.approved_by.username if row.approved_by else "", row.recorded_by.username if row.recorded_by else "",
        iso(row.recorded_at), row.corrects_id or "", row.reason,
    ]  # fmt: skip


class DowntimePage(DetailPage):
    """One entry, with those before it and the one that took its place."""

    model = Downtime
    template_name = "maintenance/downtime.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related(*_NAMES, "server__contract", "corrected_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        row = self.object
        holds = not row.withdrawn and getattr(row, "corrected_by", None) is None
        known = exclusions_of(row.server.contract, row.starts_at)
        return super().show(
            status,
            holds=holds,
            earlier=list(_earlier(row)),
            exclusion_title=known.get(row.exclusion, row.exclusion),
            may_correct=holds and may(self.reader, RECORD),
            may_exclude=holds and bool(known) and not row.exclusion and may(self.reader, RECORD),
            may_approve=holds and bool(row.exclusion) and row.approved_at is None and may(self.reader, APPROVE),
            may_refuse=holds and bool(row.exclusion) and may(self.reader, APPROVE),
            **more,
        )


def _earlier(row: Downtime) -> Any:
    """The entries that it takes the place of, the latest first."""
    while row.corrects_id:
        before: Any = Downtime.objects.select_related("recorded_by").get(pk=row.corrects_id)
        before.why_corrected = row.reason
        yield before
        row = before
