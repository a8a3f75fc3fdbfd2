"""Calling the REST face as somebody, with a token of their own."""

import json
from typing import Any

from django.test import Client

from hostops.accounts.models import Person
from hostops.accounts.tokens import Scope, Token, digest_of, new_secret, shown_part
from hostops.lib.now import now
from tickets.models import Case

BASE = "/api/v1"
CASES = f"{BASE}/cases/"


class Caller:
    """One person's program. Each call gives the response; `json` reads its body."""

    def __init__(self, person: Person, scope: Scope = Scope.WRITE) -> None:
        secret = new_secret()
        made = {"name": "tests", "digest": digest_of(secret), "prefix": shown_part(secret), "created_at": now()}
        Token.objects.create(person=person, scope=scope, **made)
        self.client = Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)

    def get(self, address: str, query: dict[str, Any] | None = None, **headers: str) -> Any:
        return self.client.get(address, query, headers=headers)

    def post(self, address: str, body: Any = None, **headers: str) -> Any:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.post(address, json.dumps({} if body is None else body), "application/json", headers=given)

    def send(self, address: str, form: dict[str, Any]) -> Any:
        """As a form, with its files."""
        return self.client.post(address, form)

    def file(self, **more: Any) -> Any:
        """A plain case of the caller's."""
        given = {"subject": "Shop is down", "description": "Nothing loads.", "requested_severity": 3, **more}
        return self.post(CASES, given)

    def step(self, case: Case, step: str, body: Any = None, **headers: str) -> Any:
        return self.post(at(case, step), body, **headers)


def at(case: Case, below: str = "") -> str:
    """The address of a case, or of what stands below it."""
    return f"{CASES}{case.number}/" + (f"{below}/" if below else "")


def pointers(response: Any) -> list[str]:
    """The wrong places that a problem document names."""
    assert response["Content-Type"] == "application/problem+json"
    return [error["pointer"] for error in response.json()["errors"]]
