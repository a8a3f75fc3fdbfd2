"""The engineers' queue: what must be done next, live, in the columns and by the filters that one chose."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from hostops.accounts.roles import may
from hostops.journal.models import Entry
from hostops.web.fragments import wants_fragment
from tickets.actions.saved_views import kept_of
from tickets.columns import COLUMNS, Column, cells
from tickets.models import Case, SavedView
from tickets.outages import outages
from tickets.states import LIVE_STATES
from tickets.views.filters import QueueFilters
from tickets.views.lists import CaseList

# Every engineer's own first questions; named views come after them.
_FIRST = (
    ("Queue", ""),
    ("Mine", "assignee=me"),
    ("Nobody's", "assignee=nobody"),
    ("Late or within the hour", "due=hour"),
)
# More entries than are written while one transaction lasts.
_LOOKED_AT = 100


class Queue(CaseList):
    """An open Level 1 first, then security, then the next due instant."""

    template_name = "tickets/queue.html"
    filters = QueueFilters
    orders = {"queue": ("queue_rank", "queue_due", "id"), "next_due": ("queue_due", "id"), "newest": ("-id",)}
    order_labels = {"queue": "Queue", "next_due": "Next due", "newest": "Newest first"}
    per_page = 50

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """An open page asks again and again; while nothing was journalled since, nothing is read (304).

        The tag is read before the rows: what happens between the two makes the next answer another one.
        """
        tag = self.tag
        if wants_fragment(request) and request.headers.get("If-None-Match") == tag:
            return HttpResponseNotModified()
        return super().get(request, *args, **kwargs)

    @cached_property
    def tag(self) -> str:
        """Stands for all that has happened; every change of a case has its entry.

        Of two transactions the one that began first may end last, and its entries appear below the newest:
        whatever appears among those looked at makes their sum larger.
        """
        newest = Entry.objects.order_by("-id").values_list("id", flat=True)[:_LOOKED_AT]
        return f'W/"{sum(newest)}"'

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        self.listed = more["page"].rows
        return super().show(status, **more)

    def context(self) -> dict[str, Any]:
        return super().context() | {
            "outages": outages(self.listed),
            "tag": self.tag,
            "columns": self.columns,
            "views": self._views(),
            "kept": kept_of(self.request.GET.urlencode()),
            "may_assign": may(self.reader, "tickets.case.assign"),
        }

    def _views(self) -> list[dict[str, Any]]:
        """The views to go to, the one that is open marked."""
        here = kept_of(self.request.GET.urlencode())
        first: list[dict[str, Any]] = [{"name": name, "query": query} for name, query in _FIRST]
        saved: list[dict[str, Any]] = [
            {"name": view.name, "query": view.query, "shared": view.shared}
            for view in SavedView.objects.visible_to(self.reader)
        ]
        return [view | {"current": view["query"] == here} for view in [*first, *saved]]

    @cached_property
    def columns(self) -> list[Column]:
        return [COLUMNS[name] for name in self.request.GET.getlist("columns") if name in COLUMNS]

    def rows(self) -> QuerySet[Case]:
        shown = ["account__name", "account__slug", "assignee__full_name", "assignee__username"]
        joins = ["account", "assignee"]
        for column in self.columns:
            shown, joins = [*shown, *column.reads], [*joins, *column.joins]
        rows: Any = super().rows()
        queue: QuerySet[Case] = rows.with_tags().select_related(*joins).only(*self.shown, *shown)
        return queue

    def dress(self, case: Any) -> None:
        case.cells = cells(case, self.columns)
        case.tags_below = () if COLUMNS["tags"] in self.columns else case.tag_names

    def order(self) -> str:
        """What has ended stands in no queue: those are listed newest first."""
        chosen = super().order()
        return "newest" if chosen == "queue" and not self._live_only() else chosen

    def count(self) -> int | None:
        return super().count() if self._live_only() else None

    def _live_only(self) -> bool:
        return self.request.GET.get("state", "") in {"", *LIVE_STATES}
