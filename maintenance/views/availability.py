"""`/availability/`: to staff every account's month in sums, and one account's in full; to customers their own."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property

from hostops.accounts.models import Account
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.fields import MonthField
from hostops.web.lists import ListPage
from maintenance.availability.told import SUMMARY, months_of_accounts
from maintenance.rules.months import month_key, moved
from maintenance.views.month import (
    MonthPage,
    asked_or_present,
    has_begun,
    left_words,
    month_after,
    present_month,
    verdict,
)

_MOST = 5000
_OF_ACCOUNTS = ("account", "name", "month", "servers", *SUMMARY, "revision")
_OF_SERVERS = ("account", "server", "contract", "timezone", "month", *SUMMARY)


class _Month(django_filters.Filter):
    field_class = MonthField


class AccountFilters(django_filters.FilterSet):
    account = django_filters.ModelChoiceFilter(
        queryset=Account.objects.none(), to_field_name="slug", empty_label="All accounts", label="Account",
        method="any",
    )  # fmt: skip
    month = _Month(label="Month", method="any")

    class Meta:
        model = Account
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filters["account"].queryset = Account.objects.visible_to(self.request.user)

    def any(self, accounts: QuerySet[Account], _: str, __: Any) -> QuerySet[Account]:
        """Every account has each month; one account alone is another page."""
        return accounts


class AccountsPage(ListPage):
    """All accounts, a page at a time: eight statements for each page."""

    model = Account
    template_name = "maintenance/availability.html"
    filters = AccountFilters
    orders = {"name": ("name", "id")}

    @cached_property
    def filtering(self) -> AccountFilters:
        asked = asked_or_present(self.request.GET, self.reader)
        return AccountFilters(asked, queryset=self.rows(), request=self.request)

    @cached_property
    def month(self) -> date:
        valid = self.filtering.is_valid()
        return self.filtering.form.cleaned_data["month"] if valid else present_month(self.reader)

    def matching(self) -> QuerySet[Any]:
        return super().matching() if has_begun(self.month) else super().matching().none()

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        accounts = more["page"].rows
        figures = months_of_accounts(accounts, self.month, now())
        running = self.month == present_month(self.reader)
        for account in accounts:
            told = figures[account.pk]
            account.told, account.left = told, left_words(told, running=running)
            account.verdict = verdict(told)
        more["filtered"] = more["filtered"] and has_begun(self.month)
        return super().show(status, **more)

    def context(self) -> dict[str, Any]:
        around = {"before": month_key(moved(self.month, -1)), "after": month_after(self.month)}
        return super().context() | around | {"month": self.month, "key": month_key(self.month)}


class AccountsCsv(AccountsPage):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        accounts = list(self.matching().order_by("name", "id")[:_MOST])
        figures = months_of_accounts(accounts, self.month, now())
        rows = (
            [one.slug, one.name, month_key(self.month), figures[one.pk]["servers"]]
            + [figures[one.pk][name] for name in (*SUMMARY, "revision")]
            for one in accounts
        )
        return csv_download(f"availability-{month_key(self.month)}", _OF_ACCOUNTS, rows, _MOST)


class MonthCsv(MonthPage):
    """A row for each server."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        figures = self.found.figures if self.found else {"servers": []}
        rows = (
            [figures["account"], one["server"], one["contract"], one["timezone"], figures["month"]]
            + [one[name] for name in SUMMARY]
            for one in figures["servers"]
        )
        name = self.account.slug if self.account else "none"
        return csv_download(f"availability-{name}-{month_key(self.month)}", _OF_SERVERS, rows, _MOST)


def availability(request: HttpRequest) -> HttpResponseBase:
    return (AccountsPage if _about_all(request) else MonthPage).as_view()(request)


def availability_csv(request: HttpRequest) -> HttpResponseBase:
    return (AccountsCsv if _about_all(request) else MonthCsv).as_view()(request)


def _about_all(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_staff_member", False)) and not request.GET.get("account")
