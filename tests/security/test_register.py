"""The register of announced tests and of blocks (itpdx:5e)."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from hostops.alerts.models import Delivery
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.security.actions import block_lift, block_set, probe_withdraw
from maintenance.security.models import Block, PenetrationTest
from tests.house import House
from tests.security.scene import DAY, HOUR, announced, blocked

pytestmark = pytest.mark.django_db


def test_a_customer_announces_and_engineers_are_told(house: House, tuesday: datetime) -> None:
    test = announced(house, ranges=["203.0.113.0/24", " 2001:db8::/32 ", "203.0.113.0/24"], servers=[house.server])
    assert (test.account, test.ranges) == (house.harbor, ["203.0.113.0/24", "2001:db8::/32"])
    told = Delivery.objects.filter(key__startswith=f"pentest:{test.pk}:", channel="email")
    assert {mail.recipient for mail in told} == {house.engineer, house.second_engineer}
    assert "203.0.113.0/24" in told[0].body


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"ranges": []}, "ranges"),
        ({"ranges": ["203.0.113.0/24", "home"]}, "ranges"),
        ({"tester": ""}, "tester"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(house: House, tuesday: datetime, given: dict[str, str], field: str) -> None:
    with pytest.raises(BadField) as refused:
        announced(house, **given)
    assert field in refused.value.errors
    assert not PenetrationTest.objects.exists()


def test_a_wrong_range_is_named_by_its_place(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="Range 2"):
        announced(house, ranges=["203.0.113.0/24", "home"])


def test_times_and_servers_must_make_sense(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="ends before"):
        announced(house, ends_at=tuesday)
    with pytest.raises(BadField, match="passed"):
        announced(house, starts_at=tuesday - DAY, ends_at=tuesday - HOUR)
    with pytest.raises(BadField, match="of the account"):
        announced(house, servers=[house.nordic_server])
    with pytest.raises(NotAllowed):
        announced(house, account=house.nordic)


def test_withdrawn_until_it_is_over(house: House, tuesday: datetime) -> None:
    test = announced(house)
    with moved_to(tuesday + 2 * DAY), pytest.raises(NotPossible, match="over"):
        probe_withdraw(actor=house.contact, test=test, reason="Off.")
    probe_withdraw(actor=house.contact, test=test, reason="Off.")
    assert test.state_at(tuesday) == "withdrawn"


def test_a_test_that_interferes_is_blocked_and_its_account_told(house: House, tuesday: datetime) -> None:
    test = announced(house)
    block = block_set(actor=house.engineer, range="203.0.113.7", reason="The shop is slow.", test=test)
    assert (block.account, block.range) == (house.harbor, "203.0.113.7/32")
    mails = Delivery.objects.filter(key__startswith=f"block:{block.pk}:", channel="email")
    assert {mail.recipient for mail in mails} == {house.holder, house.contact}
    with pytest.raises(BadField, match="comes from"):
        block_set(actor=house.engineer, range="198.51.100.0/24", reason="x", test=test)


def test_a_block_stands_until_it_is_lifted_or_its_end(house: House, tuesday: datetime) -> None:
    block, ending = blocked(house), blocked(house, ends_at=tuesday + DAY)
    assert set(Block.objects.all().in_state("standing", tuesday)) == {block, ending}
    block_lift(actor=house.engineer, block=block, reason="It behaves.")
    assert set(Block.objects.all().in_state("over", tuesday + DAY)) == {block, ending}
    with moved_to(tuesday + DAY), pytest.raises(NotPossible):
        block_lift(actor=house.engineer, block=ending, reason="x")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"range": "0.0.0.0/0"}, "range"),
        ({"reason": ""}, "reason"),
        ({"starts_at": datetime.fromisoformat("2026-03-11T00:00+00:00")}, "starts_at"),
        ({"ends_at": datetime.fromisoformat("2026-03-01T00:00+00:00")}, "ends_at"),
    ],
)
def test_a_wrong_block_is_told_at_its_field(house: House, tuesday: datetime, given: dict[str, str], field: str) -> None:
    with pytest.raises(BadField) as refused:
        blocked(house, **given)
    assert field in refused.value.errors


def test_an_address_finds_the_blocks_that_hold_it(house: House, tuesday: datetime) -> None:
    wide, narrow = blocked(house, range="203.0.113.0/24"), blocked(house, range="198.51.100.7")
    six = blocked(house, range="2001:db8::/32")
    assert list(Block.objects.filter(range__touches="203.0.113.9")) == [wide]
    assert list(Block.objects.filter(range__touches="198.51.100.0/24")) == [narrow]
    assert list(Block.objects.filter(range__touches="2001:db8:1::1")) == [six]


def test_the_account_sees_its_own_and_everybodys(house: House, tuesday: datetime) -> None:
    mine, all_of = blocked(house), blocked(house, account=None)
    theirs = blocked(house, account=house.nordic)
    assert set(Block.objects.visible_to(house.viewer)) == {mine, all_of}
    assert set(Block.objects.visible_to(house.stranger)) == {theirs, all_of}
    house.viewer.is_active = False
    assert not Block.objects.visible_to(house.viewer).exists()


def test_the_database_takes_no_range_with_host_bits(house: House, tuesday: datetime) -> None:
    block = blocked(house)
    with pytest.raises(Exception, match="cidr"), transaction.atomic():
        Block.objects.filter(pk=block.pk).update(range="203.0.113.7/24")
    with pytest.raises(IntegrityError), transaction.atomic():
        Block.objects.filter(pk=block.pk).update(reason="")
