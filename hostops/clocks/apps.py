from django.apps import AppConfig

from hostops.accounts.roles import Role, grant
from hostops.web import badges
from hostops.web.badges import Look

_STATES = {
    "pending": Look("Pending", "○", "quiet"),
    "running": Look("Running", "▶", "info"),
    "paused": Look("Paused", "‖", "warn"),
    "met": Look("Met", "✓", "good"),
    "breached": Look("Breached", "✕", "bad"),
    "cancelled": Look("Cancelled", "–", "quiet"),
}
_EVENTS = {
    "opened": Look("Opened", "○", "quiet"),
    "started": Look("Started", "▶", "info"),
    "paused": Look("Paused", "‖", "warn"),
    "resumed": Look("Resumed", "▶", "info"),
    "retargeted": Look("Computed again", "↻", "warn"),
    "stopped": Look("Stopped", "■", "quiet"),
    "cancelled": Look("Cancelled", "–", "quiet"),
}


class ClocksConfig(AppConfig):
    name = "hostops.clocks"

    def ready(self) -> None:
        from hostops.clocks import samples

        samples.add_all()
        grant("clocks.breach.attribute", Role.MANAGER)
        badges.add("clock", _STATES)
        badges.add("clock_event", _EVENTS)
