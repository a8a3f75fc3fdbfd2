from django.urls import path, register_converter

from hostops.lib.references import reference
from tickets.querysets import PREFIX
from tickets.views.acts import ACTS
from tickets.views.acts.together import Uncopy, Unlink
from tickets.views.bulk import BulkAssign
from tickets.views.case import AttachmentDownload, CasePage
from tickets.views.export import cases_csv
from tickets.views.filing import FilePage
from tickets.views.find import CaseFind
from tickets.views.presence import CasePresence
from tickets.views.saved import DropView, SavedViews
from tickets.views.sides import cases
from tickets.views.similar import SimilarCases


class CaseNumber:
    """`HC-1042` in an address, 1042 in a view."""

    regex = f"{PREFIX}-[1-9][0-9]{{0,17}}"

    def to_python(self, value: str) -> int:
        return int(value.removeprefix(f"{PREFIX}-"))

    def to_url(self, value: int) -> str:
        return reference(PREFIX, value)


register_converter(CaseNumber, "case")

urlpatterns = [
    path("", cases, name="cases"),
    path("new/", FilePage.as_view(), name="case_new"),
    path("similar/", SimilarCases.as_view(), name="similar_cases"),
    path("cases.csv", cases_csv, name="cases_csv"),
    path("find/", CaseFind.as_view(), name="cases_find"),
    path("assign/", BulkAssign.as_view(), name="cases_assign"),
    path("views/", SavedViews.as_view(), name="cases_views"),
    path("views/<int:pk>/drop/", DropView.as_view(), name="cases_view_drop"),
    path("<case:pk>/", CasePage.as_view(), name="case"),
    path("<case:pk>/presence/", CasePresence.as_view(), name="case_presence"),
    path("<case:pk>/attachments/<int:attachment>/", AttachmentDownload.as_view(), name="case_attachment"),
    path("<case:pk>/watchers/<int:watcher>/remove/", Uncopy.as_view(), name="case_uncopy"),
    path("<case:pk>/links/<int:link>/remove/", Unlink.as_view(), name="case_unlink"),
    *(path(f"<case:pk>/{act.name}/", act.as_view(), name=f"case_{act.name}") for act in ACTS),
]
