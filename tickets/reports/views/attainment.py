"""`/reports/`: what was kept of what was promised, on a page that prints well, as CSV and as PDF."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from hostops.accounts.roles import require
from hostops.lib.now import now
from hostops.web.pages import Page
from tickets.reports.asked import ReportForm, query_of
from tickets.reports.attainment import Asked, Report, Trend, attainment, trend
from tickets.reports.pdf import attainment_pdf
from tickets.reports.views import shown
from tickets.reports.views.csvs import csv_answer
from tickets.reports.words import DEFINITION

READ = "tickets.report.attainment"
# A page for people; the CSV has every account.
_MOST_ACCOUNTS = 100


class ReportPage(Page):
    """What all of them share: who may read, and the question in the address."""

    form_class: type[ReportForm] = ReportForm

    def permit(self) -> None:
        require(self.reader, READ)

    @cached_property
    def form(self) -> ReportForm:
        return self.form_class(self.request.GET, reader=self.reader, at=now())

    @cached_property
    def asked(self) -> Asked:
        return self.form.question()

    @cached_property
    def report(self) -> Report:
        return attainment(self.reader, self.asked, now())

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "filters": {"form": self.form},
            "filtered": bool(self.request.GET),
            "understood": self.form.is_valid(),
            "asked": self.asked,
            "query": query_of(self.asked),
            "about": self.about,
        }

    @cached_property
    def trend(self) -> Trend:
        return trend(self.reader, self.asked, now())

    @property
    def about(self) -> str:
        return shown.of_account(self.asked.chosen.account or self.reader.account)


class Download(ReportPage):
    """A file has no room to say what was wrong with the question; it is not made of another one."""

    def permit(self) -> None:
        super().permit()
        if not self.form.is_valid():
            raise BadRequest("no such report")


class AttainmentPage(ReportPage):
    template_name = "tickets/reports/attainment.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.form.is_valid():
            return self.show()
        report = self.report
        by_account = self.reader.is_staff_member and self.asked.chosen.account is None
        return self.show(
            report=report,
            total=shown.total_line(report),
            promises=list(shown.promise_lines(report)),
            accounts=list(shown.account_lines(report, _MOST_ACCOUNTS)) if by_account else [],
            more_accounts=max(0, len(report.by_account) - _MOST_ACCOUNTS) if by_account else 0,
        )

    def context(self) -> dict[str, Any]:
        return super().context() | {"earlier": self.asked.period.before(), "definition": DEFINITION}


class TrendPage(ReportPage):
    """`/reports/trend/`: the year up to the period's end. The report fetches it once it is shown itself."""

    template_name = "tickets/reports/trend.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        if not self.form.is_valid():
            return self.show()
        return self.show(months=self.trend.months, trend=list(shown.trend_lines(self.trend)))


class AttainmentCsv(Download):
    """Every account, kind and level, for a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        period, earlier = self.asked.period, self.asked.period.before()
        spans = [period.first_day, period.last_day, period.zone]
        rows = (
            [account.slug, account.name, kind, level, *spans, *_figures(line.now), earlier.name, *_figures(line.before)]
            for account, (kind, level), line in self.report.by_account_and_promise
        )
        return csv_answer(f"attainment-{period.key}", [*_HEAD, *(f"before_{name}" for name in _FIGURES)], rows)


class TrendCsv(Download):
    """The heat grid as numbers."""

    def get(self, request: HttpRequest) -> HttpResponse:
        rows = (
            [kind, level, month.key, month.zone, *_figures(figures)]
            for (kind, level), line in self.trend.lines
            for month, figures in zip(self.trend.months, line, strict=True)
        )
        return csv_answer(f"trend-{self.asked.period.key}", ["kind", "severity", "month", "zone", *_FIGURES], rows)


class AttainmentPdf(Download):
    def get(self, request: HttpRequest) -> HttpResponse:
        answer = HttpResponse(attainment_pdf(self.report, self.about), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="attainment-{self.asked.period.key}.pdf"'
        return answer


_FIGURES = ("decided", "kept", "breached", "attributed", "attained", "attained_without_attributed")
_HEAD = ("account", "name", "kind", "severity", "from", "to", "zone", *_FIGURES, "before")


def _figures(found: Any) -> list[Any]:
    return [found.decided, found.kept, found.breached, found.excused, found.attained, found.attained_unexcused]
