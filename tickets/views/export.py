"""The list as CSV: the same rows by the same filters, streamed."""

import csv
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from hostops.web.times import iso
from tickets.models import Case
from tickets.views.lists import CaseList, OwnCases
from tickets.views.queue import Queue

# More than a spreadsheet wants; whoever needs all asks the REST API page by page.
_MOST = 5000
_AT_ONCE = 500
# What a spreadsheet takes for a formula when a cell begins with it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """What the csv module writes to; it hands each line straight back."""

    def write(self, line: str) -> str:
        return line


def cell(value: Any) -> str:
    """The value as text that no spreadsheet runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


class CsvList(CaseList):
    """`GET` streams instead of showing a page. Mixed into the list and the queue."""

    heads: ClassVar[tuple[str, ...]] = (
        "case", "account", "subject", "state", "severity", "assignee", "received_at", "next_due",
    )  # fmt: skip

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        answer = StreamingHttpResponse(self._lines(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="cases.csv"'
        return answer

    def _lines(self) -> Iterator[str]:
        writer = csv.writer(_Echo())
        yield writer.writerow(self.heads)
        rows = self._rows()[: _MOST + 1].iterator(chunk_size=_AT_ONCE)
        for number, case in enumerate(rows):
            if number == _MOST:
                yield writer.writerow([f"There are more than {_MOST}: narrow the filters, or ask the REST API."])
                return
            yield writer.writerow(map(cell, self.values(case)))

    def _rows(self) -> QuerySet[Case]:
        # none of the columns that the page was asked for besides
        rows = self.matching().select_related(None).select_related("account", "assignee")
        return rows.only("title", "state", "severity", "received_at", "next_due", *_NAMES).order_by(
            *self.orders[self.order()]
        )

    def values(self, case: Any) -> list[Any]:
        """What stands under `heads`."""
        due = iso(case.next_due) if case.next_due else ""
        has_it = case.assignee.display_name if case.assignee else ""
        return [
            case.number, case.account.slug, case.title, case.state, case.severity, has_it, iso(case.received_at), due,
        ]  # fmt: skip


_NAMES = ("account__slug", "assignee__full_name", "assignee__username")


class OwnCsv(CsvList, OwnCases):
    pass


class QueueCsv(CsvList, Queue):
    """Staff's, with their tags."""

    heads = (*CsvList.heads, "tags")

    def values(self, case: Any) -> list[Any]:
        return [*super().values(case), ", ".join(case.tag_names)]


def cases_csv(request: HttpRequest) -> HttpResponseBase:
    page = QueueCsv if getattr(request.user, "is_staff_member", False) else OwnCsv
    return page.as_view()(request)
