"""What a person sees when something is wrong, with a way out, whatever else has failed."""

from typing import Any

from django.test import Client, RequestFactory

from hostops.lib.errors import NotAllowed
from hostops.web import errors
from hostops.web.pages import Page
from tests.browsing import browser_of
from tests.house import House


def test_an_unknown_address(db: None, client: Client) -> None:
    answer = client.get("/nothing/here/")
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.content.decode()


def test_a_fault_of_ours_needs_no_database_and_no_list_of_names(settings: Any) -> None:
    # without the `db` fixture a query fails; without a manifest so does every hashed name
    settings.STATIC_ROOT = "/nowhere"
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "Something broke on our side" in answer.content.decode()


def test_a_form_without_its_token_says_how_to_go_on(house: House) -> None:
    answer = browser_of(house.engineer, enforce_csrf_checks=True).post("/profile/", {"timezone": "UTC"})
    assert answer.status_code == 403
    assert "Please send it again" in answer.content.decode()


def test_a_form_in_place_without_its_token_replaces_nothing(house: House) -> None:
    browser = browser_of(house.engineer, enforce_csrf_checks=True)
    answer = browser.post("/profile/", {"timezone": "UTC"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (401, b"")


def test_too_many_says_when_to_come_again() -> None:
    answer = errors.too_many(RequestFactory().get("/"), 125)
    assert (answer.status_code, answer["Retry-After"]) == (429, "125")
    assert "2 min 5 s" in answer.content.decode()


def test_what_an_action_refuses_becomes_a_page_with_its_words(house: House) -> None:
    class Closed(Page):
        def permit(self) -> None:
            raise NotAllowed("Viewer may not paint here.")

    request = RequestFactory().get("/")
    request.user = house.viewer
    answer: Any = Closed.as_view()(request)
    assert answer.status_code == 403
    assert b"Viewer may not paint here." in answer.content


def test_a_host_that_is_not_ours(db: None, client: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]
    answer = client.get("/accounts/login/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "could not be understood" in answer.content.decode()
