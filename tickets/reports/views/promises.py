"""`/reports/cases/`: the promises that a figure of the report counts, each with its case and its clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from hostops.accounts.models import Account
from hostops.clocks.attribution import CAUSES
from hostops.clocks.models import Attribution
from hostops.lib.now import now
from hostops.subjects.models import Subject
from hostops.web.times import duration
from tickets.looks import OWED
from tickets.reports.asked import ReportForm, query_of
from tickets.reports.promises import RESULTS, decided
from tickets.reports.views import shown
from tickets.reports.views.attainment import ReportPage
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
_COLUMNS = ("decided", "of_clock", "cycle", "of_kind", "level", "kept", "excused", "due_at", "stopped_at", "of_subject")


class PromisesForm(ReportForm):
    """As the report asks, and which of what was decided."""

    result = forms.ChoiceField(required=False, label="Which", choices=list(_NAMES.items()))


@dataclass
class Row:
    """One promise as the list shows it; `late` is by how long it was missed, so far where it is still open."""

    subject: Subject
    clock: int
    cycle: int
    what: str
    level: int | None
    kept: bool
    due_at: datetime | None
    stopped_at: datetime | None
    late: str
    attribution: Attribution | None = None

    @property
    def cause(self) -> str:
        return CAUSES.get(self.attribution.cause, self.attribution.cause) if self.attribution else ""


class PromisesPage(ReportPage):
    """Newest first. Pages by number: what a report of one month counts is a few thousand rows at most."""

    form_class = PromisesForm
    template_name = "tickets/reports/cases.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(self.promises(), _PER_PAGE).get_page(request.GET.get("page"))
        return self.show(page=page, rows=rows_of(list(page)), count=page.paginator.count)

    def context(self) -> dict[str, Any]:
        result = self.result
        return super().context() | {
            "filters": {"form": self.form},
            "filtered": bool(self.request.GET),
            "asked": self.asked,
            "about": shown.of_account(self.asked.chosen.account or self.reader.account),
            "which": _NAMES[result],
            "query": query_of(self.asked, **({"result": result} if result else {})),
        }

    @cached_property
    def result(self) -> str:
        return str(self.form.cleaned_data["result"]) if self.form.is_valid() else ""

    def promises(self) -> QuerySet[Any]:
        """Present and past cycles in one list, by the moment at which each was decided."""
        period = self.asked.period
        present, past = (
            (rows.filter(RESULTS[self.result]) if self.result else rows)
            .annotate(of_subject=F(path))
            .order_by()
            .values_list(*_COLUMNS, named=True)
            for rows, path in zip(
                decided(self.reader, self.asked.chosen, period.start, period.end, now()),
                ("subject", "clock__subject"),
                strict=True,
            )
        )
        return present.union(past, all=True).order_by("-decided", "-of_clock", "-cycle")


class PromisesCsv(PromisesPage):
    """The same rows for a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        head = ["case", "account", "title", "kind", "severity", "cycle", "due_at", "stopped_at", "result", "cause"]
        rows = rows_of(list(self.promises()[:_MOST]))
        return csv_answer(f"promises-{self.asked.period.key}", head, map(_cells, rows))


def _cells(row: Row) -> list[Any]:
    account: Account | None = row.subject.account
    return [
        row.subject.reference, account.slug if account else "", row.subject.title, row.what, row.level, row.cycle,
        row.due_at and row.due_at.isoformat(), row.stopped_at and row.stopped_at.isoformat(),
        "kept" if row.kept else "breached", row.cause,
    ]  # fmt: skip


def rows_of(found: list[Any]) -> list[Row]:
    """The rows of a page with their subjects and attributions: two statements, however many there are."""
    subjects = Subject.objects.select_related("account").in_bulk({each.of_subject for each in found})
    clocks = {each.of_clock for each in found}
    attributed = {(each.clock_id, each.cycle): each for each in Attribution.objects.filter(clock__in=clocks)}
    return [_row(each, subjects[each.of_subject], attributed.get((each.of_clock, each.cycle))) for each in found]


def _row(found: Any, subject: Subject, attribution: Attribution | None) -> Row:
    return Row(
        subject=subject,
        clock=found.of_clock,
        cycle=found.cycle,
        what=OWED.get(found.of_kind, found.of_kind),
        level=found.level,
        kept=found.kept,
        due_at=found.due_at,
        stopped_at=found.stopped_at,
        late="" if found.kept else _late(found.due_at, found.stopped_at),
        attribution=attribution,
    )


def _late(due_at: datetime | None, stopped_at: datetime | None) -> str:
    missed: timedelta = (stopped_at or now()) - due_at if due_at else timedelta()
    return f"{duration(missed.total_seconds())} late" + ("" if stopped_at else ", still open")
