from django.apps import AppConfig


class MaintenanceConfig(AppConfig):
    """Service windows, notices, availability: the desk is not built yet; its place and its arrows are."""

    name = "maintenance"
