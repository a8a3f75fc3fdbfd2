"""REST calls of schedules and their slots."""

from typing import Any

from django.urls import path

from backups.api.schedules import ScheduleViewSet
from backups.api.slots import Slots

_LIST: Any = {"get": "list"}
_ONE: Any = {"get": "retrieve"}

urlpatterns = [
    path("backups/schedules/", ScheduleViewSet.as_view(_LIST), name="api-backup-schedules"),
    path("backups/schedules/<str:number>/", ScheduleViewSet.as_view(_ONE), name="api-backup-schedule"),
    path("backups/slots/", Slots.as_view(), name="api-backup-slots"),
]
