"""`/security/labour/`: what was worked on correcting maintained code, as lines of a bill."""

from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hostops.accounts.filters import OfAccountFilters, account_filter
from hostops.accounts.roles import may
from hostops.web.csvs import csv_download
from hostops.web.fields import MonthField
from hostops.web.lists import ListPage
from hostops.web.times import iso
from maintenance.rules.months import month_span
from maintenance.security import actions
from maintenance.security.actions.labour import WITHDRAW
from maintenance.security.forms.response import ReasonForm
from maintenance.security.models import Labour
from maintenance.security.querysets import fees_seen
from maintenance.security.views.base import StepPage

_MOST, _AT_ONCE = 5000, 500
_COLUMNS = (
    "line", "account", "contract_currency", "code", "response", "worked_at", "seconds", "billed_seconds", "hourly",
    "amount", "worked_by", "description", "clause",
)  # fmt: skip


class _Month(django_filters.Filter):
    field_class = MonthField


class LabourFilters(OfAccountFilters):
    account = account_filter("code__account")
    month = _Month(method="in_month", label="Month")
    lines = django_filters.ChoiceFilter(
        label="Lines", choices=[("withdrawn", "Withdrawn")], empty_label="Not withdrawn", method="by_standing"
    )

    class Meta:
        model = Labour
        fields: list[str] = []

    def in_month(self, rows: QuerySet[Labour], _: str, month: Any) -> QuerySet[Labour]:
        span = month_span(month, ZoneInfo(self.request.user.timezone))
        return rows.filter(worked_at__gte=span.start, worked_at__lt=span.end)

    def by_standing(self, rows: QuerySet[Labour], _: str, __: str) -> QuerySet[Labour]:
        return rows


class LabourPage(ListPage):
    """Four statements, however many lines there are."""

    model = Labour
    template_name = "security/labour.html"
    filters = LabourFilters
    orders = {"newest": ("-worked_at", "-id")}

    def rows(self) -> QuerySet[Any]:
        rows = super().rows().select_related("code__account", "response", "worked_by")
        return rows.filter(withdrawn_at__isnull=self.request.GET.get("lines") != "withdrawn")

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        sees_fees = fees_seen(self.reader)
        sums = self.matching().order_by("currency").values("currency").annotate(total=Sum("amount"))
        totals = [row for row in sums if row["total"] is not None] if sees_fees else []
        return super().show(status, sees_fees=sees_fees, totals=totals, may_withdraw=may(self.reader, WITHDRAW), **more)


class LabourCsv(LabourPage):
    """The same lines by the same filters; without money for whoever does not see fees."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().order_by("-worked_at", "-id")[: _MOST + 1].iterator(chunk_size=_AT_ONCE)
        seen = fees_seen(self.reader)
        return csv_download("labour", _COLUMNS, (_values(row, seen) for row in rows), _MOST)


def _values(row: Labour, sees_fees: bool) -> list[Any]:
    money = (row.billed_seconds, row.hourly, row.amount) if sees_fees else ("", "", "")
    return [
        row.number, row.code.account.slug, row.currency, row.code.number, row.response.number, iso(row.worked_at),
        row.seconds, *money, row.worked_by.display_name, row.description, row.clause,
    ]  # fmt: skip


class LabourWithdrawPage(StepPage):
    model, form_class = Labour, ReasonForm
    title, hint = (
        "Withdraw the line",
        "It is no longer billed; the record stays. What was written wrongly is recorded anew.",
    )
    submit, said = "Withdraw it", "The line is withdrawn."
    verb, action = WITHDRAW, staticmethod(actions.labour_withdraw)
    named, route, joined = "labour", "security_response", ("response",)

    def called(self) -> str:
        line = self.object
        amount = f" ({line.amount} {line.currency})" if line.amount is not None else ""
        return f"{line.description[:200]}{amount}"

    def done(self, result: Any) -> str:
        return reverse(self.route, args=[self.object.response_id])
