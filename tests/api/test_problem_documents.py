"""Errors: always a problem document, whoever found the fault, with a pointer to each wrong place."""

import json
import logging
from typing import Any

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.test import APIClient

from hostops.accounts.models import Person
from hostops.api.pointers import faults
from hostops.api.problems import handle
from hostops.clocks.api import deadlines
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated, Refused
from tests.api.conftest import Signed

DEADLINES = "/api/v1/deadlines/"
GOOD = {"start": "2026-03-27T16:00:00+01:00", "duration": "PT8H", "time": "elapsed"}


@pytest.fixture
def client(somebody: Person, signed: Signed) -> APIClient:
    return signed(somebody)


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The document of an answer, having checked what holds for every one."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    document: dict[str, Any] = json.loads(answer.content)
    assert document["status"] == status
    assert document["type"].startswith("urn:hostops:problem:")
    assert document["title"]
    assert document["detail"]
    return document


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/api/v1/nothing/", "nothing at this address"),
        ("/api/v1/clocks", "end with a slash"),
        ("/api/v1/", "nothing at this address"),
        ("/api/v1/clocks/4711/", "nothing that you may see"),
        ("/api/v1/clocks/99999999999999999999999/", "nothing that you may see"),
        ("/api/v1/accounts/no-such/", "nothing that you may see"),
    ],
)
def test_what_is_not_there(client: APIClient, path: str, says: str) -> None:
    assert says in problem(client.get(path), 404)["detail"]


def test_an_unknown_address_is_404_to_nobody_too(db: None) -> None:
    problem(APIClient().get("/api/v1/nothing/"), 404)


def test_a_method_that_is_not_there_names_those_that_are(client: APIClient) -> None:
    answer = client.delete("/api/v1/clocks/")
    problem(answer, 405)
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS"


def test_options_tell_the_methods(client: APIClient) -> None:
    answer = client.options(DEADLINES)
    assert (answer.status_code, answer.headers["Allow"], answer.content) == (204, "POST, OPTIONS", b"")


def test_an_answer_that_cannot_be_given(client: APIClient) -> None:
    problem(client.get("/api/v1/clocks/", headers={"Accept": "text/html"}), 406)


def test_a_body_of_another_kind(client: APIClient) -> None:
    problem(client.post(DEADLINES, "start=now", content_type="application/x-www-form-urlencoded"), 415)
    problem(client.generic("POST", DEADLINES, "{}", content_type=""), 415)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "Some fields"),
        (b"{", "not JSON"),
        (b'{"start": 1,}', "line 1, column 13"),
        (b"\xff\xfe", "not UTF-8 (byte 0)"),
        (b'{"start": NaN}', "NaN is not a number"),
        (b'{"start": Infinity}', "Infinity is not a number"),
        (b'{"start": 1e999}', "too large"),
        (b'{"start": 9223372036854775808}', "too large"),
        (b'{"start": ' + b"9" * 5000 + b"}", "too large"),
        (b'{"start": 1, "start": 2}', "'start' stands twice"),
        (b'{"a":' * 66 + b"1" + b"}" * 66, "too deeply"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "too deeply"),
        (b"[" * 100_000 + b"]" * 100_000, "too deeply"),
        (b"[]", "Some fields"),
        (b"null", "Some fields"),
        (b'"text"', "Some fields"),
        (b"17", "Some fields"),
    ],
)
def test_a_body_that_is_malformed(client: APIClient, body: bytes, says: str) -> None:
    found = problem(client.post(DEADLINES, body, content_type="application/json"), 400)
    assert says in found["detail"] + found["title"]


@pytest.mark.parametrize(
    ("body", "pointer", "says"),
    [
        (rb'{"pauses": [{"from": "a\u0000b"}]}', "/pauses/0/from", "NUL"),
        (rb'{"calendar": {"timezone": "\ud800"}}', "/calendar/timezone", "surrogate"),
        (rb'{"a/b~c": {"\u0000": 1}}', "/a~1b~0c", "NUL"),
    ],
)
def test_text_that_no_database_keeps_is_pointed_at(client: APIClient, body: bytes, pointer: str, says: str) -> None:
    (found,) = problem(client.post(DEADLINES, body, content_type="application/json"), 400)["errors"]
    assert found["pointer"] == pointer
    assert says in found["detail"]


