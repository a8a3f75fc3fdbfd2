"""`/windows/`: what lies ahead. Staff's begins with what must be done next, a customer's is of its own servers."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hostops.accounts.roles import may
from hostops.clocks.models import Clock
from hostops.lib.now import now
from hostops.web.keyset import Slice
from hostops.web.lists import ListPage
from maintenance.desk import Step, next_steps
from maintenance.models import Addressee, Affected, ScopeItem, Window
from maintenance.naming import scope_names
from maintenance.querysets import COUNTING
from maintenance.views.filters import DeskFilters, WindowFilters
from maintenance.views.links import year_link

# So many of what must be done next stand open, near or not.
_OPEN = 4
_FORWARD, _BACK = ("starts_at", "id"), ("-starts_at", "-id")


class WindowList(ListPage):
    """What both sides' lists share: what is ahead by start, what is past the newest first."""

    model = Window
    filters = WindowFilters
    orders = {"next": _FORWARD, "newest": _BACK}

    def _choices(self) -> list[tuple[str, str, bool]]:
        """The order follows from which way one looks."""
        return []

    def order(self) -> str:
        """Who looks back begins at the end."""
        chosen = super().order()
        return "newest" if self.request.GET.get("when") == "past" and "ordering" not in self.request.GET else chosen

    def show(self, status: int = 200, **more: Any) -> HttpResponse:
        page: Slice = more["page"]
        self.dress(page.rows)
        return super().show(status, **more)

    def dress(self, rows: list[Any]) -> None:
        """Give the rows what this list shows beside."""

    def context(self) -> dict[str, Any]:
        return super().context() | {"count": self.matching().order_by().count(), "year": year_link()}


class Desk(WindowList):
    """Staff's: what must be done next, then the windows."""

    template_name = "maintenance/desk.html"
    filters = DeskFilters
    per_page = 50

    def rows(self) -> QuerySet[Any]:
        items = ScopeItem.objects.select_related("account", "server", "zone", "location")
        return super().rows().prefetch_related(Prefetch("scope_items", items))

    def context(self) -> dict[str, Any]:
        at_first = not (self.request.GET.get("after") or self.request.GET.get("before") or self._filtered())
        return super().context() | {
            "may_create": may(self.reader, "maintenance.window.create"),
            **(_steps(next_steps(self.reader, now())) if at_first else {}),
        }

    def dress(self, rows: list[Any]) -> None:
        """What each window's notice is owed by, or was."""
        found = Clock.objects.visible_to(self.reader).filter(
            subject__in=[row.subject_id for row in rows], kind="notice"
        )
        clocks = {clock.subject_id: clock for clock in found}
        touched = Affected.objects.visible_to(self.reader).filter(window__in=rows).order_by().values("window")
        accounts = dict(touched.annotate(accounts=Count("pk")).values_list("window", "accounts"))
        for row in rows:
            row.clock, row.accounts = clocks.get(row.subject_id), accounts.get(row.pk, 0)
            row.scope_names = scope_names(row)


def _steps(steps: Sequence[Step]) -> dict[str, Sequence[Step]]:
    """What is near stands open, and the first few whatever they are; the rest of the year waits folded."""
    first = max(_OPEN, *(place for place, step in enumerate(steps, 1) if step.is_near), 0)
    return {"steps": steps[:first], "later_steps": steps[first:]}


class OwnWindows(WindowList):
    """A customer's: what each window means for the account, and what it is asked."""

    template_name = "maintenance/own.html"

    def dress(self, rows: list[Any]) -> None:
        mine = Affected.objects.visible_to(self.reader).filter(window__in=rows).prefetch_related("servers__server")
        affected = {each.window_id: each for each in mine}
        asked = Addressee.objects.visible_to(self.reader).filter(
            person=self.reader, notice__window__in=rows, notice__why__in=COUNTING
        )
        answers = {each.notice.window_id: each for each in asked.select_related("notice").order_by("notice__number")}
        for row in rows:
            row.mine, row.asked = affected.get(row.pk), answers.get(row.pk)


def windows(request: HttpRequest) -> HttpResponseBase:
    """Each side has its own view of the windows at the one address."""
    page = Desk if getattr(request.user, "is_staff_member", False) else OwnWindows
    return page.as_view()(request)
