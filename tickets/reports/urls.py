from django.urls import path

from tickets.reports.views.attainment import AttainmentCsv, AttainmentPage, AttainmentPdf, TrendCsv, TrendPage
from tickets.reports.views.promises import PromisesCsv, PromisesPage
from tickets.reports.views.today import PeopleCsv, SeverityCsv, TodayPage, WeekCsv

urlpatterns = [
    path("reports/", AttainmentPage.as_view(), name="reports"),
    path("reports/attainment.csv", AttainmentCsv.as_view(), name="reports_csv"),
    path("reports/attainment.pdf", AttainmentPdf.as_view(), name="reports_pdf"),
    path("reports/trend/", TrendPage.as_view(), name="reports_trend"),
    path("reports/trend.csv", TrendCsv.as_view(), name="reports_trend_csv"),
    path("reports/cases/", PromisesPage.as_view(), name="reports_cases"),
    path("reports/cases.csv", PromisesCsv.as_view(), name="reports_cases_csv"),
    path("today/", TodayPage.as_view(), name="today"),
    path("today/severity.csv", SeverityCsv.as_view(), name="today_severity_csv"),
    path("today/load.csv", PeopleCsv.as_view(), name="today_load_csv"),
    path("today/week.csv", WeekCsv.as_view(), name="today_week_csv"),
]
