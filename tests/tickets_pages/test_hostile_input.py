"""What a browser never sends, and what is too large: a clear answer, never an error of the server."""

from collections.abc import Mapping
from datetime import datetime
from itertools import product
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.house import House
from tests.tickets.cases import file
from tests.tickets_pages.conftest import Browser
from tests.tickets_pages.pages import address, words
from tickets.models import Case, Message

EVIL = ["\0", "\ud800", "\u202e\u2066", "x" * 200_000, "<script>", "%00", "\x01\x02", "🜚" * 300]


def send(client: Client, where: str, typed: Mapping[str, str]) -> int:
    """Post the bytes as they are, also those that are no text; the status of the answer."""
    body = urlencode({name: value.encode("utf-8", "surrogatepass") for name, value in typed.items()})
    return client.post(where, body, content_type="application/x-www-form-urlencoded").status_code


def test_filing(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.contact)
    fields = ("subject", "description", "checked_locally", "server", "software", "requested_severity", "checked")
    for field, evil in product(fields, EVIL):
        typed = {"subject": "a", "description": "b", "requested_severity": "3", field: evil}
        assert send(client, "/cases/new/", typed) in (200, 302, 400), (field, evil[:9])


def test_filing_by_staff(house: House, tuesday: datetime, browser: Browser) -> None:
    client = browser(house.engineer)
    fields = ("reporter", "channel", "caller_name", "caller_address", "received_at", "received_reason")
    for field, evil in product(fields, EVIL):
        typed = {"subject": "a", "description": "b", "requested_severity": "3", "channel": "phone", field: evil}
        assert send(client, "/cases/new/?account=harbor", typed) in (200, 302, 400), (field, evil[:9])


ACTS = ["reply", "note", "wait", "severity", "assign", "contact", "coverage", "advice", "resolve", "attribute"]


@pytest.mark.parametrize("act", ACTS)
def test_acting(house: House, tuesday: datetime, browser: Browser, act: str) -> None:
    case, client = file(house, 3), browser(house.manager)
    names = ("body", "question", "severity", "reason", "assignee", "channel", "ground", "advice", "told", "outcome")
    for evil in EVIL:
        typed = dict.fromkeys((*names, "at", "caller_name", "fixed_version", "breach", "cause", "clause"), evil)
        assert send(client, address(case, act), typed) in (200, 302, 400, 409), evil[:9]


def test_contact_from_a_strange_caller(house: House, tuesday: datetime, browser: Browser) -> None:
    case, client = file(house, 1), browser(house.engineer)
    for evil in EVIL[1:]:
        typed = {"channel": "phone", "caller_name": evil[:150], "caller_address": evil[:150], "note": evil}
        assert send(client, address(case, "contact"), typed) == 302, evil[:9]
        assert client.get(address(case)).status_code == 200


def test_searching_and_filtering(house: House, tuesday: datetime, browser: Browser) -> None:
    file(house, 3)
    client = browser(house.engineer)
    fields = ("q", "state", "severity", "assignee", "due", "account", "ordering", "after", "before")
    for field, evil, where in product(fields, EVIL, ("/cases/", "/cases/cases.csv")):
        query = urlencode({field: evil[:5000].encode("utf-8", "surrogatepass")})
        answer = client.get(f"{where}?{query}")
        assert answer.status_code in (200, 400), (field, evil[:9])
        assert answer.getvalue()  # a streamed answer fails only when it is read


@pytest.mark.parametrize("version", ["-1", "99999999999999999999", "x"])
def test_version_that_was_never_given(house: House, tuesday: datetime, browser: Browser, version: str) -> None:
    case = file(house, 3)
    answer = browser(house.engineer).post(address(case, "reply"), {"version": version, "body": "Hello."})
    assert answer.status_code in (200, 412)
    assert "Hello." in answer.content.decode()
    assert not Message.objects.exists()


def test_larger_than_any_form_is_told_so(house: House, tuesday: datetime, browser: Browser, settings: Any) -> None:
    settings.FORM_MAX_BYTES = 1000
    typed = {"body": "Here.", "attachments": SimpleUploadedFile("a.iso", b"x" * 2000)}
    answer = browser(house.contact).post(address(file(house, 3), "reply"), typed)
    assert answer.status_code == 413
    assert "too large to send" in words(answer.content.decode())
    assert not Message.objects.exists()


def test_longer_text_than_any_form_has_is_told_so(
    house: House, tuesday: datetime, browser: Browser, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    answer = browser(house.contact).post("/cases/new/", {"subject": "a", "description": "x" * 2000})
    assert answer.status_code == 413
    assert not Case.objects.exists()


def test_very_many_files_are_told_so(house: House, tuesday: datetime, browser: Browser, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [SimpleUploadedFile(f"{number}.log", b"x") for number in range(3)]
    answer = browser(house.contact).post(address(file(house, 3), "reply"), {"body": "Logs.", "attachments": files})
    assert answer.status_code == 413


def test_description_too_long_for_the_desk_stands_at_its_field(
    house: House, tuesday: datetime, browser: Browser
) -> None:
    typed = {"subject": "a", "description": "x" * 100_001, "requested_severity": "3"}
    assert "attach the rest as a file" in browser(house.contact).post("/cases/new/", typed).content.decode()
