"""The list of windows as CSV: the same rows by the same filters, streamed."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from hostops.web.csvs import csv_download
from hostops.web.times import iso
from maintenance.models import Window
from maintenance.views.lists import Desk, OwnWindows, WindowList

_MOST, _AT_ONCE = 5000, 500
_COLUMNS = (
    "window", "kind", "title", "state", "starts_at", "ends_at", "timezone", "decision", "impact",
    "expected_downtime_s", "announced_at",
)  # fmt: skip


class CsvList(WindowList):
    """`GET` streams instead of showing a page. Mixed into both sides' lists."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        rows = self.matching().prefetch_related(None).order_by(*self.orders[self.order()])
        return csv_download("windows", _COLUMNS, map(_values, rows[: _MOST + 1].iterator(chunk_size=_AT_ONCE)), _MOST)


def _values(window: Window) -> list[Any]:
    announced = iso(window.announced_at) if window.announced_at else ""
    return [
        window.number, window.kind, window.title, window.state, iso(window.starts_at), iso(window.ends_at),
        window.timezone, window.decision, window.impact, window.expected_downtime, announced,
    ]  # fmt: skip


class OwnCsv(CsvList, OwnWindows):
    pass


class DeskCsv(CsvList, Desk):
    pass


def windows_csv(request: HttpRequest) -> HttpResponseBase:
    page = DeskCsv if getattr(request.user, "is_staff_member", False) else OwnCsv
    return page.as_view()(request)
