"""`/backups/exceptions/`: what was not as promised, first what nobody has said anything about."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.functional import cached_property

from backups.actions.remarks import REMARK
from backups.asked import Asked
from backups.excepted import Shown, shown
from backups.exceptions import counts, owed_words
from backups.forms.book import ExceptionsForm
from backups.paging import NoPosition, page_of
from backups.rules.exceptions import Row
from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.keyset import Slice
from hostops.web.pages import Page
from hostops.web.times import iso

_PER_PAGE, _MOST, _AT_ONCE = 25, 5_000, 250
_COLUMNS = (
    "schedule", "account", "server", "tier", "slot", "due_at", "came_at", "state", "states", "reason", "remark",
    "remarked_by", "remarked_at",
)  # fmt: skip


class ExceptionsBase(Page):
    """The filters, and the rows that they let through; none of a question that makes no sense."""

    @cached_property
    def filter_form(self) -> ExceptionsForm:
        return ExceptionsForm(self.request.GET, reader=self.reader)

    @cached_property
    def asked(self) -> Asked:
        given = self.filter_form.cleaned_data if self.filter_form.is_valid() else {}
        return Asked(**{name: value for name, value in given.items() if value})

    @cached_property
    def every(self) -> list[Row]:
        return self.asked.rows(self.reader)[0] if self.filter_form.is_valid() else []


class ExceptionsPage(ExceptionsBase):
    """The figures are of the time and place that is asked for, the list also by state and answer."""

    template_name = "backups/exceptions.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = self.asked.chosen(self.every)
        try:
            page = page_of(rows, lambda row: row.rank, _PER_PAGE, request.GET)
        except NoPosition as error:
            raise BadRequest(str(error)) from None
        given = {name for name in self.filter_form.fields if request.GET.get(name)}
        return self.show(
            page=Slice(shown(page.rows), page.after, page.before),
            filters=SimpleNamespace(form=self.filter_form),
            filtered=bool(given),
            number=len(rows),
            counts=counts(self.every),
            owed=len(owed_words(rows)),
            asked=self.asked,
            at=iso(now()),
            may_remark=may(self.reader, REMARK),
        )


class ExceptionsCsv(ExceptionsBase):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        return csv_download("backup-exceptions", _COLUMNS, self._lines(), _MOST)

    def _lines(self) -> Iterator[list[Any]]:
        rows = self.asked.chosen(self.every)[: _MOST + 1]
        for start in range(0, len(rows), _AT_ONCE):
            yield from map(_values, shown(rows[start : start + _AT_ONCE]))


def _values(each: Shown) -> list[Any]:
    row, server = each.row, each.schedule.server
    last = each.remarks[-1] if each.remarks else None
    said = [last.reason, last.words, last.written_by.username, iso(last.written_at)] if last else [""] * 4
    return [
        each.schedule.number, server.account.slug, server.hostname, each.schedule.tier, iso(row.slot_at),
        iso(row.due_at) if row.due_at else "", iso(row.stopped_at) if row.stopped_at else "", row.state,
        " ".join(row.states), *said,
    ]  # fmt: skip
