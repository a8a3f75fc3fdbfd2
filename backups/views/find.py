"""`/backups/find/?q=`: the schedules that the words name, for the command palette."""

from django.http import HttpRequest, HttpResponse

from backups.models import Schedule
from backups.querysets import ScheduleQuerySet
from hostops.web.pages import VisiblePage

_MOST = 6


class ScheduleFind(VisiblePage):
    model = Schedule
    template_name = "backups/parts/find.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        words = request.GET.get("q", "").strip()[:200]
        rows: ScheduleQuerySet = self.rows()  # type: ignore[assignment]
        found = rows.search(words).filter(ended_at=None) if words else rows.none()
        return self.show(schedules=found.select_related("server").order_by("server__hostname", "id")[:_MOST])
