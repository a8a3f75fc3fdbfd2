from django.urls import path

from hostops.api.resources import both
from hostops.duty.api import views

urlpatterns = [
    path("on-call/", views.OnCall.as_view()),
    path("on-call/drafts/", views.ShiftDrafts.as_view()),
    *both("on-call/shifts", "int:pk", views.ShiftViewSet),
    path("on-call/shifts/<int:pk>/change/", views.ShiftChange.as_view()),
    path("on-call/shifts/<int:pk>/remove/", views.ShiftRemove.as_view()),
    path("on-call/shifts/<int:pk>/cover/", views.ShiftCover.as_view()),
    path("on-call/shifts/<int:pk>/swap/", views.ShiftSwap.as_view()),
    *both("absences", "int:pk", views.AbsenceViewSet),
    path("absences/<int:pk>/end/", views.AbsenceEnd.as_view()),
    path("handovers/facts/", views.HandoverFacts.as_view()),
    *both("handovers", "int:pk", views.HandoverViewSet),
    path("handovers/<int:pk>/confirm/", views.HandoverConfirm.as_view()),
]