def test_a_number_as_large_as_a_column_holds_is_none_too_large(client: APIClient) -> None:
    found = problem(client.post(DEADLINES, b'{"start": -9223372036854775807}', content_type="application/json"), 400)
    assert {"pointer": "/start", "detail": "Write a time as text, such as 2026-03-27T16:00:00+01:00."} in found[
        "errors"
    ]


def test_a_body_over_the_limit_is_413_and_one_at_it_is_read(client: APIClient, settings: Any) -> None:
    settings.API_MAX_BYTES = 200
    body = json.dumps(GOOD).encode()
    assert client.post(DEADLINES, body.ljust(200), content_type="application/json").status_code == 200
    assert (
        "200 bytes" in problem(client.post(DEADLINES, body.ljust(201), content_type="application/json"), 413)["detail"]
    )


def test_a_body_in_chunks_is_refused_and_not_taken_for_empty(client: APIClient) -> None:
    problem(client.post(DEADLINES, GOOD, format="json", headers={"Transfer-Encoding": "chunked"}), 411)


def test_a_nul_in_an_address_or_a_query(client: APIClient) -> None:
    problem(client.get("/api/v1/clocks/?kind=%00"), 400)
    problem(client.get("/api/v1/contracts/%00/"), 400)


def test_a_fault_of_ours_is_500_with_its_request_id_and_logged_once(
    client: APIClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("at the heart of it")

    monkeypatch.setattr(deadlines, "_answered", broken)
    with caplog.at_level(logging.ERROR):
        answer = client.post(DEADLINES, GOOD, format="json")
    found = problem(answer, 500)
    assert found["request_id"] == answer.headers["X-Request-ID"]
    assert "heart" not in answer.content.decode()
    (record,) = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert record.exc_info
    assert isinstance(record.exc_info[1], ZeroDivisionError)


@pytest.mark.parametrize(
    ("error", "status", "members"),
    [
        (Refused("No."), 400, {"title": "Refused", "detail": "No."}),
        (NotAllowed("Not you."), 403, {"title": "Not allowed"}),
        (Outdated("Too late."), 412, {"type": "urn:hostops:problem:changed-in-the-meantime"}),
        (NotPossible("It is closed.", ["reopen", "note"]), 409, {"possible": ["note", "reopen"]}),
        (BadField({"scope.servers": "x", "": "y"}), 400, {"errors": [
            {"pointer": "/scope/servers", "detail": "x"}, {"pointer": "", "detail": "y"}]}),
        (Http404(), 404, {"title": "Not Found"}),
        (RequestDataTooBig(), 413, {"type": "urn:hostops:problem:content-too-large"}),
        (SuspiciousOperation(), 400, {}),
    ],
)  # fmt: skip
def test_what_actions_and_django_raise(error: Exception, status: int, members: dict[str, Any]) -> None:
    answer = handle(error, {})
    assert answer.status_code == status
    assert answer.data | members == answer.data


class Inner(serializers.Serializer[Any]):
    size = serializers.IntegerField()


class Outer(serializers.Serializer[Any]):
    items = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    inner = Inner(many=True)

    def validate(self, attrs: Any) -> Any:
        raise ValidationError("as a whole")


def errors_of(data: Any) -> dict[str, int]:
    body = Outer(data=data)
    body.is_valid()
    return {found["pointer"]: len(found["detail"]) for found in faults(body.errors)}


def test_pointers_lead_into_lists_of_lists_and_of_objects() -> None:
    found = errors_of({"items": [[1], [2, "x"]], "inner": [{"size": 1}, {"size": "y"}, {}]})
    assert set(found) == {"/items/1/1", "/inner/1/size", "/inner/2/size"}


def test_an_error_of_the_whole_points_at_the_whole() -> None:
    assert set(errors_of({"items": [], "inner": []})) == {""}


def test_thousands_of_faults_are_not_answered_by_thousands(client: APIClient) -> None:
    hours: dict[str, list[Any]] = {f"day{number}": [] for number in range(3000)}
    body = GOOD | {"calendar": {"timezone": "UTC", "hours": hours}}
    assert len(problem(client.post(DEADLINES, body, format="json"), 400)["errors"]) == 100
