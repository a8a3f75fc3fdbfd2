"""Code that nobody maintains: shut down with a reason, the account told, lifted by an answer (itpdx:5k)."""

from datetime import datetime

import pytest

from hostops.alerts.models import Delivery
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.policies.actions import contract_bind
from maintenance.security.actions import code_change, code_retire, shutdown_answer, shutdown_lift, shutdown_set
from tests.house import House
from tests.security.scene import DAY, code, opened, shut

pytestmark = pytest.mark.django_db


def test_the_account_is_told_why_at_once(house: House, tuesday: datetime) -> None:
    shutdown = shut(house)
    mails = Delivery.objects.filter(key__startswith=f"shutdown:{shutdown.pk}:set", channel="email")
    assert {mail.recipient for mail in mails} == {house.holder, house.contact}
    assert "It lets anybody in." in mails[0].body
    assert "as soon as you answer" in mails[0].body
    assert shutdown.clause == "itpdx:5k"


def test_the_customers_answer_lifts_it_and_staff_are_told(house: House, tuesday: datetime) -> None:
    shutdown = shut(house)
    shutdown_answer(actor=house.contact, shutdown=shutdown, answer="We took the form away.")
    assert (shutdown.answered_by, shutdown.lifted_at) == (house.contact, tuesday)
    mail = Delivery.objects.get(key__startswith=f"shutdown:{shutdown.pk}:answered", channel="email")
    assert mail.recipient == house.engineer
    with pytest.raises(NotPossible, match="lifted already"):
        shutdown_lift(actor=house.engineer, shutdown=shutdown, reason="Again.")


def test_where_the_policy_asks_staff_to_judge_the_answer_does_not_lift(house: House, tuesday: datetime) -> None:
    version = house.contract.bindings.get().version
    contract_bind(
        actor=house.manager, contract=house.contract, version=version, binds_from=tuesday - DAY,
        overrides=[("security.custom_code.lifted_on_answer", False, "a bank")],
    )  # fmt: skip
    shutdown = shut(house)
    shutdown_answer(actor=house.contact, shutdown=shutdown, answer="Mended.")
    assert shutdown.lifted_at is None
    shutdown_lift(actor=house.engineer, shutdown=shutdown, reason="It is mended.")
    assert shutdown.lifted_by == house.engineer


def test_maintained_code_is_corrected_not_shut_down(house: House, tuesday: datetime) -> None:
    response = opened(house, code=code(house))
    with pytest.raises(NotPossible, match="record the labour"):
        shutdown_set(actor=house.engineer, response=response, reason="x")


def test_a_policy_that_says_nothing_of_it_lets_no_site_be_shut_down(house: House, tuesday: datetime) -> None:
    response = opened(house, code=code(house, account=house.nordic, maintained=False))
    with pytest.raises(NotPossible, match="nordic"):
        shutdown_set(actor=house.engineer, response=response, reason="x")


def test_once_with_a_reason_and_by_staff(house: House, tuesday: datetime) -> None:
    shutdown = shut(house)
    with pytest.raises(NotPossible, match=shutdown.number):
        shutdown_set(actor=house.engineer, response=shutdown.response, reason="Again.")
    with pytest.raises(BadField):
        shutdown_set(actor=house.engineer, response=shutdown.response, reason="")
    with pytest.raises(NotAllowed):
        shutdown_answer(actor=house.viewer, shutdown=shutdown, answer="x")
    with pytest.raises(NotAllowed):
        shutdown_answer(actor=house.stranger, shutdown=shutdown, answer="x")


def test_while_it_stands_the_code_stays_as_it_is(house: House, tuesday: datetime) -> None:
    found = shut(house).code
    with pytest.raises(NotPossible):
        code_retire(actor=house.engineer, code=found, reason="x")
    with pytest.raises(NotPossible):
        code_change(actor=house.engineer, code=found, reason="x", maintained=True)
    code_change(actor=house.engineer, code=found, reason="Moved.", site="new.example", server=house.server)
    assert (found.site, found.server, found.maintained) == ("new.example", house.server, False)
