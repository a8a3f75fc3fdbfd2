"""`/backups/report/`: a month of an account's backups, on a page that prints well, as CSV and as PDF."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from backups.forms.report import ReportForm
from backups.pdf import report_pdf
from backups.report import Report, month_report
from backups.rules.dates import DAY
from backups.rules.tally import COUNTS
from backups.words import DEFINITION
from hostops.accounts.models import Account
from hostops.accounts.roles import require
from hostops.lib.months import month_key, month_of, moved
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.pages import Page
from hostops.web.times import iso

READ = "backups.report.read"
# A server has a line for each of its tiers.
_MOST = 20_000
# The zone in which a month begins first.
_FIRST_BEGIN = ZoneInfo("Etc/GMT-14")


class ReportPage(Page):
    """`?account=&month=`; without a month it is the present one in the reader's zone."""

    template_name = "backups/report.html"

    def permit(self) -> None:
        require(self.reader, READ)

    @cached_property
    def form(self) -> ReportForm:
        asked = {**self.request.GET.dict(), "month": self.request.GET.get("month") or month_key(self._present)}
        return ReportForm(asked, reader=self.reader)

    @property
    def _present(self) -> date:
        return month_of(now(), ZoneInfo(self.reader.timezone))

    @cached_property
    def month(self) -> date:
        return self.form.cleaned_data["month"] if self.form.is_valid() else self._present

    @cached_property
    def account(self) -> Account | None:
        found: Account | None = self.form.cleaned_data.get("account") if self.form.is_valid() else None
        return found or self.reader.account

    @cached_property
    def report(self) -> Report | None:
        """None where there is nothing to report: no account, a question that makes no sense, a month ahead."""
        if self.account is None or not self.form.is_valid() or not _has_begun(self.month):
            return None
        return month_report(self.account, self.month, now())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        after = moved(self.month, 1)
        return self.show(
            report=self.report,
            filters={"form": self.form},
            filtered=bool(request.GET.get("month") or request.GET.get("account")),
            understood=self.form.is_valid(),
            account=self.account,
            month=self.month,
            key=month_key(self.month),
            month_ends=str(after - DAY),
            before=month_key(moved(self.month, -1)),
            after=month_key(after) if _has_begun(after) else "",
            definition=DEFINITION,
        )


def _has_begun(month: date) -> bool:
    """Whether it is the month, or a later one, in some zone."""
    return month <= month_of(now(), _FIRST_BEGIN)


class Download(ReportPage):
    """A file has no room to say what was wrong with the question; it is not made of another one."""

    @property
    def found(self) -> Report:
        if self.report is None:
            raise BadRequest("no such report")
        return self.report

    @property
    def name(self) -> str:
        return f"backups-{self.found.account.slug}-{month_key(self.month)}"


class ReportCsv(Download):
    """A line for each server and tier."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        head = ("account", "server", "schedule", "tier", "clause", "month", *COUNTS, "as_known_at")
        return csv_download(self.name, head, _lines(self.found), _MOST)


def _lines(report: Report) -> Iterator[list[Any]]:
    month, at = month_key(report.month), iso(report.at.replace(microsecond=0))
    for line in report.lines:
        begins = [report.account.slug, line.server.hostname, line.schedule.number, line.schedule.tier]
        counts = [getattr(line.tally, name) for name in COUNTS]
        yield [*begins, line.tier.clause, month, *counts, at]


class ReportPdf(Download):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = HttpResponse(report_pdf(self.found), content_type="application/pdf")
        answer["Content-Disposition"] = f'attachment; filename="{self.name}.pdf"'
        return answer
