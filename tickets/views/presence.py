"""`/cases/HC-1042/presence/`: who else is at the case. POST says that one is there oneself."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from hostops.lib.now import now
from hostops.web.pages import VisiblePage
from hostops.web.presence import Present, meet, others
from tickets.models import Case

_WRITES = {"reply": "is writing a reply", "note": "is writing a note", "": "is looking at this case"}


class CasePresence(VisiblePage):
    """Staff see everybody; customers see who writes to them, and of notes nothing."""

    model = Case
    template_name = "tickets/parts/presence.html"

    def rows(self) -> QuerySet[Case]:
        return super().rows().only("pk")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        present = others(self._place(self.found()), self.reader, now())
        return self.show(others=[(one.name, _WRITES[one.writing]) for one in present if self._may_know(one)])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        writing = request.POST.get("writing", "")
        meet(self._place(self.found()), self.reader, writing if writing in _WRITES else "", now())
        return self.get(request)

    @staticmethod
    def _place(case: Case) -> str:
        return f"case:{case.pk}"

    def _may_know(self, one: Present) -> bool:
        return bool(self.reader.is_staff_member) or (one.is_staff and one.writing == "reply")
