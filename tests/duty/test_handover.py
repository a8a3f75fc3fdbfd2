"""Handing over: a note that begins with the facts, told to who is next, read by them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from hostops.alerts.models import Delivery
from hostops.duty.actions import handover_confirm, handover_write
from hostops.duty.facts import as_text, gathered
from hostops.duty.models import Handover
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from tests.duty.scene import DAY, HOUR, on_call, raised, unheard
from tests.house import House
from tests.tickets.cases import phoned
from tickets.actions import case_wait


@pytest.fixture
def next_week(house: House, tuesday: datetime) -> None:
    """The engineer hands over to the second engineer; the planner stands in the second line."""
    on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 1, tuesday, starts_at=tuesday + DAY, ends_at=tuesday + 2 * DAY)
    on_call(house.planner, 2, tuesday)


def test_the_next_on_call_is_told(house: House, next_week: None) -> None:
    note = handover_write(actor=house.engineer, text="All is well.\r\n")
    assert (note.addressed_to, note.text) == (house.second_engineer, "All is well.")
    mail = Delivery.objects.get(channel="email")
    assert (mail.recipient, mail.url) == (house.second_engineer, f"/handover/{note.pk}/")
    assert Entry.objects.get(verb="duty.handover.written").after == {"addressed_to": "engineer-two"}


def test_written_late_it_goes_to_whoever_has_taken_over(house: House, tuesday: datetime, next_week: None) -> None:
    with moved_to(tuesday + DAY + HOUR):
        assert handover_write(actor=house.engineer, text="x").addressed_to == house.second_engineer


def test_in_the_second_line_to_who_follows_there(house: House, tuesday: datetime, next_week: None) -> None:
    on_call(house.manager, 2, tuesday, starts_at=tuesday + DAY, ends_at=tuesday + 2 * DAY)
    assert handover_write(actor=house.planner, text="x").addressed_to == house.manager


def test_without_a_rota_it_is_addressed_to_nobody(house: House, tuesday: datetime) -> None:
    note = handover_write(actor=house.engineer, text="All is well.")
    assert note.addressed_to is None
    assert not Delivery.objects.exists()
    assert handover_confirm(actor=house.second_engineer, handover=note).read_by == house.second_engineer


def test_confirmed_once_and_by_whom_it_is_for(house: House, tuesday: datetime, next_week: None) -> None:
    note = handover_write(actor=house.engineer, text="All is well.")
    with pytest.raises(NotAllowed, match="You wrote this note"):
        handover_confirm(actor=house.engineer, handover=note)
    confirmed = handover_confirm(actor=house.second_engineer, handover=note)
    assert (confirmed.read_by, confirmed.read_at) == (house.second_engineer, tuesday)
    handover_confirm(actor=house.second_engineer, handover=note)
    assert Entry.objects.filter(verb="duty.handover.confirmed").count() == 1
    with pytest.raises(NotPossible, match="Engineer Two confirmed it already"):
        handover_confirm(actor=house.manager, handover=note)


def test_whoever_is_on_call_may_and_who_is_not_may_not(house: House, tuesday: datetime) -> None:
    note = Handover.objects.create(
        written_by=house.engineer, written_at=tuesday, text="x", addressed_to=house.second_engineer
    )
    with pytest.raises(NotAllowed, match="addressed to Engineer Two"):
        handover_confirm(actor=house.planner, handover=note)
    on_call(house.planner, 2, tuesday)
    assert handover_confirm(actor=house.planner, handover=note).read_by == house.planner


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 100_001])
def test_a_note_says_something_and_not_everything(house: House, tuesday: datetime, text: str) -> None:
    with pytest.raises(BadField):
        handover_write(actor=house.engineer, text=text)


def test_customers_hand_nothing_over(house: House, tuesday: datetime) -> None:
    for person in (house.holder, house.contact, house.viewer, house.stranger):
        with pytest.raises(NotAllowed):
            handover_write(actor=person, text="x")


def test_the_facts_of_now(house: House, tuesday: datetime) -> None:
    outage = phoned(house, 1)
    asked = phoned(house, 3, title="Slow")
    case_wait(actor=house.engineer, case=asked, question="Since when?")
    alert = raised(house, tuesday, "engineers")
    found = {section.title: section.facts for section in gathered(house.engineer, tuesday)}
    assert [fact.reference for fact in found["Open Level 1"]] == [outage.number]
    assert [fact.text for fact in found["Waiting on the customer"]] == [
        "Slow: waits on Harbor Contact (Harbor), with nobody"
    ]
    assert outage.number in {fact.reference for fact in found["Due within 8 hours"]}
    assert [fact.reference for fact in found["Alerts that nobody has acknowledged"]] == [alert.clock.subject.reference]


def test_the_facts_as_text_in_the_writers_zone(house: House, tuesday: datetime) -> None:
    outage = phoned(house, 1)
    text = as_text(gathered(house.engineer, tuesday), ZoneInfo("Europe/Stockholm"))
    assert f"Open Level 1\n- {outage.number} Shop is down (Harbor), with nobody, 10 Mar 2026, 18:15 CET" in text
    assert "Waiting on the customer\n- none" in text


def test_the_facts_cost_what_they_say_however_many_there_are(
    house: House, tuesday: datetime, django_assert_num_queries: object
) -> None:
    for number in range(30):
        phoned(house, 3, title=f"Case {number}")
        raised(house, tuesday, "engineers")
    with django_assert_num_queries(10):  # type: ignore[operator]
        sections = gathered(house.engineer, tuesday)
    assert [len(section.facts) for section in sections if section.more] == [20] * sum(s.more for s in sections)
    assert any(section.more for section in sections)


def test_an_alert_that_was_passed_on_is_named_once(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    first = raised(house, tuesday, "engineers")
    unheard(first, tuesday, 2)
    [fact] = next(one for one in gathered(house.engineer, tuesday) if one.title.startswith("Alerts")).facts
    assert fact.text.endswith("has used 80% of its time, and nobody has acknowledged it")
