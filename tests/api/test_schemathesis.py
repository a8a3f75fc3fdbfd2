"""The whole OpenAPI document, attacked: no call fails on our side, and every answer is one that it describes.

A new operation is among these tests without a line here. A manager sends every boundary of every parameter
and field, about objects that exist, each to a house as it was, and learns from what is found wrong; a customer
sends whatever is generated, about whatever, then about what is theirs, and the house becomes what comes of it.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from hostops.accounts.models import Person
from hostops.accounts.token_actions import token_make
from tests.api.attack import ANYTHING, BOUNDARIES, CHECKS, OPERATIONS, attack
from tests.api.harbors import Objects, harbors, place_of
from tests.api.learning import MOST, TIMES, Words, mended, words_of
from tests.conftest import published
from tests.house import House, build_house

pytestmark = pytest.mark.django_db
EACH = pytest.mark.parametrize("operation", OPERATIONS)


class Caller:
    """Somebody with a token, who knows an object of harbor's for every route, and words for its fields."""

    def __init__(self, person: Person, known: Objects, words: Words) -> None:
        _, secret = token_make(actor=person, name="attack")
        # the attacker reads answers as they come, and unpacks none
        self._headers = {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}
        self._known, self._words = known, words

    def sends(self, case: Any) -> Any:
        return case.call_and_validate(headers=self._headers, checks=CHECKS)

    def place(self, operation: str) -> dict[str, Any]:
        """Of what is there."""
        return place_of(OPERATIONS[operation].path, self._known)

    def learns(self, case: Any, sent: set[str]) -> None:
        """Send it, and again as long as what is wrong can be mended to something that was not `sent` yet."""
        for time in range(TIMES + 1):
            answer = self.sends(case)
            wrong = answer.json().get("errors", []) if answer.status_code == 400 else []
            if len(sent) == MOST or not mended(case, wrong, self._words, time):
                break
            if (call := repr((case.body, case.query))) in sent:
                break
            sent.add(call)


@pytest.fixture(scope="module")
def callers(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, Caller]]:
    """Those of a house with one of everything, built once for the module in a transaction that is never kept."""
    with django_db_blocker.unblock(), transaction.atomic():
        house: House = build_house(published("itpdx"), published("iptor"))
        known = harbors(house)
        words = words_of(house, known)
        yield {role: Caller(getattr(house, role), known, words) for role in ("manager", "contact")}
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _connected(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request from outside closes the connection when it ends; here it is the test's, in its transaction."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@EACH
def test_every_boundary(callers: dict[str, Caller], operation: str) -> None:
    sent: set[str] = set()

    def send(case: Any) -> None:
        with transaction.atomic():
            callers["manager"].learns(case, sent)
            transaction.set_rollback(True)

    attack(operation, BOUNDARIES, send, callers["manager"].place(operation))


@EACH
def test_anything(callers: dict[str, Caller], operation: str) -> None:
    place = callers["contact"].place(operation)

    def send(case: Any) -> None:
        callers["contact"].sends(case)
        if place:
            case.path_parameters = place
            callers["contact"].sends(case)

    attack(operation, ANYTHING, send)
