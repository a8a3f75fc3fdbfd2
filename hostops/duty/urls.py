from django.urls import path

from hostops.duty.views import absences, handovers, on_call, shifts

urlpatterns = [
    path("on-call/", on_call.OnCallPage.as_view(), name="on_call"),
    path("on-call/draft/", shifts.ShiftsDraftPage.as_view(), name="shifts_draft"),
    path("on-call/shifts/new/", shifts.ShiftPlanPage.as_view(), name="shift_plan"),
    path("on-call/shifts/<int:pk>/", shifts.ShiftPage.as_view(), name="shift"),
    path("on-call/shifts/<int:pk>/change/", shifts.ShiftChangePage.as_view(), name="shift_change"),
    path("on-call/shifts/<int:pk>/remove/", shifts.ShiftRemovePage.as_view(), name="shift_remove"),
    path("on-call/shifts/<int:pk>/cover/", shifts.ShiftCoverPage.as_view(), name="shift_cover"),
    path("on-call/shifts/<int:pk>/swap/", shifts.ShiftSwapPage.as_view(), name="shift_swap"),
    path("away/", absences.AbsencesPage.as_view(), name="absences"),
    path("away/new/", absences.AbsenceSetPage.as_view(), name="absence_set"),
    path("away/<int:pk>/end/", absences.AbsenceEndPage.as_view(), name="absence_end"),
    path("handover/", handovers.HandoversPage.as_view(), name="handovers"),
    path("handover/new/", handovers.HandoverWritePage.as_view(), name="handover_write"),
    path("handover/<int:pk>/", handovers.HandoverPage.as_view(), name="handover"),
    path("handover/<int:pk>/confirm/", handovers.HandoverConfirmPage.as_view(), name="handover_confirm"),
]
