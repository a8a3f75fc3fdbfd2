"""`/cases/HC-1042/`: one case, and its files."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from hostops.web.pages import VisiblePage
from tickets.models import Attachment, Case
from tickets.views.acting import case_page, case_rows
from tickets.views.shown import CaseShown


class CasePage(VisiblePage):
    model = Case
    template_name = "tickets/case.html"

    def rows(self) -> QuerySet[Any]:
        return case_rows(super().rows(), self.reader)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        every = request.GET.get("messages") == "all"
        shown = CaseShown(self.found(), self.reader, all_messages=every)
        return self.show(**case_page(shown), filed=request.GET.get("filed") == "1")


class AttachmentDownload(VisiblePage):
    """A file as a download: never shown, never run, whatever it claims to be."""

    model = Attachment

    def lookup(self) -> dict[str, Any]:
        return {"pk": self.kwargs["attachment"], "message__case": self.kwargs["pk"]}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:
        found: Attachment = self.found()
        try:
            content = found.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        answer = FileResponse(
            content, as_attachment=True, filename=found.filename, content_type="application/octet-stream"
        )
        answer["X-Content-Type-Options"] = "nosniff"
        return answer
