"""Files: in by form or by JSON, out as downloads that nothing runs."""

from base64 import b64encode
from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import CASES, Caller, at, pointers
from tests.tickets_api.conftest import Callers
from tickets.models import Attachment, Case, Message

PAGE = b"<script>alert(1)</script>"


def inside(name: str = "trace.log", content: bytes = b"boom") -> dict[str, str]:
    """A file as JSON carries it."""
    return {"filename": name, "content": b64encode(content).decode()}


def part(name: str = "trace.log", content: bytes = b"boom") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def attached(caller: Caller, case: Case, **more: Any) -> dict[str, Any]:
    """One file on a message, as it is shown."""
    answer = caller.step(case, "messages", {"body": "See the file.", "attachments": [inside()], **more})
    assert answer.status_code == 201
    [shown] = answer.json()["attachments"]
    assert isinstance(shown, dict)
    return shown


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_by_form(calls: Callers, house: House) -> None:
    form = {"body": "See the files.", "attachments": [part(), part("page.html", PAGE)]}
    answer = calls.contact.send(at(file(house, 3), "messages"), form)
    assert answer.status_code == 201
    first, second = answer.json()["attachments"]
    assert (first["filename"], first["mime_type"], first["size"]) == ("trace.log", "application/octet-stream", 4)
    assert first["sha256"] == sha256(b"boom").hexdigest()
    assert (second["filename"], second["mime_type"]) == ("page.html", "text/html")
    assert body_of(calls.contact.get(second["url"])) == PAGE


def test_by_json(calls: Callers, house: House) -> None:
    case = file(house, 3)
    shown = attached(calls.contact, case)
    assert body_of(calls.engineer.get(shown["url"])) == b"boom"
    [message] = calls.contact.get(at(case, "messages")).json()["results"]
    assert message["attachments"] == [shown]


def test_with_the_case_itself(calls: Callers) -> None:
    form = {"subject": "Shop is down", "description": "See the file.", "requested_severity": "3", "attachments": part()}
    answer = calls.contact.send(CASES, form)
    assert answer.status_code == 201
    [message] = calls.contact.get(f"{CASES}{answer.json()['number']}/messages/").json()["results"]
    assert message["attachments"][0]["filename"] == "trace.log"


def test_download_never_runs(calls: Callers, house: House) -> None:
    case = file(house, 3)
    shown = attached(calls.contact, case, attachments=[inside("page.html", PAGE)])
    answer = calls.contact.get(shown["url"], Accept="text/html")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/octet-stream")
    assert answer["Content-Disposition"] == 'attachment; filename="page.html"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\boot.ini", "boot.ini"),
        ("a\r\nSet-Cookie: x=1", "a Set-Cookie: x=1"),
        ("gpj.\u202eexe", "gpj.exe"),
        ("..", ".."),
        ("  ", "file"),
        ("x" * 300, "x" * 200),
        ("data:" + "a" * 150 + "/b,", "b,"),
        ("bericht-ü.pdf", "bericht-ü.pdf"),
    ],
)
def test_names_from_strangers(calls: Callers, house: House, sent: str, kept: str) -> None:
    shown = attached(calls.contact, file(house, 3), attachments=[inside(sent)])
    assert shown["filename"] == kept
    answer = calls.contact.get(shown["url"])
    assert (answer.status_code, body_of(answer)) == (200, b"boom")
    assert "Set-Cookie" not in answer
    assert answer["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    ("files", "place"),
    [
        ([{"filename": "a"}], "/attachments/0"),
        ([{"filename": 1, "content": "YQ=="}], "/attachments/0"),
        (["YQ=="], "/attachments/0"),
        ([{"filename": "a", "content": "no base64!"}], "/attachments/0/content"),
        ([{"filename": "a", "content": "Ü"}], "/attachments/0/content"),
        ([{"filename": "a", "content": ""}], "/attachments"),
        ({"filename": "a", "content": "YQ=="}, "/attachments"),
    ],
)
def test_what_is_no_file(calls: Callers, house: House, files: Any, place: str) -> None:
    answer = calls.contact.step(file(house, 3), "messages", {"body": "x", "attachments": files})
    assert (answer.status_code, pointers(answer)) == (400, [place])
    assert not Message.objects.exists()


def test_too_many_and_too_large(calls: Callers, house: House, settings: Any) -> None:
    settings.ATTACHMENT_MAX_COUNT, settings.ATTACHMENT_MAX_BYTES = 2, 1000
    address = at(file(house, 3), "messages")
    for files in ([part(), part(), part()], [part(content=b"x" * 1001)]):
        answer = calls.contact.send(address, {"body": "x", "attachments": files})
        assert (answer.status_code, pointers(answer)[0][:12]) == (400, "/attachments")
    assert calls.contact.send(address, {"body": "x", "attachments": [part(content=b"x" * 1000)]}).status_code == 201


def test_body_beyond_the_limit(calls: Callers, house: House, settings: Any) -> None:
    settings.ATTACHMENT_MAX_COUNT, settings.ATTACHMENT_MAX_BYTES, settings.API_MAX_BYTES = 2, 2000, 1000
    address = at(file(house, 3), "messages")
    assert calls.contact.post(address, {"body": "x" * 2000}).status_code == 413
    assert calls.contact.send(address, {"body": "x", "attachments": [part(content=b"x" * 5000)]}).status_code == 413
    assert calls.contact.send(address, {"body": "x", "attachments": [part(content=b"x" * 1900)]}).status_code == 201
    assert calls.contact.post(at(file(house, 3), "close"), {"reason": "x" * 1000}).status_code == 413


def test_same_content_is_stored_once(calls: Callers, house: House) -> None:
    for name in ("a.log", "b.log"):
        attached(calls.contact, file(house, 3), attachments=[inside(name, b"the same twice")])
    assert Attachment.objects.values("file").distinct().count() == 1


def test_internal_files_are_for_staff(calls: Callers, house: House) -> None:
    case = file(house, 3)
    shown = attached(calls.engineer, case, visibility="internal")
    assert [caller.get(shown["url"]).status_code for caller in (calls.contact, calls.holder, calls.viewer)] == [404] * 3
    assert calls.planner.get(shown["url"]).status_code == 200


def test_strangers_and_wrong_cases_find_nothing(calls: Callers, house: House, tuesday: datetime) -> None:
    case, other = file(house, 3), file(house, 3)
    shown = attached(calls.contact, case)
    key = shown["id"]
    assert calls.stranger.get(shown["url"]).status_code == 404
    assert calls.contact.get(f"{at(other, 'attachments')}{key}/").status_code == 404
    theirs = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    assert calls.stranger.get(f"{at(theirs, 'attachments')}{key}/").status_code == 404
    assert calls.contact.get(f"{at(case, 'attachments')}{10**30}/").status_code == 404


def test_viewers_read_and_do_not_attach(calls: Callers, house: House) -> None:
    case = file(house, 3)
    shown = attached(calls.contact, case)
    assert calls.viewer.get(shown["url"]).status_code == 200
    assert calls.viewer.step(case, "messages", {"body": "x", "attachments": [inside()]}).status_code == 403
