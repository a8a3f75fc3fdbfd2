"""The task that sees which notices are with everybody: repeated, killed, and what keeps a notice open."""

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Account
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.journal.models import Entry
from hostops.lib.now import moved_to
from maintenance.actions import notice_answer, window_announce
from maintenance.models import Addressee, Affected, Window
from maintenance.scope import Scope
from maintenance.settling import settle_notices
from maintenance.tasks import settle
from tests.house import House, contract, person
from tests.maintenance.scene import HOUR, clock, decided, mailed, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(house: House) -> Account:
    """A second account on iptor, with a holder and a contact."""
    account = Account.objects.create(slug="fjord", name="Fjord", timezone="Europe/Oslo")
    contract(account, house.nordic_contract.bindings.get().version)
    person("fjord-holder", Role.ACCOUNT_HOLDER, account)
    person("fjord-contact", Role.NAMED_CONTACT, account)
    return account


@pytest.fixture
def told(house: House, other: Account, tuesday: datetime) -> Window:
    window = planned(house, scope=Scope(accounts=[house.nordic, other]))
    return window_announce(actor=house.planner, window=decided(house, window))


def taken(username: str, at: datetime, state: str = "sent") -> None:
    mails = Delivery.objects.filter(channel="email", recipient__username=username)
    assert mails.update(state=state, sent_at=at if state == "sent" else None) == 1


def test_it_is_sent_when_the_last_account_has_its_first_mail(house: House, told: Window, tuesday: datetime) -> None:
    taken("nordic-contact", tuesday)
    assert settle() == 0
    taken("fjord-contact", tuesday + 2 * HOUR)
    taken("fjord-holder", tuesday + HOUR)
    with moved_to(tuesday + 3 * HOUR):
        assert settle() == 1
    assert told.notices.get().sent_at == tuesday + HOUR
    assert clock(told).stopped_at == tuesday + HOUR


def test_repeated_it_does_nothing_more(told: Window, tuesday: datetime) -> None:
    mailed()
    assert settle() == 0
    assert Entry.objects.filter(verb="maintenance.window.notice_sent").count() == 1


def test_killed_before_the_clock_stopped_it_is_done_by_the_next(
    told: Window, tuesday: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    Delivery.objects.filter(channel="email").update(state="sent", sent_at=tuesday)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("maintenance.clocks.notice_sent", killed)
        with pytest.raises(KeyboardInterrupt):
            settle()
    assert told.notices.get().sent_at is None
    assert settle() == 1
    assert clock(told).stopped_at == tuesday


def test_an_account_whose_mails_all_failed_is_chased(house: House, told: Window, tuesday: datetime) -> None:
    taken("nordic-contact", tuesday)
    for name in ("fjord-holder", "fjord-contact"):
        taken(name, tuesday, "failed")
    assert settle() == 0
    row = Addressee.objects.get(person=house.stranger)
    notice_answer(actor=house.stranger, addressee=row, answer="accepted")
    assert [one.account.slug for one in Affected.objects.to_chase()] == ["fjord"]
    assert {one.person.username for one in Addressee.objects.to_chase()} == {"fjord-holder", "fjord-contact"}


def test_an_account_with_nobody_to_tell_keeps_it_open(house: House, tuesday: datetime) -> None:
    empty = Account.objects.create(slug="empty", name="Empty")
    contract(empty, house.nordic_contract.bindings.get().version)
    window = planned(house, scope=Scope(accounts=[house.nordic, empty]))
    window_announce(actor=house.planner, window=decided(house, window))
    mailed()
    assert window.notices.get().sent_at is None


def test_with_nothing_to_do_it_asks_once(told: Window) -> None:
    with CaptureQueriesContext(connection) as caught:
        settle_notices()
    assert len(caught) == 1
    with CaptureQueriesContext(connection) as caught:
        settle()  # and twice for security: mails that left, notices that wait
    assert len(caught) == 3
