"""`/patching/compliance/`: what was kept, per account, platform and period; a page, CSV and PDF."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import django_filters
from django import forms
from django.core.exceptions import BadRequest
from django.core.validators import MinValueValidator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from hostops.accounts.models import Account
from hostops.clocks.businesstime.wall import first_reaching
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.navigation import staff
from hostops.web.times import iso
from maintenance.patching.compliance import AccountFigures, compliance
from maintenance.patching.models import PatchDuty
from maintenance.patching.pdf import compliance_pdf
from maintenance.patching.rules.compliance import COUNTS, summed
from maintenance.patching.rules.weeks import DAY, EARLIEST
from maintenance.patching.words import DEFINITION

_MOST, _AT_ONCE = 5000, 200
_HEAD = ("account", "platform", "clause", "period", "starts_at", "due_at", *COUNTS, "closed", "as_known_at")
_DATE = forms.DateInput(attrs={"type": "date"})


class ComplianceFilters(django_filters.FilterSet):
    """Of accounts."""

    account = django_filters.ModelChoiceFilter(
        queryset=Account.objects.none(), to_field_name="slug", empty_label="All accounts", label="Account",
        method="only",
    )  # fmt: skip
    at = django_filters.DateFilter(
        label="As known at the end of", method="as_said", widget=_DATE,
        validators=[MinValueValidator(EARLIEST, message="This lies too far in the past.")],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if staff(self.request.user):
            self.filters["account"].queryset = Account.objects.visible_to(self.request.user)
        else:
            del self.filters["account"]  # a customer has one

    def only(self, accounts: QuerySet[Account], _: str, account: Account) -> QuerySet[Account]:
        return accounts.filter(pk=account.pk)

    def as_said(self, accounts: QuerySet[Account], _: str, __: Any) -> QuerySet[Account]:
        """Every account has figures of each day."""
        return accounts


class CompliancePage(ListPage):
    """`?account=&at=`: to staff the accounts that have duties, a page at a time; one account in full."""

    model = Account
    template_name = "patching/compliance.html"
    filters = ComplianceFilters
    orders = {"name": ("name", "id")}

    def rows(self) -> QuerySet[Any]:
        patched = PatchDuty.objects.filter(server__account=OuterRef("pk"))
        return super().rows().filter(Exists(patched))

    @cached_property
    def asked(self) -> dict[str, Any]:
        filtering = self.filtering
        return filtering.form.cleaned_data if filtering and filtering.is_valid() else {}

    @cached_property
    def at(self) -> datetime:
        """The end of the day that is asked for, in the reader's zone; no later than the present."""
        day: date | None = self.asked.get("at")
        if day is None:
            return now()
        ends = first_reaching(datetime.combine(day + DAY, time()), ZoneInfo(self.reader.timezone))
        return min(ends, now())

    @property
    def in_full(self) -> bool:
        return not staff(self.reader) or bool(self.asked.get("account"))

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        figures = compliance(more["page"].rows, self.at)
        return super().show(
            status,
            **more,
            figures=figures,
            one=figures[0] if self.in_full and figures else None,
            total=summed(one.total for one in figures),
            at=self.at,
            definition=DEFINITION,
        )


class ComplianceCsv(CompliancePage):
    """A line for each account, platform and period."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        accounts = list(self.matching().order_by("name", "id"))
        parts = (accounts[start : start + _AT_ONCE] for start in range(0, len(accounts), _AT_ONCE))
        lines = (line for some in parts for one in compliance(some, self.at) for line in _lines(one, self.at))
        return csv_download(f"patching-compliance-{self.at:%Y-%m-%d}", _HEAD, lines, _MOST)


class CompliancePdf(CompliancePage):
    """Of one account; a file has no room to ask which."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = list(self.matching()[:1]) if self.in_full else []
        if not found:
            raise BadRequest("no such account, or none is named")
        (figures,) = compliance(found, self.at)
        answer = HttpResponse(compliance_pdf(figures, self.at), content_type="application/pdf")
        name = f"patching-{figures.account.slug}-{self.at:%Y-%m-%d}"
        answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
        return answer


def _lines(figures: AccountFigures, at: datetime) -> Iterator[Sequence[Any]]:
    known = iso(at.replace(microsecond=0))
    for each in figures.platforms:
        begins = [figures.account.slug, each.platform.name, each.platform.clause]
        for one in each.periods:
            counts = [getattr(one.counts, name) for name in COUNTS]
            span = [one.period.name, iso(one.period.starts_at), iso(one.period.ends_at)]
            yield [*begins, *span, *counts, "yes" if one.closed else "no", known]
