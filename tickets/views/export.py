"""The list as CSV: the same rows by the same filters, streamed."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hostops.web.csvs import csv_download
from hostops.web.times import iso
from tickets.models import Case
from tickets.views.lists import CaseList, OwnCases
from tickets.views.queue import Queue

# More than a spreadsheet wants; whoever needs all asks the REST API page by page.
_MOST = 5000
_AT_ONCE = 500


class CsvList(CaseList):
    """`GET` streams instead of showing a page. Mixed into the list and the queue."""

    heads: ClassVar[tuple[str, ...]] = (
        "case", "account", "subject", "state", "severity", "assignee", "received_at", "next_due",
    )  # fmt: skip

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self._rows()[: _MOST + 1].iterator(chunk_size=_AT_ONCE)
        return csv_download("cases", self.heads, map(self.values, rows), _MOST)

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
