"""The OpenAPI document and its page: complete, public, and without a foreign host or inline script."""

import json
import os
import re
from typing import Any

import pytest
import yaml
from django.contrib.staticfiles import finders
from django.core.management import call_command
from rest_framework.test import APIClient

from hostops.api.description import openapi

DOCUMENT = openapi()
OPERATIONS = [(path, method, said) for path, methods in DOCUMENT["paths"].items() for method, said in methods.items()]
EACH = pytest.mark.parametrize(("path", "method", "said"), OPERATIONS, ids=[f"{m} {p}" for p, m, _ in OPERATIONS])


def test_it_is_written_without_a_warning() -> None:
    """Two objects of one name would be shown as one."""
    call_command("spectacular", "--fail-on-warn", "--file", os.devnull)


def response(said: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = said["responses"][code]
    return DOCUMENT["components"]["responses"][found["$ref"].rpartition("/")[2]] if "$ref" in found else found


@EACH
def test_every_operation_declares_its_errors_as_problem_documents(path: str, method: str, said: dict[str, Any]) -> None:
    codes = {"400", "401", "403", "404", "409", "429"} | ({"413", "415"} if method == "post" else set())
    for code in codes:
        assert list(response(said, code)["content"]) == ["application/problem+json"], code


@EACH
def test_every_operation_says_what_it_is(path: str, method: str, said: dict[str, Any]) -> None:
    assert said["description"].strip()


@EACH
def test_headers_are_declared(path: str, method: str, said: dict[str, Any]) -> None:
    names = {each["name"] for each in said["parameters"] if each["in"] == "header"}
    assert ("Idempotency-Key" in names) is (method == "post")
    assert ("If-Match" in names) is ("412" in said["responses"])


def test_calls_about_one_object_honour_if_match() -> None:
    changing = [said for path, method, said in OPERATIONS if method == "post" and "{" in path]
    assert changing
    assert all("412" in said["responses"] for said in changing)


def test_lists_declare_cursor_limit_ordering_and_their_filters() -> None:
    said = DOCUMENT["paths"]["/api/v1/clocks/"]["get"]
    parameters = {each["name"]: each["schema"] for each in said["parameters"]}
    assert {"cursor", "limit", "ordering", "state", "kind", "account", "due_before"} <= set(parameters)
    assert (parameters["limit"]["minimum"], parameters["limit"]["maximum"]) == (1, 200)
    assert parameters["ordering"]["enum"] == ["id", "-id", "due_at", "-due_at"]
    assert "breached" in parameters["state"]["items"]["enum"]
    assert parameters["due_before"]["format"] == "date-time"


def test_operation_ids_are_unique() -> None:
    ids = [said["operationId"] for _, _, said in OPERATIONS]
    assert len(ids) == len(set(ids))


def test_it_is_openapi_3_1_with_the_limits_in_words() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    words = DOCUMENT["info"]["description"]
    for said in ("1048576 bytes", "12000", "600", "24 hours", "Retry-After", "1 to 200"):
        assert said in words


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        ("", "*/*", "application/json"),
        ("?format=json", "*/*", "application/json"),
        ("?format=yaml", "*/*", "application/yaml"),
        ("", "application/yaml", "application/yaml"),
        ("", "application/vnd.oai.openapi+json", "application/vnd.oai.openapi+json"),
    ],
)
def test_anybody_reads_it_as_json_or_yaml(db: None, query: str, accept: str, media_type: str) -> None:
    answer = APIClient().get(f"/api/v1/schema/{query}", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == media_type
    read: Any = yaml.safe_load if "yaml" in media_type else json.loads
    assert read(answer.content)["paths"].keys() == DOCUMENT["paths"].keys()
    again = APIClient().get(
        f"/api/v1/schema/{query}", headers={"Accept": accept, "If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_another_format_is_400(db: None) -> None:
    assert APIClient().get("/api/v1/schema/?format=xml").status_code == 400


def test_the_page_needs_no_foreign_host_and_nothing_inline(db: None) -> None:
    answer = APIClient().get("/api/v1/docs/")
    html = answer.content.decode()
    assert answer.status_code == 200
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", html)
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=", html)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_its_own_script_reaches_nowhere_else() -> None:
    script = finders.find("api/docs.js")
    assert script
    with open(script, encoding="utf-8") as text:
        assert "//" not in re.sub(r"^ *// .*$", "", text.read(), flags=re.M)
