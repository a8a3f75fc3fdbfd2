"""A window over many accounts costs as many statements as one over a few."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Account, Server
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from maintenance.actions import window_announce, window_plan
from maintenance.checking import check_window, proposal_of
from maintenance.scope import Scope
from tests.house import BEGAN, House, contract, person
from tests.maintenance.scene import decided, drafted

pytestmark = pytest.mark.django_db


def many(house: House, number: int, servers: int = 2) -> Scope:
    """Accounts on iptor, each with a holder and a contact."""
    version, accounts = house.nordic_contract.bindings.get().version, []
    for index in range(number):
        account = Account.objects.create(slug=f"a{number}-{index}", name=f"Account {number} {index}")
        given = {"account": account, "contract": contract(account, version), "registered_at": BEGAN}
        Server.objects.bulk_create(Server(hostname=f"s{index}-{one}", **given) for one in range(servers))
        person(f"holder-{number}-{index}", Role.ACCOUNT_HOLDER, account)
        person(f"contact-{number}-{index}", Role.NAMED_CONTACT, account)
        accounts.append(account)
    return Scope(accounts=accounts)


def cost(act: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as caught:
        act()
    return len(caught)


@pytest.mark.parametrize("what", ["check", "plan", "announce"])
def test_it_costs_the_same_for_three_and_for_twenty(house: House, tuesday: datetime, what: str) -> None:
    costs = []
    for number in (3, 20):
        scope = many(house, number)
        window = drafted(house, scope=scope)
        if what == "announce":
            window = decided(house, window_plan(actor=house.planner, window=window, word="So be it."))
        acts: dict[str, Callable[[], Any]] = {
            "check": partial(check_window, proposal_of(window), scope),
            "plan": partial(window_plan, actor=house.planner, window=window, word="So be it."),
            "announce": partial(window_announce, actor=house.planner, window=window),
        }
        costs.append(cost(acts[what]))
    assert costs[0] == costs[1]
    assert costs[0] <= {"check": 7, "plan": 40, "announce": 45}[what]


def test_everybody_has_a_mail_and_a_bell(house: House, tuesday: datetime) -> None:
    scope = many(house, 20)
    window = decided(house, window_plan(actor=house.planner, window=drafted(house, scope=scope)))
    window_announce(actor=house.planner, window=window)
    assert Delivery.objects.filter(channel="email").count() == Delivery.objects.filter(channel="bell").count() == 40
    assert not window.notices.get().addressees.filter(delivery=None).exists()
