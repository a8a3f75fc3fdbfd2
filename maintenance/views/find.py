"""`/windows/find/?q=`: the windows that the words name, for the command palette."""

from django.http import HttpRequest, HttpResponse

from hostops.web.pages import VisiblePage
from maintenance.models import Window
from maintenance.querysets import WindowQuerySet

_MOST = 6


class WindowFind(VisiblePage):
    model = Window
    template_name = "maintenance/parts/find.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()[:200]
        rows: WindowQuerySet = self.rows()  # type: ignore[assignment]
        found = rows.search(words).order_by("-starts_at", "-id") if words else rows.none()
        return self.show(windows=found.only("title", "state", "starts_at")[:_MOST])
