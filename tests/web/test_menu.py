"""The menu shows each person what they may go to, and where they are."""

from typing import Any

import pytest
from django.test import RequestFactory

from hostops.accounts.models import Person
from hostops.web import navigation
from tests.browsing import browser_of
from tests.house import House


def menu_of(person: Person, path: str = "/") -> dict[str, bool]:
    request = RequestFactory().get(path)
    request.user = person
    return {link.label: link.current for link in navigation.links(request)}


def test_everybody_sees_alerts_and_policies(house: House) -> None:
    for person in house.everyone:
        assert {"Alerts", "Policies"} <= set(menu_of(person))


def test_mails_are_for_staff_and_only_while_they_are_files(house: House, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert "Mails" in menu_of(house.engineer)
    assert "Mails" not in menu_of(house.contact)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert "Mails" not in menu_of(house.engineer)


def test_the_present_page_is_marked(house: House) -> None:
    assert [label for label, current in menu_of(house.engineer, "/policies/itpdx/").items() if current] == ["Policies"]
    assert b'href="/policies/" aria-current="page"' in browser_of(house.engineer).get("/policies/").content


def test_an_entry_is_added_once() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        navigation.add("Other words", "policies", order=1)
