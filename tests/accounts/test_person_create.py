"""The first manager of a new portal, and everybody after, come by one action."""

from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hostops.accounts.models import Account, Person
from hostops.accounts.people_actions import person_create
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from tests.house import House

GIVEN: dict[str, Any] = {
    "username": "ann",
    "role": "manager",
    "email": "ann@example.com",
    "password": "correct horse battery",
}


def test_command_makes_a_manager_who_can_sign_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTOPS_PASSWORD", GIVEN["password"])
    call_command("person_create", "ann", role="manager", email="ann@example.com")
    assert Person.objects.get(username="ann").check_password(GIVEN["password"])
    assert Entry.objects.get(verb="accounts.person.created").reference == "ann"


@pytest.mark.parametrize(
    ("field", "value"),
    [("username", " "), ("role", "boss"), ("email", "ann"), ("password", "1234"), ("account", "harbor")],
)
def test_wrong_values_name_their_field(db: None, field: str, value: str) -> None:
    wrong = value if field != "account" else Account.objects.create(slug=value, name=value)
    with pytest.raises(BadField) as refused:
        person_create(actor=None, **GIVEN | {field: wrong})
    assert field in refused.value.errors


def test_names_that_differ_in_case_are_one_name(house: House) -> None:
    with pytest.raises(BadField):
        person_create(actor=None, **GIVEN | {"username": "ENGINEER"})


def test_only_managers_may(house: House) -> None:
    with pytest.raises(NotAllowed):
        person_create(actor=house.engineer, **GIVEN)
    assert person_create(actor=house.manager, **GIVEN).role == "manager"


def test_command_says_what_is_wrong(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSTOPS_PASSWORD", "1234")
    with pytest.raises(CommandError, match="password"):
        call_command("person_create", "ann", role="manager", email="ann@example.com")
