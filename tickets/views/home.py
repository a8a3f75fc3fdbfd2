"""`/`: where everybody starts."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from hostops.accounts.roles import may
from hostops.lib.now import now
from hostops.web import start
from hostops.web.pages import Page
from tickets.overview import Overview


class CustomerHome(Page):
    """A customer's own page: everything at a glance, the loudest first."""

    template_name = "tickets/home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show(
            overview=Overview(self.reader, now()),
            may_file=may(self.reader, "tickets.case.file"),
            parts=start.shown(request),
        )


def home(request: HttpRequest) -> HttpResponseBase:
    """By role: customers have a page of their own, staff's work is in the queue."""
    if getattr(request.user, "is_staff_member", False):
        return HttpResponseRedirect(reverse("cases"))
    return CustomerHome.as_view()(request)
