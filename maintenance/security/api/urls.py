"""Addresses of the security calls."""

from django.urls import URLPattern, path

from hostops.api.resources import both
from maintenance.security.api import blocks, code, labour, responses, shutdowns, tests


def _step(name: str) -> URLPattern:
    verb, takes, calls = responses.STEPS[name]
    view = responses.Step.as_view(step=verb, takes=takes, calls=calls)
    return path(f"security/responses/<int:pk>/{name}/", view, name=f"api-security-{name}")


urlpatterns: list[URLPattern] = [
    *both("security/responses", "int:pk", responses.ResponseViewSet),
    *map(_step, responses.STEPS),
    path("security/responses/<int:pk>/labour/", responses.LabourStep.as_view()),
    path("security/responses/<int:pk>/shut-down/", responses.ShutDownStep.as_view()),
    *both("security/code", "int:pk", code.CodeViewSet),
    path("security/code/<int:pk>/change/", code.CodeChange.as_view()),
    path("security/code/<int:pk>/retire/", code.CodeRetire.as_view()),
    *both("security/labour", "int:pk", labour.LabourViewSet),
    path("security/labour/<int:pk>/withdraw/", labour.LabourWithdraw.as_view()),
    *both("security/shutdowns", "int:pk", shutdowns.ShutdownViewSet),
    path("security/shutdowns/<int:pk>/answer/", shutdowns.ShutdownAnswer.as_view()),
    path("security/shutdowns/<int:pk>/lift/", shutdowns.ShutdownLift.as_view()),
    *both("security/tests", "int:pk", tests.TestViewSet),
    path("security/tests/<int:pk>/withdraw/", tests.TestWithdraw.as_view()),
    *both("security/blocks", "int:pk", blocks.BlockViewSet),
    path("security/blocks/<int:pk>/lift/", blocks.BlockLift.as_view()),
]
