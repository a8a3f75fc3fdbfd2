"""What a named contact says to a notice: the last answer counts, and it is the contact's own."""

from datetime import datetime

import pytest

from hostops.alerts.models import Delivery
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from maintenance.actions import notice_answer, window_announce, window_change
from maintenance.models import Addressee
from tests.house import House
from tests.maintenance.scene import HOUR, SUNDAY, announced

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(house: House, tuesday: datetime) -> Addressee:
    return announced(house).notices.get().addressees.get()


def test_accepted_in_the_portal(house: House, asked: Addressee, tuesday: datetime) -> None:
    row = notice_answer(actor=house.stranger, addressee=asked, answer="accepted")
    assert (row.answer, row.answered_by, row.answered_at) == ("accepted", "portal", tuesday)
    assert not Delivery.objects.filter(recipient=house.planner).exists()


def test_declined_by_the_link_planners_are_told(house: House, asked: Addressee) -> None:
    notice_answer(actor=None, addressee=asked, answer="declined", note="It is our sale.", by="link")
    mail = Delivery.objects.get(channel="email", recipient=house.planner)
    assert "Nordic declines the window" in mail.title
    assert "It is our sale." in mail.body


def test_the_last_answer_counts(house: House, asked: Addressee) -> None:
    notice_answer(actor=house.stranger, addressee=asked, answer="accepted")
    notice_answer(actor=house.stranger, addressee=asked, answer="question", note="How long?")
    asked.refresh_from_db()
    assert (asked.answer, asked.answer_note) == ("question", "How long?")


def test_a_question_says_what_it_asks(house: House, asked: Addressee) -> None:
    with pytest.raises(BadField, match="note"):
        notice_answer(actor=house.stranger, addressee=asked, answer="question")
    with pytest.raises(BadField, match="answer"):
        notice_answer(actor=house.stranger, addressee=asked, answer="perhaps")


def test_nobody_answers_for_another(house: House, asked: Addressee) -> None:
    for person in (house.contact, house.viewer, house.planner, house.manager):
        with pytest.raises(NotAllowed):
            notice_answer(actor=person, addressee=asked, answer="accepted")


def test_a_replaced_notice_is_answered_no_more(house: House, asked: Addressee) -> None:
    window = window_change(actor=house.planner, window=asked.notice.window, ends_at=SUNDAY + 5 * HOUR)
    window_announce(actor=house.planner, window=window)
    with pytest.raises(NotPossible, match="later notice"):
        notice_answer(actor=house.stranger, addressee=asked, answer="accepted")
