"""What is half written is kept at its place, for its person alone, and forgotten when it is old."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from hostops.accounts.models import Person
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from hostops.web.times import iso
from tests.browsing import HTMX
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tickets.actions import Newer, draft_clear, draft_save
from tickets.drafts import ANSWER, KINDS
from tickets.forms.acts.words import NoteForm, ReplyForm
from tickets.forms.filing import FileForm, StaffFileForm
from tickets.models import Draft
from tickets.tasks import forget_drafts

SAID = {"subject": ["Shop is"], "description": ["Since ten"]}


def keep(client: Client, person: Person, place: str = "new", fields: Any = SAID, **more: Any) -> Any:
    """As drafts.js does."""
    given = {"place": place, "person": person.username, "fields": json.dumps(fields), **more}
    return client.post("/drafts/", given, headers=HTMX)


def test_saving_answers_when_it_was_saved(house: House, tuesday: datetime, browser: Browser) -> None:
    answer = keep(browser(house.contact), house.contact)
    assert (answer.status_code, answer.json()) == (200, {"saved_at": iso(tuesday)})
    draft = Draft.objects.get()
    assert (draft.person, draft.place, draft.fields) == (house.contact, "new", SAID)


def test_there_is_one_at_each_place_of_each_person(house: House, tuesday: datetime) -> None:
    case, other = file(house, 3), file(house, 3)
    for place in ("new", f"reply:{case.number}", f"reply:{other.number}", "new"):
        draft_save(actor=house.contact, place=place, fields={"subject": ["a"], "body": ["b"]})
    draft_save(actor=house.holder, place="new", fields=SAID)
    assert Draft.objects.count() == 4
    assert {draft.place for draft in Draft.objects.visible_to(house.contact)} == {
        "new",
        f"reply:{case.number}",
        f"reply:{other.number}",
    }


def test_nobody_else_sees_it(house: House) -> None:
    draft_save(actor=house.contact, place="new", fields=SAID)
    others = [person for person in house.everyone if person != house.contact]
    assert [person for person in others if Draft.objects.visible_to(person).exists()] == []


def test_what_the_form_does_not_have_is_left_out(house: House) -> None:
    fields = {**SAID, "csrfmiddlewaretoken": ["secret"], "attachments": ["core.dump"], "ask_1": ["no"], "body": ["x"]}
    assert draft_save(actor=house.contact, place="new", fields=fields).fields == {**SAID, "ask_1": ["no"]}


def test_it_knows_the_fields_of_each_form() -> None:
    forms: dict[str, Any] = {"new": StaffFileForm, "reply": ReplyForm, "note": NoteForm}
    for name, form in forms.items():
        assert set(KINDS[name].names) == set(form.base_fields) - {"attachments", "version"}, name
    assert set(FileForm.base_fields) <= {*KINDS["new"].names, "attachments"}
    assert ANSWER == "ask_"


def test_without_a_text_there_is_nothing_to_keep(house: House) -> None:
    draft_save(actor=house.contact, place="new", fields=SAID)
    draft_save(actor=house.contact, place="new", fields={"subject": [" "], "requested_severity": ["1"]})
    assert Draft.objects.get().fields == {}


@pytest.mark.parametrize("place", ["new", "new:nosuch", "new:"])
def test_staff_name_an_account(house: House, place: str) -> None:
    with pytest.raises(BadField):
        draft_save(actor=house.engineer, place=place, fields=SAID)


@pytest.mark.parametrize(
    "place", ["", "resolve:HC-1", "reply", "reply:1", "reply:HC-x", "new" + ":x" * 40, "reply:HC-0", "new:harbor"]
)
def test_no_such_place(house: House, browser: Browser, place: str) -> None:
    answer = keep(browser(house.contact), house.contact, place)
    assert answer.status_code == 400
    assert "There is no such" in answer.json()["detail"]
    assert not Draft.objects.exists()


def test_a_foreign_case_is_as_one_that_is_not_there(house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    told = []
    for number in (case.number, "HC-987654321"):
        with pytest.raises(BadField) as refused:
            draft_save(actor=house.stranger, place=f"reply:{number}", fields={"body": ["x"]})
        told.append(refused.value.detail)
    assert told[0] == told[1]


def test_only_for_what_the_role_may_do(house: House, tuesday: datetime, browser: Browser) -> None:
    case = file(house, 3)
    for who, place in ((house.viewer, "new"), (house.contact, f"note:{case.number}")):
        with pytest.raises(NotAllowed):
            draft_save(actor=who, place=place, fields={"body": ["x"]})
        assert keep(browser(who), who, place).status_code == 403


@pytest.mark.parametrize("fields", ["", "[]", "{", '{"subject": "a"}', '{"subject": [1]}', "[" * 100_000])
def test_what_cannot_be_read_is_refused(house: House, browser: Browser, fields: str) -> None:
    given = {"place": "new", "person": house.contact.username, "fields": fields}
    assert browser(house.contact).post("/drafts/", given, headers=HTMX).status_code == 400


def test_controls_and_halves_of_letters_are_taken_out(house: House) -> None:
    fields = {"subject": ["a\x00b"], "description": ["c\ud800d"]}
    assert draft_save(actor=house.contact, place="new", fields=fields).fields == {
        "subject": ["ab"],
        "description": ["cd"],
    }


def test_too_long_is_told(house: House, browser: Browser, settings: Any) -> None:
    settings.DRAFT_MAX_CHARS = 100
    answer = keep(browser(house.contact), house.contact, fields={"description": ["x" * 100]})
    assert answer.status_code == 400
    assert "longer than 100 characters" in answer.json()["detail"]
    assert "What you typed stays in the form" in answer.json()["detail"]


def test_signed_out_is_401(house: House, db: None) -> None:
    assert keep(Client(), house.contact).status_code == 401


def test_somebody_else_signed_in_meanwhile_keeps_nothing(house: House, browser: Browser) -> None:
    """The page was made for the contact; the same browser is the holder's now."""
    assert keep(browser(house.holder), house.contact).status_code == 401
    assert not Draft.objects.exists()


