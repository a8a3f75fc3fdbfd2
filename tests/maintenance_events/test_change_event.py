"""Events are changed, withdrawn and answered while they lie ahead; two at once are told."""

from datetime import datetime

import pytest

from hostops.alerts.models import Delivery
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from hostops.lib.now import moved_to
from maintenance.actions.events import event_answer, event_change, event_withdraw
from tests.house import House
from tests.maintenance_events.scene import DAY, event


def test_a_change_is_journalled_and_flagged_by_its_new_times(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    event_change(actor=house.contact, event=made, starts_at=tuesday + 3 * DAY, servers=[house.server])
    assert (made.filed_late, made.version, list(made.servers.all())) == (True, 2, [house.server])
    entry = Entry.objects.get(verb="maintenance.event.changed")
    assert (entry.before["filed_late"], entry.after["filed_late"], entry.before["servers"]) == (False, True, [])


def test_other_words_alone_are_not_late(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday, days=15)
    with moved_to(tuesday + 5 * DAY):
        event_change(actor=house.contact, event=made, needs="Thrice the traffic.")
    assert (made.filed_late, made.needs) == (False, "Thrice the traffic.")


def test_an_answer_is_told_and_falls_with_a_change(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    event_answer(actor=house.planner, event=made, answer="Two more web servers from Friday on.")
    assert (made.answered_by, made.answered_at) == (house.planner, tuesday)
    told = Delivery.objects.filter(title__startswith="Your event is answered")
    assert {delivery.recipient for delivery in told} == {house.contact}
    event_change(actor=house.contact, event=made, title="Summer sale")
    assert (made.answer, made.answered_by) == ("", None)


def test_an_event_that_staff_filed_is_answered_to_the_account(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday, actor=house.planner, account=house.harbor)
    event_answer(actor=house.manager, event=made, answer="Done.")
    told = Delivery.objects.filter(title__startswith="Your event is answered")
    assert {delivery.recipient for delivery in told} == {house.holder, house.contact}


def test_withdrawn_it_is_changed_no_more(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    event_withdraw(actor=house.contact, event=made, reason="Postponed.")
    assert (made.withdrawn_at, made.state_at(tuesday)) == (tuesday, "withdrawn")
    with pytest.raises(NotPossible, match="withdrawn"):
        event_change(actor=house.contact, event=made, title="x")
    with pytest.raises(NotPossible, match="withdrawn"):
        event_withdraw(actor=house.contact, event=made)
    with pytest.raises(NotPossible, match="withdrawn"):
        event_answer(actor=house.planner, event=made, answer="x")


def test_what_is_over_stays_as_it_was(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    with moved_to(made.ends_at), pytest.raises(NotPossible, match="over"):
        event_change(actor=house.contact, event=made, title="x")
    with moved_to(made.ends_at), pytest.raises(NotPossible, match="over"):
        event_withdraw(actor=house.contact, event=made)


def test_the_second_of_two_is_told(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    event_change(actor=house.contact, event=made, title="One", if_version=1)
    with pytest.raises(Outdated):
        event_change(actor=house.holder, event=made, title="Two", if_version=1)


def test_whoever_may_not(house: House, tuesday: datetime) -> None:
    made = event(house, tuesday)
    for who in (house.viewer, house.engineer, house.stranger):
        with pytest.raises(NotAllowed):
            event_change(actor=who, event=made, title="x")
        with pytest.raises(NotAllowed):
            event_answer(actor=who, event=made, answer="x")
    with pytest.raises(NotAllowed):
        event_answer(actor=house.contact, event=made, answer="x")
    with pytest.raises(BadField, match="answer"):
        event_answer(actor=house.planner, event=made, answer=" ")
