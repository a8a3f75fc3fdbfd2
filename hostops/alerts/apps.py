from django.apps import AppConfig

from hostops.web import badges, header, navigation
from hostops.web.badges import Look

_GRAVITY = {
    "breach": Look("Breach", "✕", "bad"),
    "warning": Look("Warning", "▲", "warn"),
    "pending": Look("Waiting", "○", "quiet"),
    "set_aside": Look("Set aside", "✕", "bad"),
    "happened": Look("Failed", "✕", "bad"),
}
_DELIVERIES = {
    "waiting": Look("Waiting", "○", "quiet"),
    "in_flight": Look("Being sent", "→", "info"),
    "sent": Look("Sent", "✓", "good"),
    "failed": Look("Failed", "✕", "bad"),
    "dropped": Look("No longer needed", "–", "quiet"),
}


class AlertsConfig(AppConfig):
    name = "hostops.alerts"

    def ready(self) -> None:
        from hostops.accounts.roles import Role, grant
        from hostops.alerts.mailbox import is_file_based
        from hostops.alerts.views.bell import widget

        grant("alerts.alert.acknowledge", Role.ENGINEER, Role.PLANNER)
        grant("alerts.clock.watch_again", Role.ENGINEER)
        badges.add("alert", _GRAVITY)
        badges.add("delivery", _DELIVERIES)
        header.add("bell", "alerts/parts/bell.html", widget, order=90)
        navigation.add("Alerts", "alerts", order=20)
        navigation.add("Mails", "mails", order=95, shown=lambda user: navigation.staff(user) and is_file_based())
