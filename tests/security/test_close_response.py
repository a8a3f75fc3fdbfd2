"""A response is closed with how, not while a notice is owed or a site is shut down, and may be taken up again."""

from datetime import datetime

import pytest

from hostops.lib.errors import BadField, NotPossible, Outdated
from maintenance.security.actions import response_close, response_notify, response_reopen
from tests.house import House
from tests.maintenance.scene import mailed
from tests.security.scene import acted, opened, shut
from tests.tickets_pages.conftest import Browser
from tickets.actions import case_resolve

pytestmark = pytest.mark.django_db


def test_closed_with_how_and_reopened_with_why(house: House, tuesday: datetime) -> None:
    response = opened(house)
    response_close(actor=house.engineer, response=response, outcome="The port is closed for good.")
    assert (response.state, response.closed_at) == ("closed", tuesday)
    with pytest.raises(NotPossible, match="reopen"):
        response_close(actor=house.engineer, response=response, outcome="Again.")
    response_reopen(actor=house.engineer, response=response, reason="It is open again.")
    assert (response.state, response.outcome) == ("open", "")


def test_not_without_how(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField):
        response_close(actor=house.engineer, response=opened(house), outcome=" ")


def test_not_while_its_notice_is_owed(house: House, tuesday: datetime) -> None:
    response = acted(house)
    with pytest.raises(NotPossible, match="itpdx:5j"):
        response_close(actor=house.engineer, response=response, outcome="Done.")
    response_notify(actor=house.engineer, response=response)
    mailed()
    response_close(actor=house.engineer, response=response, outcome="Done.")
    assert response.state == "closed"


def test_not_while_a_site_is_shut_down_for_it(house: House, tuesday: datetime) -> None:
    shutdown = shut(house)
    with pytest.raises(NotPossible, match=shutdown.number):
        response_close(actor=house.engineer, response=shutdown.response, outcome="Done.")


def test_of_two_at_once_the_second_is_told(house: House, tuesday: datetime) -> None:
    response = opened(house)
    response_notify(actor=house.engineer, response=response, if_version=1)
    with pytest.raises(Outdated):
        response_close(actor=house.second_engineer, response=response, outcome="Done.", if_version=1)


def test_the_form_and_the_page_name_the_cases_that_stay_open(house: House, browser: Browser, tuesday: datetime) -> None:
    response = opened(house, servers=[house.server, house.nordic_server])
    ours, theirs = response.affected.order_by("account__name")
    case_resolve(actor=house.engineer, case=theirs.case.case, body="Mended.")
    engineer, url = browser(house.engineer), f"/security/{response.number}/"
    form = engineer.get(f"{url}close/").content.decode()
    assert "This case stays open" in form
    assert ours.case.reference in form
    assert theirs.case.reference not in form
    closed = engineer.post(f"{url}close/", {"outcome": "Closed."}, follow=True).content.decode()
    assert "Its cases are not" in closed
    assert closed.count("still open</span>") == closed.count("ended</span>") == 1
    case_resolve(actor=house.engineer, case=ours.case.case, body="Mended.")
    response_reopen(actor=house.engineer, response=response, reason="Again.")
    assert "No case of it is open any more." in engineer.get(f"{url}close/").content.decode()
