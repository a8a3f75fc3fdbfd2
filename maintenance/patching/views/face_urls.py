"""The pages of what was kept: the board of servers by period, and compliance."""

from django.urls import path

from maintenance.patching.views.board import BoardCsv, BoardPage
from maintenance.patching.views.compliance import ComplianceCsv, CompliancePage, CompliancePdf
from maintenance.patching.views.find import PatchedFind

urlpatterns = [
    path("", BoardPage.as_view(), name="patching"),
    path("board.csv", BoardCsv.as_view(), name="patching_csv"),
    path("find/", PatchedFind.as_view(), name="patching_find"),
    path("compliance/", CompliancePage.as_view(), name="patching_compliance"),
    path("compliance/compliance.csv", ComplianceCsv.as_view(), name="patching_compliance_csv"),
    path("compliance/compliance.pdf", CompliancePdf.as_view(), name="patching_compliance_pdf"),
]
