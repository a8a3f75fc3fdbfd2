"""`POST /cases/assign/`: several cases of the queue to one engineer."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from hostops.accounts.models import Person
from hostops.accounts.roles import require
from hostops.lib.errors import BadField
from hostops.web.fragments import wants_fragment
from hostops.web.pages import VisiblePage
from tickets.actions import cases_assign
from tickets.actions.assignment import MOST_AT_ONCE
from tickets.models import Case


class BulkAssign(VisiblePage):
    """Each case is a change of its own: what is refused for one does not hold up the others, and is told."""

    model = Case
    http_method_names = ["post"]

    def permit(self) -> None:
        require(self.reader, "tickets.case.assign")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = [int(key) for key in request.POST.getlist("case")[:MOST_AT_ONCE] if key.isdecimal() and len(key) < 19]
        cases = list(self.rows().filter(pk__in=chosen).order_by("pk"))
        who = request.POST.get("assignee", "")
        if who == "":
            messages.warning(request, "Choose who is to have the cases.")
            return self._back()
        try:
            done, refused = cases_assign(actor=self.reader, cases=cases, assignee=self._person(who))
        except BadField as wrong:
            messages.error(request, wrong.errors["assignee"])
            return self._back()
        if done and not wants_fragment(request):
            messages.success(request, f"{len(done)} case{'s'[: len(done) != 1]} assigned.")
        for case, why in refused:
            messages.error(request, f"{case.number} was not assigned: {why}")
        return HttpResponse(status=204) if wants_fragment(request) else self._back()

    def _person(self, username: str) -> Person | None:
        if username == "nobody":
            return None
        person: Person = get_object_or_404(Person.objects.visible_to(self.reader), username=username)
        return person

    def _back(self) -> HttpResponse:
        """To the view of the queue that it was done in."""
        back = self.request.POST.get("back", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={self.request.get_host()})
        return HttpResponseRedirect(back if safe else reverse("cases"))
