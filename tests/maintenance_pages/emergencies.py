"""An emergency over nordic's server, ready to start or running."""

from typing import Any

from hostops.lib.now import moved_to
from maintenance.actions import consultation_log, window_announce, window_plan, window_start
from maintenance.models import Window
from tests.house import House
from tests.maintenance.scene import drafted, mailed

ANSWERS = {"wider_effect": "Every tenant is hit.", "proportion": "An hour against a breach."}


def ready(house: House, **more: Any) -> Window:
    given: dict[str, Any] = {
        "advisory": "CVE-2026-1, vendor.example",
        "answers": ANSWERS,
        "effect": "The ERP is down.",
        **more,
    }
    window = window_plan(actor=house.planner, window=drafted(house, "emergency", **given))
    window_announce(actor=house.planner, window=window)
    mailed()
    consultation_log(
        actor=house.engineer, window=window, account=house.nordic, spoken_with="Nils", said="Do it tonight."
    )
    window.refresh_from_db()
    return window


def running(house: House) -> Window:
    window = ready(house)
    with moved_to(window.starts_at):
        return window_start(actor=house.engineer, window=window)
