from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "hostops.alerts"

    def ready(self) -> None:
        from hostops.accounts.roles import Role, grant

        grant("alerts.alert.acknowledge", Role.ENGINEER, Role.PLANNER)
