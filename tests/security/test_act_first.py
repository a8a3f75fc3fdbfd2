"""Action before notice: a reason of the policy, a clock from the action, kept when all were told (itpdx:5j)."""

from datetime import datetime

import pytest
from django.db.models import QuerySet

from hostops.alerts.models import Delivery
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import moved_to
from maintenance.security.actions import response_act, response_notify, response_tell, response_widen
from maintenance.security.settling import settle_security
from tests.house import House
from tests.maintenance.scene import mailed
from tests.security.scene import DAY, HOUR, acted, clock, clock_state, opened

pytestmark = pytest.mark.django_db


def test_the_notice_is_due_by_the_policys_time_from_the_action(house: House, tuesday: datetime) -> None:
    response = acted(house, acted_at=tuesday - HOUR)
    found = clock(response)
    assert (found.started_at, found.due_at, found.clause) == (tuesday - HOUR, tuesday + 23 * HOUR, "itpdx:5j")
    assert not response.notices.exists()


def test_told_by_mail_in_time_it_is_kept(house: House, tuesday: datetime) -> None:
    response = acted(house)
    response_notify(actor=house.engineer, response=response)
    assert settle_security() == 0  # written, not yet taken by the mail server
    mailed(tuesday + HOUR)
    response.refresh_from_db()
    assert response.notified_at == tuesday + HOUR
    assert clock_state(response) == "met"
    assert "The port is closed." in response.notices.get().words


def test_a_day_and_a_second_later_it_is_late(house: House, tuesday: datetime) -> None:
    response = acted(house)
    with moved_to(tuesday + DAY + HOUR):
        response_notify(actor=house.engineer, response=response)
        mailed()
        assert clock_state(response) == "breached"


def test_it_is_kept_only_when_every_account_has_it(house: House, tuesday: datetime) -> None:
    response = acted(house, servers=[house.server, house.nordic_server])
    response_notify(actor=house.engineer, response=response)
    mails_of(response, "harbor").update(state="sent", sent_at=tuesday)
    assert settle_security() == 0
    response_tell(
        actor=house.engineer, response=response, account=house.nordic, how="By telephone, Mr Lind", told_at=tuesday
    )
    assert settle_security() == 1
    assert settle_security() == 0
    response.refresh_from_db()
    assert response.notified_at == tuesday


def mails_of(response: object, account: str) -> QuerySet[Delivery]:
    return Delivery.objects.filter(key__startswith="security:", channel="email", recipient__account__slug=account)


def test_what_was_said_before_the_action_is_no_notice_of_it(house: House, tuesday: datetime) -> None:
    response = opened(house, effect="Slow.")
    with pytest.raises(NotPossible, match="told before"):
        response_act(actor=house.engineer, response=response, acted_reason="zero_day", action="Closed.")


def test_only_reasons_of_the_policies_concerned(house: House, tuesday: datetime) -> None:
    response = opened(house)
    with pytest.raises(BadField, match="extreme_attention, zero_day"):
        response_act(actor=house.engineer, response=response, acted_reason="hurry", action="Closed.")
    iptor = opened(house, servers=[house.nordic_server])
    with pytest.raises(BadField, match="No policy"):
        response_act(actor=house.engineer, response=iptor, acted_reason="zero_day", action="Closed.")


def test_once_and_not_ahead(house: House, tuesday: datetime) -> None:
    response = opened(house)
    with pytest.raises(BadField, match="future"):
        response_act(
            actor=house.engineer, response=response, acted_reason="zero_day", action="x", acted_at=tuesday + HOUR
        )
    response_act(actor=house.engineer, response=response, acted_reason="zero_day", action="Closed.")
    with pytest.raises(NotPossible):
        response_act(actor=house.engineer, response=response, acted_reason="zero_day", action="Again.")


def test_servers_that_are_in_it_already_are_refused(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="not in it yet"):
        response_widen(actor=house.engineer, response=opened(house), servers=[house.server])


def test_widened_by_an_account_the_clock_runs_again_and_the_account_is_told(house: House, tuesday: datetime) -> None:
    response = acted(house)
    response_notify(actor=house.engineer, response=response, words="Closed at nine.")
    mailed(tuesday + HOUR)
    with moved_to(tuesday + 2 * HOUR):
        response_widen(actor=house.engineer, response=response, servers=[house.nordic_server])
        assert response.notified_at is None
        assert clock(response).cycle == 2
        told = mails_of(response, "nordic")
        assert [mail.recipient for mail in told] == [house.stranger]
        assert "Closed at nine." in told[0].body
        mailed()
        assert clock_state(response) == "met"
    assert house.harbor.name not in told[0].body