def test_what_was_under_way_when_it_was_sent_does_not_come_back(house: House, tuesday: datetime) -> None:
    draft_save(actor=house.contact, place="new", fields=SAID, opened_at=tuesday)
    with moved_to(tuesday + timedelta(seconds=5)):
        draft_clear(actor=house.contact, place="new")
        with pytest.raises(NotPossible):
            draft_save(actor=house.contact, place="new", fields=SAID, opened_at=tuesday)
        assert Draft.objects.get().fields == {}
        opened_again = tuesday + timedelta(seconds=5)
        assert draft_save(actor=house.contact, place="new", fields=SAID, opened_at=opened_again).fields == SAID


def test_cleared_before_the_first_save_arrives(house: House, tuesday: datetime) -> None:
    with moved_to(tuesday + timedelta(seconds=1)):
        draft_clear(actor=house.contact, place="new")
    with pytest.raises(NotPossible):
        draft_save(actor=house.contact, place="new", fields=SAID, opened_at=tuesday)


def test_an_older_text_gives_way_to_a_later_one(house: House, tuesday: datetime, browser: Browser) -> None:
    draft_save(actor=house.contact, place="new", fields=SAID)
    before = tuesday - timedelta(minutes=5)
    with pytest.raises(Newer):
        draft_save(actor=house.contact, place="new", fields={"subject": ["Old"]}, typed_at=before)
    draft_save(actor=house.contact, place="new", fields=SAID, typed_at=before)  # the same text is no other
    told = keep(browser(house.contact), house.contact, fields={"subject": ["Old"]}, typed_at=iso(before))
    assert (told.status_code, told.json()["newer"]) == (409, True)
    assert Draft.objects.get().fields == SAID


def test_old_ones_are_forgotten(house: House, tuesday: datetime, settings: Any) -> None:
    draft_save(actor=house.contact, place="new", fields=SAID)
    draft_clear(actor=house.holder, place="new")
    with moved_to(tuesday + timedelta(days=settings.DRAFT_RETENTION_DAYS, seconds=-1)):
        draft_save(actor=house.engineer, place="new:harbor", fields=SAID)
        assert forget_drafts() == 0
    with moved_to(tuesday + timedelta(days=settings.DRAFT_RETENTION_DAYS, seconds=1)):
        assert forget_drafts() == 2
    assert Draft.objects.get().person == house.engineer
