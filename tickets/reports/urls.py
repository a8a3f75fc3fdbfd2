from django.urls import path

from tickets.reports.views.attainment import AttainmentCsv, AttainmentPage, AttainmentPdf, TrendCsv
from tickets.reports.views.promises import PromisesCsv, PromisesPage

urlpatterns = [
    path("reports/", AttainmentPage.as_view(), name="reports"),
    path("reports/attainment.csv", AttainmentCsv.as_view(), name="reports_csv"),
    path("reports/attainment.pdf", AttainmentPdf.as_view(), name="reports_pdf"),
    path("reports/trend.csv", TrendCsv.as_view(), name="reports_trend_csv"),
    path("reports/cases/", PromisesPage.as_view(), name="reports_cases"),
    path("reports/cases.csv", PromisesCsv.as_view(), name="reports_cases_csv"),
]
