"""`/cases/views/`: the views of the queue that one keeps under a name."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.web.pages import VisiblePage
from tickets.actions import view_drop, view_save
from tickets.models import SavedView


class _Views(VisiblePage):
    model = SavedView

    def permit(self) -> None:
        require(self.reader, "tickets.view.save")


class SavedViews(_Views):
    """GET lists them, POST keeps one."""

    template_name = "tickets/views.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(views=self.rows().select_related("owner"))

    def post(self, request: HttpRequest) -> HttpResponse:
        query = request.POST.get("query", "")
        try:
            view = view_save(
                actor=self.reader,
                name=request.POST.get("name", ""),
                query=query,
                shared=request.POST.get("shared") == "on",
            )
        except BadField as wrong:
            for detail in wrong.errors.values():
                messages.error(request, detail)
            return HttpResponseRedirect(f"{reverse('cases')}?{query}")
        messages.success(request, f"The view “{view.name}” is kept.")
        return HttpResponseRedirect(f"{reverse('cases')}?{view.query}")


class DropView(_Views):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view = self.found()
        view_drop(actor=self.reader, view=view)
        messages.success(request, f"The view “{view.name}” is dropped. Its filters were ?{view.query}")
        return redirect("cases_views")
