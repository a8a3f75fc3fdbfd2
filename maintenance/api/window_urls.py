"""Addresses of the window calls."""

from typing import Any

from django.urls import path

from hostops.api.resources import both
from maintenance.api.below import AffectedViewSet, JournalViewSet, StepsViewSet, StepTick
from maintenance.api.checks import CheckView
from maintenance.api.extras import ConsultationsViewSet, KeptAlertsViewSet, Unlink
from maintenance.api.steps import STEPS, Step
from maintenance.api.windows import WindowViewSet

_LIST: Any = {"get": "list"}
_BELOW: dict[str, Any] = {
    "affected": AffectedViewSet,
    "steps": StepsViewSet,
    "journal": JournalViewSet,
    "consultations": ConsultationsViewSet,
    "kept-alerts": KeptAlertsViewSet,
}

urlpatterns = [
    # before the windows: it is no number
    path("windows/check/", CheckView.as_view(), name="api-window-check"),
    *both("windows", "str:number", WindowViewSet),
    *(
        path(f"windows/<str:number>/{name}/", viewset.as_view(_LIST), name=f"api-window-{name}")
        for name, viewset in _BELOW.items()
    ),
    path("windows/<str:number>/steps/<int:position>/", StepTick.as_view(), name="api-window-tick"),
    path("windows/<str:number>/links/<int:pk>/remove/", Unlink.as_view(), name="api-window-unlink"),
    *(
        path(
            f"windows/<str:number>/{step}/",
            Step.as_view(step=step, takes=takes, calls=calls),
            name=f"api-window-step-{step}",
        )
        for step, (takes, calls) in STEPS.items()
    ),
]
