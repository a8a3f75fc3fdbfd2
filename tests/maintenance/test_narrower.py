"""An account that a change leaves out is told so once, and nothing more of the window."""

from datetime import datetime

import pytest

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from maintenance.actions import window_cancel, window_change
from maintenance.models import Affected
from maintenance.scope import Scope
from tests.house import BEGAN, House, contract, person
from tests.maintenance.scene import announced

pytestmark = pytest.mark.django_db


@pytest.fixture
def fjord(house: House) -> Server:
    account = Account.objects.create(slug="fjord", name="Fjord", timezone="Europe/Oslo")
    bound = contract(account, house.nordic_contract.bindings.get().version)
    person("fjord-contact", Role.NAMED_CONTACT, account)
    return Server.objects.create(account=account, contract=bound, hostname="erp9", registered_at=BEGAN)


def mails(username: str) -> list[str]:
    sent = Delivery.objects.filter(channel="email", recipient__username=username).order_by("id")
    return list(sent.values_list("body", flat=True))


def test_it_is_told_once_and_stands_as_left_out(house: House, tuesday: datetime, fjord: Server) -> None:
    window = announced(house, scope=Scope(servers=[house.nordic_server, fjord]))
    window_change(actor=house.planner, window=window, scope=Scope(servers=[house.nordic_server]))
    assert "no longer touches your servers" in mails("fjord-contact")[-1]
    assert "it touches fewer servers" in mails("nordic-contact")[-1]
    assert Affected.objects.get(account__slug="fjord").dropped_at == tuesday
    window_cancel(actor=house.planner, window=window, reason="The vendor withdrew it.")
    assert (len(mails("fjord-contact")), len(mails("nordic-contact"))) == (2, 3)
    for said in mails("nordic-contact"):
        assert "erp9" not in said


def test_taken_in_again_it_needs_a_new_notice(house: House, tuesday: datetime, fjord: Server) -> None:
    both = Scope(servers=[house.nordic_server, fjord])
    window = announced(house, scope=both)
    window_change(actor=house.planner, window=window, scope=Scope(servers=[house.nordic_server]))
    window_change(actor=house.planner, window=window, scope=both)
    assert window.announced_at is None
