"""`/reports/cases/`: the promises that a figure of the report counts, each with its case and its clock."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from hostops.clocks.attribution import CAUSES
from hostops.lib.now import now
from hostops.web.times import duration, iso
from tickets.looks import OWED
from tickets.reports.asked import ReportForm, query_of
from tickets.reports.listing import Listed, Listing, NoPosition
from tickets.reports.views.attainment import Download, ReportPage
from tickets.reports.views.csvs import csv_answer

_PER_PAGE = 50
# More than a spreadsheet wants; a narrower question gives the rest.
_MOST = 5000
_NAMES = {
    "": "All decided",
    "kept": "Kept",
    "breached": "Breached",
    "excused": "Breached and attributed",
    "held": "Breached, not attributed",
}


class PromisesForm(ReportForm):
    """As the report asks, and which of what was decided."""

    result = forms.ChoiceField(required=False, label="Which", choices=list(_NAMES.items()))


class Row:
    """One promise as the list shows it; `late` is by how long it was missed, so far where it is still open."""

    def __init__(self, found: Listed, at: datetime) -> None:
        self.promise = found
        self.what = OWED.get(found.kind, found.kind)
        self.late = "" if found.kept else _late(found, at)
        self.cause = CAUSES.get(found.attribution.cause, found.attribution.cause) if found.attribution else ""


class PromisesPage(ReportPage):
    """Newest first."""

    form_class = PromisesForm
    template_name = "tickets/reports/cases.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.form.is_valid():
            return self.show()
        try:
            page = self.listing.page(_PER_PAGE, request.GET.get("after", ""), request.GET.get("before", ""))
        except NoPosition as error:
            raise BadRequest(str(error)) from error
        rows = [Row(found, self.listing.now) for found in page.rows]
        return self.show(page=page, rows=rows, count=self.listing.count())

    def context(self) -> dict[str, Any]:
        result = self.listing.result
        return super().context() | {
            "which": _NAMES[result],
            "query": query_of(self.asked, **({"result": result} if result else {})),
        }

    @cached_property
    def listing(self) -> Listing:
        result = str(self.form.cleaned_data["result"]) if self.form.is_valid() else ""
        return Listing(self.reader, self.asked, result, now())


class PromisesCsv(Download, PromisesPage):
    """The same rows for a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        head = ["case", "account", "title", "kind", "severity", "cycle", "due_at", "stopped_at", "result", "cause"]
        return csv_answer(f"promises-{self.asked.period.key}", head, map(_cells, self.listing.first(_MOST)))


def _cells(found: Listed) -> list[Any]:
    subject, attribution = found.subject, found.attribution
    return [
        subject.reference, subject.account.slug if subject.account else "", subject.title,
        found.kind, found.level, found.cycle,
        *(iso(instant) if instant else "" for instant in (found.due_at, found.stopped_at)),
        "kept" if found.kept else "breached", attribution.cause if attribution else "",
    ]  # fmt: skip


def _late(found: Listed, at: datetime) -> str:
    missed = (found.stopped_at or at) - found.due_at if found.due_at else timedelta()
    return f"{duration(missed.total_seconds())} late" + ("" if found.stopped_at else ", still open")
