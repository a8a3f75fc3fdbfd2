"""`/patching/`: the last half year, server by week; staff see all servers, customers their own."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from hostops.accounts.models import Server
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.navigation import staff
from maintenance.patching.board import Board, board
from maintenance.patching.drawing import drawn, heads, key, week_names, written
from maintenance.patching.models import PatchDuty
from maintenance.patching.nextdue import due_next, overdue_servers
from maintenance.patching.rules.weeks import DAY, WEEK, WEEKS
from maintenance.patching.views.board_filters import BoardFilters

_AT_ONCE, _MOST, _NEXT = 200, 5000, 5


class BoardPage(ListPage):
    """Servers that have duties, a page at a time."""

    model = Server
    template_name = "patching/board.html"
    filters = BoardFilters
    orders = {"name": ("hostname", "id")}
    per_page = 50

    def rows(self) -> QuerySet[Any]:
        duties = PatchDuty.objects.filter(server=OuterRef("pk"))
        return super().rows().filter(Exists(duties)).select_related("account")

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Which weeks and which platform; nothing of a question that makes no sense."""
        filtering = self.filtering
        found = filtering.form.cleaned_data if filtering and filtering.is_valid() else {}
        return {"until": found.get("until"), "platform": found.get("platform") or ""}

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        at = now()
        shown = board(more["page"].rows, at, **self.asked)
        return super().show(
            status,
            **more,
            board=shown,
            heads=heads(tuple(shown.weeks), shown.present),
            cells=drawn(shown, accounts=staff(self.reader)),
            key=key(),
            **self._first(at),
            **_around(shown),
        )

    def _first(self, at: Any) -> dict[str, Any]:
        """What is due next and what is overdue, above a board that nobody narrowed."""
        if self.request.GET:
            return {}
        return {
            "first": True,
            "due": due_next(self.reader, at, _NEXT),
            "overdue": overdue_servers(self.reader, at),
        }


def _around(shown: Board) -> dict[str, Any]:
    """The half year before, and that after as far as there is any; each by its last Sunday."""
    after = min(shown.last + WEEKS * WEEK, shown.present) if shown.last < shown.present else None
    return {"before": shown.weeks[0] - DAY, "after": after and after + 6 * DAY, "ends": shown.last + 6 * DAY}


class BoardCsv(BoardPage):
    """A line for each duty, a column for each week."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        found = list(self.matching().order_by("hostname", "id")[: _MOST + 1])
        at = now()
        weeks = board(found[:1], at, **self.asked).weeks
        asked = {**self.asked, "until": weeks[-1]}
        parts = (found[start : start + _AT_ONCE] for start in range(0, len(found), _AT_ONCE))
        lines = (line for some in parts for line in _lines(board(some, at, **asked)))
        head = ["account", "server", "duty", "platform", *week_names(weeks)]
        return csv_download(f"patching-{week_names(weeks)[-1]}", head, lines, _MOST)


def _lines(shown: Board) -> Iterator[Sequence[Any]]:
    for row in shown.rows:
        for line in row.duties:
            begins = [row.server.account.slug, row.server.hostname, line.duty.number, line.duty.platform]
            yield begins + written(line, shown.weeks)
