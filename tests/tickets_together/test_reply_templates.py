"""Reply templates: written by staff, filled in by a case, never run."""

from datetime import datetime
from typing import Any

import pytest

from hostops.accounts.models import Person
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, page, text, words
from tickets.actions import message_add, template_change, template_create, template_retire
from tickets.filling import FIELDS, faults, filled
from tickets.models import Case, Message, ReplyTemplate


def written(house: House, body: str = "Hello {{reporter_first_name}}", name: str = "Hello") -> ReplyTemplate:
    return template_create(actor=house.engineer, name=name, body=body)


def test_fields_are_filled_in_by_the_case(house: House, tuesday: datetime) -> None:
    case = file(house, 4)
    text = "{{reporter_first_name}}|{{ reporter }}|{{engineer}}|{{case}}|{{title}}|{{account}}|{{server}}|{{due}}"
    assert filled(text, case, house.engineer) == (
        f"Harbor|Harbor Contact|Engineer|{case.number}|Shop is down|Harbor|web1|17 Mar 2026, 10:00 PDT"
    )


def test_every_field_has_words_for_every_case(house: House, tuesday: datetime) -> None:
    bare = file(house, 1, server=None)  # nothing is due: it waits for a call
    text = "|".join(f"{{{{{name}}}}}" for name in FIELDS)
    assert all(filled(text, bare, house.engineer).split("|"))
    assert "no fixed time" in filled(text, bare, house.engineer)


def test_what_a_field_says_is_never_read_as_a_field(house: House, tuesday: datetime) -> None:
    case = file(house, 4, title="{{engineer}} $title {title.__class__}")
    assert filled("{{title}}", case, house.engineer) == case.title


@pytest.mark.parametrize("body", ["$case {case} %(case)s {0} ${case}", "a } b }} c { d", "{% now %} {# x #}"])
def test_other_languages_are_only_words(house: House, tuesday: datetime, body: str) -> None:
    assert faults(body) == []
    assert filled(body, file(house, 4), house.engineer) == body


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Hello {{name}}", "There is no field {{name}}; there are case, title"),
        ("{{case.pk}}", "close each"),
        ("{{case", "close each"),
        ("{{}}", "close each"),
        ("{{ case|upper }}", "close each"),
        ("{{CASE}} {{case}}", "There is no field {{CASE}}"),
    ],
)
def test_unknown_fields_are_told_when_it_is_saved(house: House, body: str, said: str) -> None:
    with pytest.raises(BadField) as refused:
        written(house, body)
    assert said in refused.value.errors["body"]
    assert not ReplyTemplate.objects.exists()


def test_names_are_told_apart_without_their_case(house: House) -> None:
    one, two = written(house), written(house, name="Bye")
    with pytest.raises(BadField, match="of this name"):
        written(house, name=" HELLO ")
    with pytest.raises(BadField, match="of this name"):
        template_change(actor=house.engineer, template=two, name="hello", body="x")
    template_retire(actor=house.planner, template=one)
    assert written(house).pk != one.pk


@pytest.mark.parametrize("given", [{"name": " "}, {"body": ""}, {"name": "x" * 81}])
def test_name_and_text_are_needed(house: House, given: dict[str, str]) -> None:
    with pytest.raises(BadField) as refused:
        written(house, **given)
    assert set(refused.value.errors) == set(given)


def test_changes_are_in_the_journal(house: House) -> None:
    template = template_change(actor=house.manager, template=written(house), name="Hello", body="Good day")
    template_retire(actor=house.manager, template=template)
    told = Entry.objects.filter(object_kind="template").order_by("id")
    assert [entry.verb.rsplit(".", 1)[1] for entry in told] == ["created", "changed", "retired"]
    assert told[1].before == {"body": "Hello {{reporter_first_name}}"}
    with pytest.raises(NotPossible):
        template_change(actor=house.manager, template=template, name="x", body="x")


def test_customers_write_none_and_see_none(house: House, browser: Browser, calls: Callers) -> None:
    template = written(house)
    for person in (house.contact, house.holder, house.stranger):
        with pytest.raises(NotAllowed):
            template_create(actor=person, name="x", body="x")
        assert browser(person).get("/templates/").status_code == 403
        assert browser(person).get(f"/templates/{template.pk}/").status_code in (403, 404)
    assert calls.contact.get("/api/v1/templates/").json()["results"] == []
    assert calls.contact.get(at(file(house, 3), "templates")).json()["results"] == []
    assert "Insert" not in page(browser(house.contact), file(house, 3))


