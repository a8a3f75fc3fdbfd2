"""The page of a window offers to record how an account was told that no mail reached."""

from datetime import datetime

from hostops.accounts.models import Account
from maintenance.actions import window_announce
from maintenance.scope import Scope
from tests.house import House, contract
from tests.maintenance.scene import decided, mailed, planned
from tests.maintenance_pages.pages import address, offers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import page, text


def test_a_planner_records_it(house: House, tuesday: datetime, browser: Browser) -> None:
    fjord = Account.objects.create(slug="fjord", name="Fjord", timezone="Europe/Oslo")
    contract(fjord, house.nordic_contract.bindings.get().version)
    window = planned(house, scope=Scope(accounts=[house.nordic, fjord]))
    window_announce(actor=house.planner, window=decided(house, window))
    mailed()
    window.refresh_from_db()
    planner = browser(house.planner)
    shown = page(planner, address(window))
    assert "Nobody to tell" in shown
    assert "tell" in offers(shown)
    sent = {"version": window.version, "account": "fjord", "by": "letter", "who": "The board", "words": "Registered."}
    wrong = planner.post(address(window, "tell"), {**sent, "account": "nordic"})
    assert "Select a valid choice" in wrong.content.decode()
    planner.post(address(window, "tell"), sent)
    told = text(planner, address(window))
    assert "By letter: The board" in told
    assert "Nobody to tell" not in told
    assert "tell" not in offers(page(planner, address(window)))
