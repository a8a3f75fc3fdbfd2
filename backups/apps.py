from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Schedules, runs, retention: the desk is not built yet; its place and its arrows are."""

    name = "backups"
