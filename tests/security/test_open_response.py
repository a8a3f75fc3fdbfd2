"""A response gives each account a case below an open Level 1 and above the rest, and tells them where it is felt."""

from datetime import datetime

import pytest

from hostops.accounts.models import Server
from hostops.alerts.models import Delivery
from hostops.clocks.models import Clock
from hostops.lib.errors import BadField, NotAllowed
from maintenance.security.actions import response_open
from maintenance.security.models import SecurityResponse
from tests.house import House
from tests.security.scene import code, opened
from tests.tickets.cases import file, phoned
from tickets.models import Case

pytestmark = pytest.mark.django_db


def cases(response: SecurityResponse) -> list[Case]:
    return [Case.objects.get(subject=row.case_id) for row in response.affected.order_by("account__slug")]


def test_each_account_gets_a_case_of_its_own(house: House, tuesday: datetime) -> None:
    response = opened(house, servers=[house.server, house.unregistered, house.nordic_server])
    harbors, nordics = cases(response)
    assert (harbors.account, nordics.account) == (house.harbor, house.nordic)
    assert (harbors.security, nordics.security) == (True, True)
    assert "web1, new1" in harbors.description or "new1, web1" in harbors.description
    assert house.nordic.name not in harbors.description
    assert nordics.server == house.nordic_server


def test_the_queue_has_it_below_an_open_level_1_and_above_the_rest(house: House, tuesday: datetime) -> None:
    other, second = file(house, 3), phoned(house, 4)
    [secure] = cases(opened(house))
    first = phoned(house, 1, server=None)
    order = list(Case.objects.visible_to(house.engineer).live().in_queue_order())
    assert order[:2] == [first, secure]
    assert set(order[2:]) == {other, second}


def test_it_takes_no_place_of_the_customers_and_owes_no_response(house: House, tuesday: datetime) -> None:
    [secure] = cases(opened(house))
    assert (secure.severity, secure.state, secure.over_cap) == (2, "new", False)
    assert not Clock.objects.filter(subject=secure.subject).exists()
    assert phoned(house, 2).state == "new"  # the one priority place is free
    assert cases(opened(house))[0].state == "new"  # and taken, it stands in no response's way


def test_where_performance_suffers_the_accounts_are_told_at_once(house: House, tuesday: datetime) -> None:
    response = opened(house, effect="The shop answers in two seconds.")
    mails = Delivery.objects.filter(key__startswith=f"security:{response.pk}:", channel="email")
    assert {mail.recipient for mail in mails} == {house.holder, house.contact}
    assert "The shop answers in two seconds." in mails[0].body
    assert f"/security/{response.number}/" in mails[0].body


def test_where_it_does_not_nobody_is(house: House, tuesday: datetime) -> None:
    response = opened(house)
    assert not Delivery.objects.filter(key__startswith=f"security:{response.pk}:").exists()
    assert not response.notices.exists()


def test_on_code_the_account_is_the_codes(house: House, tuesday: datetime) -> None:
    response = opened(house, code=code(house, server=house.server))
    assert [row.account for row in response.affected.all()] == [house.harbor]
    assert list(response.servers.all()) == [house.server]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"kind": "rumour"}, "kind"),
        ({"title": " "}, "title"),
        ({"risk": ""}, "risk"),
        ({"servers": []}, "servers"),
        ({"action": "Done.", "acted_reason": "boredom"}, "acted_reason"),
        ({"acted_reason": "zero_day"}, "action"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(house: House, tuesday: datetime, given: dict[str, str], field: str) -> None:
    with pytest.raises(BadField) as refused:
        opened(house, **given)
    assert field in refused.value.errors
    assert not SecurityResponse.objects.exists()


def test_servers_out_of_service_are_refused_by_name(house: House, tuesday: datetime) -> None:
    Server.objects.filter(pk=house.server.pk).update(retired_at=tuesday)
    house.server.refresh_from_db()
    with pytest.raises(BadField, match="web1"):
        opened(house)


def test_customers_open_none(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotAllowed):
        response_open(actor=house.holder, kind="finding", title="x", risk="x", servers=[house.server])
