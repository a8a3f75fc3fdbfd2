"""`/cases/find/?q=`: the first few cases that have the words, for the command palette."""

from django.http import HttpRequest, HttpResponse

from hostops.web.pages import VisiblePage
from tickets.models import Case
from tickets.querysets import CaseQuerySet

_MOST = 6


class CaseFind(VisiblePage):
    model = Case
    template_name = "tickets/parts/find.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()[:200]
        rows: CaseQuerySet = self.rows()  # type: ignore[assignment]
        found = rows.search(words, self.reader).order_by("-id") if words else rows.none()
        return self.show(cases=found.only("title", "state")[:_MOST], words=words)
