"""Copies: those that may go now, one with all that keeps it, and what is held."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from backups.actions.expiring import EXPIRE
from backups.actions.holding import PLACE, RELEASE
from backups.copystates import state_of
from backups.models import Hold, Run
from backups.narrowing import OfFewSchedules
from backups.needing import needed_by
from backups.promises_then import promise_then
from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.policies.schema.durations import in_words
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.pages import DetailPage
from hostops.web.times import iso

_MOST, _AT_ONCE = 5000, 500
_COLUMNS = ("copy", "server", "account", "tier", "name", "tool", "bytes", "finished_at", "kept_until")
_RUN_NAMES = ("schedule__server__account",)


class ExpirableFilters(OfFewSchedules, OfAccountFilters):
    account = account_filter("schedule__server__account")
    server = django_filters.CharFilter(field_name="schedule__server__hostname", lookup_expr="iexact", label="Server")
    tier = django_filters.CharFilter(field_name="schedule__tier", lookup_expr="exact", label="Tier")

    class Meta:
        model = Run
        fields: list[str] = []


class ExpirablePage(ListPage):
    """The copies whose time is over and that nothing holds, those longest over first."""

    model = Run
    template_name = "backups/expirable.html"
    filters = ExpirableFilters
    orders = {"longest": ("expires_at", "id")}

    def rows(self) -> QuerySet[Any]:
        visible: Any = super().rows()
        found: QuerySet[Any] = visible.expirable(now()).select_related(*_RUN_NAMES)
        return found

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        needed = needed_by(more["page"].rows, now())
        for run in more["page"].rows:
            run.needed_by = needed.get(run.pk, [])
        return super().show(status, **more)


class ExpirableCsv(ExpirablePage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by("expires_at", "id")[: _MOST + 1].iterator(chunk_size=_AT_ONCE)
        return csv_download("expirable", _COLUMNS, map(_values, rows), _MOST)


def _values(run: Run) -> list[Any]:
    server = run.schedule.server
    return [
        run.pk, server.hostname, server.account.slug, run.schedule.tier, run.external_id, run.tool,
        "" if run.bytes is None else run.bytes, iso(run.finished_at), iso(run.expires_at) if run.expires_at else "",
    ]  # fmt: skip


class HoldFilters(OfAccountFilters):
    account = account_filter("run__schedule__server__account")
    server = django_filters.CharFilter(
        field_name="run__schedule__server__hostname", lookup_expr="iexact", label="Server"
    )
    kind = django_filters.ChoiceFilter(choices=Hold.Kind.choices, empty_label="Any kind", label="Kind")
    over = django_filters.ChoiceFilter(
        choices=[("no", "Hold now"), ("yes", "Over")], empty_label="All", label="Which", method="by_holding"
    )

    class Meta:
        model = Hold
        fields: list[str] = []

    def by_holding(self, rows: Any, _: str, value: str) -> QuerySet[Hold]:
        active = rows.active(now())
        found: QuerySet[Hold] = active if value == "no" else rows.exclude(pk__in=active.values("pk"))
        return found


class HoldsPage(ListPage):
    """Every hold there was, the newest first; whether it holds is told on each."""

    model = Hold
    template_name = "backups/holds.html"
    filters = HoldFilters
    orders = {"newest": ("-placed_at", "-id")}

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related("run__schedule__server__account", "placed_by", "released_by")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        at = now()
        for hold in more["page"].rows:
            hold.state = "active" if hold.holds_at(at) else "over"
        return super().show(status, **more)


class CopyPage(DetailPage):
    """One run and the copy that it left: until when it is kept, by what, and what holds it."""

    model = Run
    template_name = "backups/copy.html"

    def rows(self) -> QuerySet[Any]:
        return super().rows().select_related(*_RUN_NAMES, "schedule__subject")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        run, at = self.object, now()
        holds = list(run.holds.select_related("placed_by", "released_by"))
        active = next((hold for hold in holds if hold.holds_at(at)), None)
        promise = promise_then(run.schedule, run.finished_at)
        there = run.expires_at is not None and run.deleted_at is None
        return super().show(
            status,
            state=state_of(run, at, held=active is not None),
            holds=holds,
            active=active,
            tier=promise.parsed,
            clause_url=f"{reverse('policy', args=[promise.parsed.clause.partition(':')[0]])}#{promise.parsed.clause}",
            kept=in_words(promise.parsed.retention),
            zone=promise.version.parsed.policy.timezone,
            needed=needed_by([run], at).get(run.pk, []) if there else [],
            may_hold=there and may(self.reader, PLACE),
            may_release=active is not None and there and may(self.reader, RELEASE),
            may_tell=there and may(self.reader, EXPIRE),
            **more,
        )
