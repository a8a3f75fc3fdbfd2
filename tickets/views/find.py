"""`/cases/find/?q=`: the first few cases that have the words, for the command palette."""

from typing import Any

from hostops.web.finding import FindPage
from tickets.models import Case


class CaseFind(FindPage):
    model = Case
    template_name = "tickets/parts/find.html"

    def sought(self, words: str) -> Any:
        rows: Any = self.rows()
        return rows.search(words, self.reader).order_by("-id").only("title", "state")
