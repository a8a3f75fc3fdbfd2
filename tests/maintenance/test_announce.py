"""Announcing tells the holder and the named contacts of every affected account, and freezes what is touched."""

from datetime import datetime

import pytest

from hostops.accounts.models import Server
from hostops.alerts.models import Delivery
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.actions import window_announce, window_cancel, window_change, window_decide, window_start
from maintenance.affected import added_later, touched
from maintenance.notices import token_hash
from maintenance.scope import Scope
from tests.house import BEGAN, House
from tests.maintenance.scene import announced, clock, decided, drafted, letter_to, mailed, planned

pytestmark = pytest.mark.django_db


def test_each_contact_reads_times_in_their_zone_and_the_policys(house: House, tuesday: datetime) -> None:
    house.stranger.timezone = "America/New_York"
    house.stranger.save()
    announced(house)
    mail = Delivery.objects.get(channel="email", recipient=house.stranger)
    assert "Sat 18 Apr 2026, 18:00 EDT (America/New_York)" in mail.body
    assert "Sun 19 Apr 2026, 00:00 CEST (Europe/Stockholm)" in mail.body
    for words in ("The shop is down.", "an outage", "expected 1 hour", "will be used", "iptor:5f", "Operations Policy"):
        assert words in mail.body


def test_the_secret_of_the_link_is_kept_as_its_hash(house: House, tuesday: datetime) -> None:
    window = announced(house)
    row = window.notices.get().addressees.get()
    [line] = [line for line in letter_to(window).splitlines() if "/windows/answer/" in line]
    secret = line.rstrip("/").rsplit("/", 1)[-1]
    assert row.token_hash == token_hash(secret) != secret


def test_nobody_of_another_account_is_told(house: House, tuesday: datetime) -> None:
    announced(house)
    assert set(Delivery.objects.values_list("recipient__username", flat=True)) == {"nordic-contact"}


def test_what_the_policy_wants_said_must_be_said(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField) as refused:
        window_announce(actor=house.planner, window=planned(house))
    assert set(refused.value.errors) == {"decision", "effect", "expected_downtime"}


def test_not_used_is_a_notice_too_and_never_starts(house: House, tuesday: datetime) -> None:
    window = window_decide(actor=house.planner, window=planned(house), decision="not_used")
    window = window_announce(actor=house.planner, window=window)
    mailed()
    assert window.notices.get().kept is True
    assert "will not be used" in Delivery.objects.get(channel="email").body
    with moved_to(window.starts_at), pytest.raises(NotPossible, match="not used"):
        window_start(actor=house.engineer, window=window)


def test_announced_twice_there_is_nothing_new(house: House, tuesday: datetime) -> None:
    window = announced(house)
    with pytest.raises(NotPossible, match="nothing new"):
        window_announce(actor=house.planner, window=window)


def test_what_it_touches_is_frozen_and_servers_added_later_are_shown(house: House, tuesday: datetime) -> None:
    window = announced(house, scope=Scope(accounts=[house.nordic]))
    late = Server.objects.create(
        account=house.nordic, contract=house.nordic_contract, hostname="erp2", registered_at=BEGAN
    )
    assert list(touched(window)) == [house.nordic_server]
    assert list(added_later(window)) == [late]


def test_retired_servers_are_in_no_scope(house: House, tuesday: datetime) -> None:
    house.nordic_server.retired_at = tuesday
    house.nordic_server.save()
    with pytest.raises(BadField, match="No account is affected"):
        drafted(house)


def test_cancelled_everybody_is_told_and_no_notice_is_owed(house: House, tuesday: datetime) -> None:
    window = planned(house)
    window_cancel(actor=house.planner, window=window, reason="The vendor withdrew it.")
    assert clock(window).cancelled_at == tuesday
    assert not Delivery.objects.exists()
    told = announced(house)
    window_cancel(actor=house.planner, window=told, reason="The vendor withdrew it.")
    mail = Delivery.objects.filter(channel="email").latest("id")
    assert mail.title.endswith("Cancelled: Storage firmware")
    assert "The vendor withdrew it." in mail.body
    assert told.sequence == 1


@pytest.mark.parametrize("role", ["contact", "stranger", "viewer", "engineer"])
def test_only_planners_announce(house: House, tuesday: datetime, role: str) -> None:
    window = decided(house, planned(house))
    with pytest.raises(NotAllowed):
        window_announce(actor=getattr(house, role), window=window)


def test_a_scope_over_a_policy_without_the_kind_is_refused(house: House, tuesday: datetime) -> None:
    window = announced(house)
    with pytest.raises(NotPossible, match="knows no short windows"):
        window_change(actor=house.planner, window=window, scope=Scope(servers=[house.nordic_server, house.server]))
