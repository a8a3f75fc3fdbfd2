"""A response's page, and a code's, say what happened: all of it to staff, what is theirs to customers."""

from datetime import datetime

import pytest

from maintenance.security.actions import code_change, response_close, response_notify, response_reopen, response_tell
from maintenance.security.history import history, history_of_code
from tests.house import House
from tests.security.scene import acted, code, opened, shut, worked
from tests.tickets_pages.conftest import Browser

pytestmark = pytest.mark.django_db


def test_staff_read_all_of_it_in_order(house: House, tuesday: datetime) -> None:
    response = acted(house, servers=[house.server, house.nordic_server])
    response_notify(actor=house.engineer, response=response)
    response_tell(actor=house.engineer, response=response, account=house.nordic, how="By telephone")
    told = history(response, house.engineer)
    assert [event.did for event in told] == [
        "opened it", "notified the accounts", "recorded that an account was told otherwise"
    ]  # fmt: skip
    assert [change.after for change in told[-1].changes] == ["nordic", "By telephone"]


def test_customers_read_nothing_of_others_or_of_reasons(house: House, tuesday: datetime) -> None:
    response = opened(house, servers=[house.server, house.nordic_server])
    response_tell(actor=house.engineer, response=response, account=house.nordic, how="By telephone")
    response_close(actor=house.engineer, response=response, outcome="Closed.")
    response_reopen(actor=house.engineer, response=response, reason="Among ourselves.")
    told = history(response, house.contact)
    assert [event.did for event in told] == ["opened it", "closed it", "reopened it"]
    assert not any(event.reason or event.changes for event in told)
    assert history(response, house.engineer)[-1].reason == "Among ourselves."


def test_how_it_was_closed_before_is_not_lost(house: House, tuesday: datetime) -> None:
    response = opened(house)
    response_close(actor=house.engineer, response=response, outcome="The port is closed.")
    assert history(response, house.engineer)[-1].changes == []  # the page itself says it
    response_reopen(actor=house.engineer, response=response, reason="It is not.")
    assert [change.before for change in history(response, house.engineer)[-1].changes] == ["The port is closed."]


def test_labour_and_shutdowns_are_named(house: House, tuesday: datetime) -> None:
    line, shutdown = worked(house, opened(house, code=code(house))), shut(house, name="Old shop")
    for thing, number in ((line, line.number), (shutdown, shutdown.number)):
        for reader in (house.engineer, house.contact):
            assert [change.after for change in history(thing.response, reader)[-1].changes] == [number]


def test_why_an_entry_was_changed_is_for_staff(house: House, tuesday: datetime) -> None:
    made = code(house)
    code_change(actor=house.engineer, code=made, maintained=False, reason="The contract ended.")
    [_, changed] = history_of_code(made, house.engineer)
    assert changed.reason == "The contract ended."
    assert [(one.name, one.before, one.after) for one in changed.changes] == [("Under maintenance", "yes", "no")]
    assert history_of_code(made, house.holder) == []


def test_the_pages_have_it(house: House, browser: Browser, tuesday: datetime) -> None:
    response = opened(house, code=code(house))
    for url in (f"/security/{response.number}/", f"/security/code/{response.code_id}/"):
        assert "What happened" in browser(house.engineer).get(url).content.decode()


def test_whoever_comes_second_reads_what_the_first_did_and_may_send_again(
    house: House, browser: Browser, tuesday: datetime
) -> None:
    response = opened(house)
    response_notify(actor=house.second_engineer, response=response)
    url, typed = f"/security/{response.number}/close/", {"outcome": "The port is closed.", "version": "1"}
    engineer = browser(house.engineer)
    refused = engineer.post(url, typed).content.decode()
    assert "notified the accounts" in refused
    assert "The port is closed." in refused
    assert 'name="version" value="2"' in refused
    engineer.post(url, typed | {"version": "2"})
    response.refresh_from_db()
    assert response.state == "closed"
