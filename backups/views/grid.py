"""`/backups/`: the last five weeks, server by day; staff see all servers, customers their own."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property

from backups.drawing import drawn, heads, key
from backups.grid import DAYS, Grid, grid
from backups.models import Schedule
from backups.rules.dates import DAY
from backups.views.filters import GridFilters
from hostops.accounts.models import Server
from hostops.lib.now import now
from hostops.web.csvs import csv_download
from hostops.web.lists import ListPage
from hostops.web.navigation import staff

_AT_ONCE, _MOST = 50, 5000


class GridPage(ListPage):
    """Servers that have schedules, a page at a time."""

    model = Server
    template_name = "backups/grid.html"
    filters = GridFilters
    orders = {"name": ("hostname", "id")}
    per_page = 50

    def rows(self) -> QuerySet[Any]:
        scheduled = Schedule.objects.filter(server=OuterRef("pk"))
        return super().rows().filter(Exists(scheduled)).select_related("account")

    @cached_property
    def asked(self) -> dict[str, Any]:
        """Which days and which copies; nothing of a question that makes no sense."""
        filtering = self.filtering
        found = filtering.form.cleaned_data if filtering and filtering.is_valid() else {}
        return {"until": found.get("until"), "tier": found.get("tier") or ""}

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        shown = grid(more["page"].rows, now(), **self.asked)
        return super().show(
            status,
            **more,
            grid=shown,
            heads=heads(tuple(shown.days), shown.today),
            cells=drawn(shown, accounts=staff(self.reader)),
            key=key(),
            first=staff(self.reader) and not self.request.GET,
            **_around(shown),
        )


def _around(shown: Grid) -> dict[str, Any]:
    """The five weeks before, and those after as far as there are any."""
    first, last = shown.days[0], shown.last
    after = min(last + DAYS * DAY, shown.today) if last < shown.today else None
    return {"before": first - DAY, "after": after}


class GridCsv(GridPage):
    """A line for each schedule, a column for each day."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        first, *others = _in_turn(self.matching().order_by("hostname", "id")[: _MOST + 1])
        at = now()
        begun = grid(first, at, **self.asked)
        asked = {**self.asked, "until": begun.last}
        rest = (grid(servers, at, **asked) for servers in others)
        head = ["account", "server", "schedule", "tier", *(str(day) for day in begun.days)]
        return csv_download(f"backups-{begun.last}", head, _lines([begun], rest), _MOST)


def _in_turn(servers: QuerySet[Server]) -> list[Sequence[Server]]:
    found = list(servers)
    return [found[start : start + _AT_ONCE] for start in range(0, max(1, len(found)), _AT_ONCE)]


def _lines(*grids: Iterable[Grid]) -> Iterator[list[Any]]:
    for some in grids:
        for shown in some:
            for row in shown.rows:
                for tier in row.tiers:
                    signs = tier.signs
                    begins = [row.server.account.slug, row.server.hostname, tier.schedule.number, tier.schedule.tier]
                    yield begins + [signs.get(day, "") for day in shown.days]
