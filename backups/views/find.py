"""`/backups/find/?q=`: the schedules that the words name, for the command palette."""

from typing import Any

from backups.models import Schedule
from hostops.web.finding import FindPage


class ScheduleFind(FindPage):
    model = Schedule
    template_name = "backups/parts/find.html"

    def sought(self, words: str) -> Any:
        rows: Any = self.rows()
        return rows.search(words).filter(ended_at=None).select_related("server").order_by("server__hostname", "id")
