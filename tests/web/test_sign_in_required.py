"""Every page asks for a sign-in unless it says that it need not."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern
from django.views import View
from django_htmx.middleware import HtmxDetails

from hostops import urls
from hostops.web.middleware import SignInRequired
from tests.browsing import HTMX

PAGES = [
    "/",
    "/profile/",
    "/profile/password/",
    "/alerts/",
    "/bell/",
    "/mails/",
    "/policies/",
    "/policies/itpdx/",
    "/clocks/1/",
    "/patching/",
    "/patching/duties/PD-1/",
    "/patching/owed/PO-1/",
    "/patching/releases/",
    "/patching/feeds/",
    "/security/",
    "/security/SR-1/",
    "/security/blocks/",
]


@pytest.mark.parametrize("address", PAGES)
def test_nobody_is_sent_to_the_sign_in_and_back(db: None, client: Client, address: str) -> None:
    answer = client.get(address + "?a=b")
    assert answer.status_code == 302
    assert urlsplit(answer["Location"]).path == "/accounts/login/"
    assert parse_qs(urlsplit(answer["Location"]).query) == {"next": [address + "?a=b"]}


def test_a_view_that_says_nothing_is_closed() -> None:
    request = RequestFactory().get("/new/")
    request.user = AnonymousUser()
    request.htmx = HtmxDetails(request)  # type: ignore[attr-defined]
    answer = SignInRequired(lambda _: HttpResponse()).process_view(request, View.as_view(), (), {})
    assert answer is not None
    assert answer.status_code == 302


def test_who_is_let_in_without_is_a_short_list() -> None:
    """A new name here is a decision that somebody makes on purpose."""
    open_views = {name for name, view in named_views() if not getattr(view, "login_required", True)}
    forgotten = {"password_reset", "password_reset_asked", "password_reset_set", "password_reset_done"}
    # the answer to a notice is given by the secret in its mail, a ping by the key in its address
    by_secret = {"window_answer_link", "ping", "ping_word"}
    assert open_views == {"sign_in", "bell_count", "healthz", "readyz", "metrics"} | by_secret | forgotten


def named_views(patterns: list[Any] | None = None) -> Iterator[tuple[str, Any]]:
    """Every page's view by name; the REST face signs people in by itself."""
    for pattern in urls.urlpatterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name), pattern.callback
        elif str(pattern.pattern) != "api/v1/":
            yield from named_views(pattern.url_patterns)


def test_a_fragment_sends_the_whole_page_to_the_sign_in(db: None, client: Client) -> None:
    headers = {**HTMX, "HX-Current-URL": "http://testserver/alerts/?kind=response"}
    answer = client.get("/alerts/", headers=headers)
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Falerts%2F%3Fkind%3Dresponse"


def test_a_form_in_place_keeps_what_was_typed(db: None, client: Client) -> None:
    answer = client.post("/profile/", {"timezone": "UTC"}, headers=HTMX)
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer
