"""What a named contact says to a notice is kept, may be changed until the window starts, and reaches the planner."""

from datetime import datetime, timedelta

import pytest

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.alerts.models import Delivery
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.actions.answering import notice_answer, window_acknowledge
from maintenance.models import Addressee, Affected, Window
from tests.house import House, person
from tests.maintenance_calendars.scene import DAY, addressed, affects, notice, window


def asked(house: House, state: str = "announced", **more: object) -> Addressee:
    made = window(state, **more)
    row = affects(made, house.harbor, house.server)
    return addressed(notice(made, given_by=house.planner), row, house.contact)[0]


@pytest.mark.parametrize(("answer", "note"), [("accepted", ""), ("declined", "No."), ("question", "Why\nthen?")])
def test_it_is_kept_and_journalled(house: House, tuesday: datetime, answer: str, note: str) -> None:
    row = asked(house)
    notice_answer(actor=house.contact, addressee=row, answer=answer, note=f" {note}\0 ", by="link")
    row.refresh_from_db()
    assert (row.answer, row.answer_note, row.answered_by, row.answered_at) == (answer, note, "link", tuesday)
    [entry] = Entry.objects.filter(verb="maintenance.window.answered")
    assert (entry.actor, entry.reference, entry.before) == (house.contact, row.notice.window.number, {})
    assert entry.after == {
        "person": "harbor-contact", "account": "harbor", "notice": 1,
        "answer": answer, "answer_note": note, "answered_by": "link",
    }  # fmt: skip


def test_it_may_be_changed_and_the_same_again_changes_nothing(house: House, tuesday: datetime) -> None:
    row = asked(house)
    for answer in ("accepted", "accepted", "declined"):
        notice_answer(actor=house.contact, addressee=row, answer=answer)
    entries = Entry.objects.filter(verb="maintenance.window.answered").order_by("id")
    assert [entry.after["answer"] for entry in entries] == ["accepted", "declined"]
    assert entries[1].before == {"answer": "accepted", "answer_note": "", "answered_by": "portal"}


def test_planner_is_told_of_a_no_and_of_a_question(house: House, tuesday: datetime) -> None:
    row = asked(house)
    notice_answer(actor=house.contact, addressee=row, answer="accepted")
    assert not Delivery.objects.exists()
    notice_answer(actor=house.contact, addressee=row, answer="question", note="How long?")
    mail = Delivery.objects.get(channel="email")
    assert (mail.recipient, mail.url) == (house.planner, f"/windows/{row.notice.window.number}/")
    assert mail.title == f"Harbor Contact (Harbor) asks about {row.notice.window.number}"
    assert "How long?" in mail.body


def test_until_the_window_starts(house: House, tuesday: datetime) -> None:
    row = asked(house, starts_at=tuesday + DAY)
    with moved_to(tuesday + DAY - timedelta(seconds=1)):
        notice_answer(actor=house.contact, addressee=row, answer="accepted")
    with moved_to(tuesday + DAY), pytest.raises(NotPossible, match="has started"):
        notice_answer(actor=house.contact, addressee=row, answer="declined")
    row.refresh_from_db()
    assert row.answer == "accepted"


def test_who_was_silent_may_still_answer_while_it_runs(house: House, tuesday: datetime) -> None:
    row = asked(house, "in_progress", starts_at=tuesday - timedelta(hours=1))
    assert notice_answer(actor=house.contact, addressee=row, answer="accepted").answered_at == tuesday
    with moved_to(tuesday + 6 * timedelta(hours=1)), pytest.raises(NotPossible, match="is over"):
        notice_answer(actor=house.contact, addressee=row, answer="declined")


@pytest.mark.parametrize("state", ["draft", "proposed", "countered", "accepted", "completed", "reported", "cancelled"])
def test_nothing_is_asked_of_other_states(house: House, tuesday: datetime, state: str) -> None:
    row = asked(house, state)
    with pytest.raises(NotPossible):
        notice_answer(actor=house.contact, addressee=row, answer="accepted")
    row.refresh_from_db()
    assert row.answer == ""


@pytest.mark.parametrize(
    ("answer", "note", "field"),
    [("maybe", "", "answer"), ("", "", "answer"), ("question", " \n", "note"), ("declined", "x" * 5_001, "note")],
)
def test_what_is_no_answer(house: House, tuesday: datetime, answer: str, note: str, field: str) -> None:
    row = asked(house)
    with pytest.raises(BadField) as refusal:
        notice_answer(actor=house.contact, addressee=row, answer=answer, note=note)
    assert list(refusal.value.errors) == [field]


def test_nobody_answers_for_somebody_else(house: House, tuesday: datetime) -> None:
    row = asked(house)
    for reader in (house.holder, house.viewer, house.stranger):
        with pytest.raises(NotAllowed):
            notice_answer(actor=reader, addressee=row, answer="accepted")
    Person.objects.filter(pk=house.contact.pk).update(account=house.nordic)
    with pytest.raises(NotAllowed):
        notice_answer(actor=Person.objects.get(pk=house.contact.pk), addressee=row, answer="accepted")


def test_an_earlier_notice_is_answered_no_more(house: House, tuesday: datetime) -> None:
    row = asked(house)
    notice(row.notice.window, "told")
    notice_answer(actor=house.contact, addressee=row, answer="accepted")
    notice(row.notice.window, "changed")
    with pytest.raises(NotPossible, match="was announced anew since"):
        notice_answer(actor=house.contact, addressee=row, answer="declined")


def test_in_the_portal_the_last_notice_is_answered(house: House, tuesday: datetime) -> None:
    first = asked(house)
    made, row = first.notice.window, first.affected
    last, _ = addressed(notice(made, "changed"), row, house.contact)
    assert window_acknowledge(actor=house.contact, window=made, answer="accepted") == last
    assert Addressee.objects.count() == 2


def test_a_contact_who_came_after_the_mails_answers_too(house: House, tuesday: datetime) -> None:
    made = asked(house).notice.window
    new = person("new-contact", Role.NAMED_CONTACT, house.harbor)
    kept = window_acknowledge(actor=new, window=made, answer="accepted", by="api")
    assert (kept.person, kept.delivery, kept.answered_by) == (new, None, "api")
    assert window_acknowledge(actor=new, window=made, answer="declined") == kept


def test_whom_a_change_spared_is_asked_no_more(house: House, tuesday: datetime) -> None:
    row = asked(house)
    Affected.objects.filter(pk=row.affected_id).update(dropped_at=tuesday)
    with pytest.raises(NotPossible, match="no longer touches"):
        window_acknowledge(actor=house.contact, window=row.notice.window, answer="accepted")


def test_before_the_announcement_there_is_nothing_to_answer(house: House, tuesday: datetime) -> None:
    made = window("planned")
    affects(made, house.harbor)
    with pytest.raises(NotPossible, match="not been announced"):
        window_acknowledge(actor=house.contact, window=made, answer="accepted")


def test_a_window_of_others_is_not_ones_to_answer(house: House, tuesday: datetime) -> None:
    made = asked(house).notice.window
    with pytest.raises(NotAllowed):
        window_acknowledge(actor=house.stranger, window=made, answer="accepted")
    with pytest.raises(NotAllowed):
        window_acknowledge(actor=house.viewer, window=made, answer="accepted")
    assert not Window.objects.filter(notices__addressees__answer="accepted").exists()
