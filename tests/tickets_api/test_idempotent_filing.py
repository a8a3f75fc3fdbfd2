"""`Idempotency-Key`: a call that is sent again happens once."""

from datetime import datetime

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import CASES, at
from tests.tickets_api.conftest import Callers
from tests.tickets_api.test_attachments import part
from tickets.models import Attachment, Case, Contact, Message

BODY = {"subject": "Shop is down", "description": "Nothing loads.", "requested_severity": 3}


def test_same_key_and_body_make_one_case(calls: Callers, tuesday: datetime) -> None:
    first, second = (calls.contact.post(CASES, BODY, Idempotency_Key="one") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert second.content == first.content
    assert (second["Location"], second["ETag"]) == (first["Location"], first["ETag"])
    assert ("Idempotent-Replayed" in first, second["Idempotent-Replayed"]) == (False, "true")
    assert Case.objects.count() == 1


def test_another_body_with_the_key_is_refused(calls: Callers) -> None:
    calls.contact.post(CASES, BODY, Idempotency_Key="one")
    answer = calls.contact.post(CASES, {**BODY, "subject": "Other"}, Idempotency_Key="one")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert Case.objects.count() == 1


def test_a_key_is_ones_own(calls: Callers) -> None:
    calls.contact.post(CASES, BODY, Idempotency_Key="one")
    assert calls.holder.post(CASES, BODY, Idempotency_Key="one").status_code == 201
    assert Case.objects.count() == 2


def test_refused_call_may_be_mended_under_its_key(calls: Callers) -> None:
    assert calls.contact.post(CASES, {**BODY, "server": "nowhere1"}, Idempotency_Key="one").status_code == 400
    assert calls.contact.post(CASES, BODY, Idempotency_Key="one").status_code == 201


def test_steps_and_messages_happen_once(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    for _ in range(2):
        assert calls.engineer.step(case, "contact", {"channel": "phone"}, Idempotency_Key="a").status_code == 200
        assert calls.contact.step(case, "messages", {"body": "x"}, Idempotency_Key="b").status_code == 201
    assert (Contact.objects.count(), Message.objects.count()) == (1, 1)


def test_repeated_resolve_is_no_conflict(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    answers = [calls.engineer.step(case, "resolve", {"body": "Done."}, Idempotency_Key="a") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert calls.engineer.step(case, "resolve", {"body": "Done."}).status_code == 409


def test_form_with_a_file_is_the_same_though_its_boundary_differs(calls: Callers, house: House) -> None:
    address = at(file(house, 3), "messages")
    for boundary in ("one", "two"):
        parts = ['name="body"\r\n\r\nSee.', 'name="attachments"; filename="a.log"\r\n\r\nboom']
        body = "".join(f"--{boundary}\r\nContent-Disposition: form-data; {each}\r\n" for each in parts)
        body += f"--{boundary}--\r\n"
        answer = calls.contact.client.post(
            address, body, f"multipart/form-data; boundary={boundary}", headers={"Idempotency-Key": "a"}
        )
        assert answer.status_code == 201
    assert (Message.objects.count(), Attachment.objects.count()) == (1, 1)
    other = calls.contact.client.post(
        address, {"body": "See.", "attachments": part("a.log", b"other")}, headers={"Idempotency-Key": "a"}
    )
    assert other.status_code == 409
