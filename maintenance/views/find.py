"""`/windows/find/?q=`: the windows that the words name, for the command palette."""

from typing import Any

from hostops.web.finding import FindPage
from maintenance.models import Window


class WindowFind(FindPage):
    model = Window
    template_name = "maintenance/parts/find.html"

    def sought(self, words: str) -> Any:
        rows: Any = self.rows()
        return rows.search(words).order_by("-starts_at", "-id").only("title", "state", "starts_at")
