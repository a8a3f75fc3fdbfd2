"""`/cases/`: each side has its own view of the cases at the one address."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tickets.views.lists import OwnCases
from tickets.views.queue import Queue


def cases(request: HttpRequest) -> HttpResponseBase:
    page = Queue if getattr(request.user, "is_staff_member", False) else OwnCases
    return page.as_view()(request)
