from django.urls import path

from hostops.alerts import vitals

urlpatterns = [
    path("healthz", vitals.healthz, name="healthz"),
    path("readyz", vitals.readyz, name="readyz"),
    path("metrics", vitals.metrics, name="metrics"),
]
