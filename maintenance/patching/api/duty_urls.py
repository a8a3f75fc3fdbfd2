"""The REST calls of what is promised and owed."""

from typing import Any

from django.urls import path

from maintenance.patching.api.duties import DutyViewSet, OwedViewSet, PlatformViewSet

_LIST: Any = {"get": "list"}
_ONE: Any = {"get": "retrieve"}

urlpatterns = [
    path("platforms/", PlatformViewSet.as_view(_LIST), name="api-patch-platforms"),
    path("platforms/<int:pk>/", PlatformViewSet.as_view(_ONE), name="api-patch-platform"),
    path("duties/", DutyViewSet.as_view(_LIST), name="api-patch-duties"),
    path("duties/<str:number>/", DutyViewSet.as_view(_ONE), name="api-patch-duty"),
    path("owed/", OwedViewSet.as_view(_LIST), name="api-patch-owed"),
    path("owed/<str:number>/", OwedViewSet.as_view(_ONE), name="api-patch-owed-one"),
]
