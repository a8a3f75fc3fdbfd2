"""`/windows/SW-12/`: one window; the notice as each account will read it; its steps."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.lib.errors import NotAllowed
from hostops.web.fragments import wants_fragment
from hostops.web.pages import VisiblePage
from maintenance.actions import step_tick, window_unlink
from maintenance.links import of_window
from maintenance.models import Notice, Window, WindowStep
from maintenance.notices import letter
from maintenance.views.acting import window_page, window_rows
from maintenance.views.shown import WindowShown


class WindowPage(VisiblePage):
    model = Window
    template_name = "maintenance/window.html"

    def rows(self) -> QuerySet[Any]:
        return window_rows(super().rows())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(**window_page(WindowShown(self.found(), self.reader)))


class WindowPreview(WindowPage):
    """The letter that the first contact of an account would read, were it sent as the window stands."""

    template_name = "maintenance/preview.html"

    def permit(self) -> None:
        if not self.reader.is_staff_member:
            raise NotAllowed("Notices are written by the provider's staff.")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = WindowShown(self.found(), self.reader)
        wanted = request.GET.get("account", "")
        rows = shown.affected
        affected = next((row for row in rows if row.account.slug == wanted), rows[0] if rows else None)
        people = shown.people_at(affected) if affected else []
        said = letter(as_notice(shown), affected, people[0], "") if affected and people else None
        return self.show(object=shown.window, shown=shown, affected=affected, people=people, letter=said)


def as_notice(shown: WindowShown) -> Notice:
    """The notice that stands, or the one that would be given now, which is not kept."""
    window = shown.window
    if shown.notice and not shown.is_unsaid:
        shown.notice.window = window
        return shown.notice
    why = Notice.Why.CHANGED if shown.notice else Notice.Why.FIRST
    said = (
        "kind", "title", "starts_at", "ends_at", "decision", "effect", "impact", "expected_downtime", "sequence",
    )  # fmt: skip
    given = {name: getattr(window, name) for name in said}
    return Notice(window=window, number=1, why=why, given_at=shown.at, **given)


class WindowStepTick(WindowPage):
    """A step is ticked off, or not after all; the list of steps comes back in its place."""

    def permit(self) -> None:
        self.window = self.found()
        require(self.reader, "maintenance.window.tick")

    def lookup(self) -> dict[str, Any]:
        return {"pk": self.kwargs["pk"]}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(self._back())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = WindowStep.objects.visible_to(self.reader).filter(window=self.window)
        step_tick(
            actor=self.reader, step=get_object_or_404(mine, pk=self.kwargs["step"]), done=bool(request.POST.get("done"))
        )
        if not wants_fragment(request):
            return HttpResponseRedirect(self._back())
        return self.show(**window_page(WindowShown(self.found(), self.reader)))

    def _back(self) -> str:
        return reverse("window", args=[self.window.pk]) + "#steps"


class WindowUnlink(WindowStepTick):
    """A link to a case is taken away; those that hold clocks go with the window's end."""

    def permit(self) -> None:
        self.window = self.found()
        require(self.reader, "maintenance.window.link")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        link = get_object_or_404(of_window(self.window, self.reader), pk=self.kwargs["link"])
        window_unlink(actor=self.reader, window=self.window, link=link)
        return HttpResponseRedirect(self._back())

    def _back(self) -> str:
        return reverse("window", args=[self.window.pk])
