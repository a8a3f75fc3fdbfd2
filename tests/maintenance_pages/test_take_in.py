"""What came into a window's scope since the announcement is taken in, and a new notice is owed."""

from datetime import datetime

from hostops.accounts.models import Server
from maintenance.scope import Scope
from tests.house import BEGAN, House
from tests.maintenance.scene import announced
from tests.maintenance_pages.pages import address, offers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page


def test_a_planner_takes_in_what_came(house: House, tuesday: datetime, browser: Browser) -> None:
    window = announced(house, scope=Scope(accounts=[house.nordic]))
    planner = browser(house.planner)
    assert "take-in" not in offers(page(planner, address(window)))
    Server.objects.create(
        account=house.nordic, contract=house.nordic_contract, hostname="erp2", zone=house.nordic_server.zone,
        online_at=BEGAN, registered_at=BEGAN,
    )  # fmt: skip
    shown = page(planner, address(window))
    assert "Added since it was announced" in shown
    assert "take-in" in offers(shown)
    assert "take-in" not in offers(page(browser(house.engineer), address(window)))
    planner.post(address(window, "take-in"), {"version": window.version})
    window.refresh_from_db()
    assert window.announced_at is None
    assert "so it needs a new notice before it may start" in page(planner, address(window))