def test_pages_write_change_and_retire(house: House, browser: Browser) -> None:
    client = browser(house.planner)
    assert "No templates yet." in text(client, "/templates/")
    refused = client.post("/templates/new/", {"name": "Hello", "body": "{{nobody}}"})
    assert "There is no field {{nobody}}" in words(refused.content.decode())
    assert client.post("/templates/new/", {"name": "Hello", "body": "{{case}}"}).status_code == 302
    template = ReplyTemplate.objects.get()
    assert "{{case}}" in text(client, "/templates/")
    assert "{{case}}" in page(client, f"/templates/{template.pk}/")
    assert client.post(f"/templates/{template.pk}/", {"name": "Bye", "body": "{{title}}"}).status_code == 302
    assert client.post(f"/templates/{template.pk}/retire/").status_code == 302
    assert "No templates yet." in text(client, "/templates/")
    assert client.get(f"/templates/{template.pk}/").status_code == 404


@pytest.fixture
def case(house: House, tuesday: datetime) -> Case:
    return file(house, 4)


def insert(
    browser: Browser, person: Person, case: Case, act: str, template: Any, body: str = "", **headers: Any
) -> str:
    given = {"insert": "1", "template": getattr(template, "pk", template), "body": body, "version": case.version}
    answer = browser(person).post(address(case, act), given, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("act", ["reply", "note"])
def test_insert_comes_back_with_the_text_below_what_was_typed(
    house: House, case: Case, browser: Browser, act: str
) -> None:
    shown = insert(browser, house.engineer, case, act, written(house), "Thank you.")
    assert "Thank you.\n\nHello Harbor</textarea>" in shown
    assert f'name="version" value="{case.version}"' in shown
    assert not Message.objects.exists()


def test_insert_by_htmx_gives_the_form_alone(house: House, case: Case, browser: Browser) -> None:
    shown = insert(browser, house.engineer, case, "reply", written(house), HX_Request="true")
    assert "<html" not in shown
    assert 'id="reply_body"' in shown
    assert "Hello Harbor</textarea>" in shown


@pytest.mark.parametrize("picked", ["", "0", "x", "999999"])
def test_nothing_picked_changes_nothing(house: House, case: Case, browser: Browser, picked: str) -> None:
    written(house)
    assert "Mine.</textarea>" in insert(browser, house.engineer, case, "reply", picked, "Mine.")


def test_inserting_keeps_the_version_that_was_read(house: House, case: Case, browser: Browser) -> None:
    """What others did meanwhile is still told when the reply is sent."""
    template = written(house)
    message_add(actor=house.contact, case=Case.objects.get(pk=case.pk), body="It is worse now.")
    assert f'name="version" value="{case.version}"' in insert(browser, house.engineer, case, "reply", template)


def test_reply_with_the_picker_in_it_is_sent_as_it_is(house: House, case: Case, browser: Browser) -> None:
    template = written(house)
    typed = {"template": template.pk, "body": "My own words.", "version": case.version}
    assert browser(house.engineer).post(address(case, "reply"), typed).status_code == 302
    assert Message.objects.get().body == "My own words."


def test_without_templates_there_is_no_picker(house: House, case: Case, browser: Browser) -> None:
    assert "Insert" not in page(browser(house.engineer), case)
    written(house)
    assert "Insert" in page(browser(house.engineer), case)


def test_rest(house: House, case: Case, calls: Callers) -> None:
    made = calls.engineer.post("/api/v1/templates/", {"name": "Hello", "body": "Hello {{reporter_first_name}}"})
    assert made.status_code == 201
    assert pointers(calls.engineer.post("/api/v1/templates/", {"name": "Bye", "body": "{{nobody}}"})) == ["/body"]
    where = f"/api/v1/templates/{made.json()['id']}/"
    [filled_in] = calls.planner.get(at(case, "templates")).json()["results"]
    assert filled_in["body"] == "Hello Harbor"
    changed = calls.engineer.post(f"{where}change/", {"name": "Hello", "body": "{{case}}"}, If_Match=made["ETag"])
    assert (changed.status_code, changed.json()["body"]) == (200, "{{case}}")
    assert calls.engineer.post(f"{where}change/", {"name": "a", "body": "b"}, If_Match=made["ETag"]).status_code == 412
    assert calls.engineer.post(f"{where}retire/").json()["retired_at"]
    assert calls.engineer.post(f"{where}retire/").status_code == 409
    assert calls.engineer.get("/api/v1/templates/").json()["results"] == []
    assert calls.contact.post("/api/v1/templates/", {"name": "a", "body": "b"}).status_code == 403
    assert calls.contact.post(f"{where}retire/").status_code == 404
