"""A NUL byte anywhere in what a browser sends is a 400, never a 500."""

import pytest
from django.test import Client

from tests.browsing import browser_of
from tests.house import House


@pytest.mark.parametrize(
    "address", ["/alerts/?kind=%00", "/alerts/?%00=1", "/policies/%00/", "/mails/%00.log/", "/nothing%00/"]
)
def test_in_an_address(house: House, address: str) -> None:
    assert browser_of(house.engineer).get(address).status_code in (400, 404)


def test_in_a_query(house: House) -> None:
    answer = browser_of(house.engineer).get("/policies/?q=a%00b")
    assert answer.status_code == 400
    assert "could not be understood" in answer.content.decode()


@pytest.mark.parametrize("field", ["username", "password", "next", "\0"])
def test_in_a_form(db: None, client: Client, field: str) -> None:
    assert client.post("/accounts/login/", {field: "a\0b"}).status_code == 400
