"""Short ways to a window for tests of the desk: nordic is on iptor, harbor on itpdx."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hostops.alerts.models import Delivery
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to, now
from maintenance.actions import window_announce, window_create, window_decide, window_plan, window_start
from maintenance.models import Window
from maintenance.scope import Scope
from maintenance.tasks import settle
from tests.house import House

STOCKHOLM = "Europe/Stockholm"
# A Sunday night in Stockholm, three weeks behind the tuesday of the tests: clocks go forward that night.
SUNDAY = datetime(2026, 4, 18, 22, 0, tzinfo=UTC)
# Ahead of the present whenever a test is run, and in the middle of its year.
FAR = datetime(datetime.now(UTC).year + 1, 6, 13, 22, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def drafted(house: House, kind: str = "short", **more: Any) -> Window:
    """A draft over nordic's server, of four hours."""
    starts_at = more.pop("starts_at", SUNDAY)
    given: dict[str, Any] = {
        "actor": house.planner,
        "kind": kind,
        "title": "Storage firmware",
        "starts_at": starts_at,
        "ends_at": more.pop("ends_at", starts_at + 4 * HOUR),
        "timezone": STOCKHOLM,
        "scope": Scope(servers=[house.nordic_server]),
        **more,
    }
    return window_create(**given)


def planned(house: House, kind: str = "short", **more: Any) -> Window:
    return window_plan(actor=house.planner, window=drafted(house, kind, **more))


def decided(house: House, window: Window, **more: Any) -> Window:
    given = {"effect": "The shop is down.", "impact": "outage", "expected_downtime": HOUR, "decision": "used", **more}
    return window_decide(actor=house.planner, window=window, **given)


def announced(house: House, kind: str = "short", **more: Any) -> Window:
    """Announced now, and accepted by the mail server at this instant."""
    window = window_announce(actor=house.planner, window=decided(house, planned(house, kind, **more)))
    mailed()
    window.refresh_from_db()
    return window


def mailed(at: datetime | None = None) -> None:
    """What waits in the outbox is accepted by the mail server, and the desk has seen it."""
    moment = at or now()
    waiting = Delivery.objects.filter(channel="email", state="waiting")
    waiting.update(state="sent", sent_at=moment)
    with moved_to(max(moment, now())):
        settle()


def letter_to(window: Window, number: int = 1) -> str:
    """What the first of those who were told reads."""
    delivery = window.notices.get(number=number).addressees.earliest("id").delivery
    assert delivery is not None
    return delivery.body


def begun(house: House, window: Window) -> Window:
    """Started at its start."""
    with moved_to(window.starts_at):
        return window_start(actor=house.engineer, window=window)


def clock(window: Window, kind: str = "notice") -> Clock:
    return Clock.objects.get(subject=window.subject, kind=kind)
