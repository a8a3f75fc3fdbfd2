"""Requests are counted by route, method and class of status; a client's words make no label."""

from django.test import Client
from prometheus_client import REGISTRY

from tests.browsing import browser_of
from tests.house import House


def counted(route: str, method: str, status: str) -> float:
    labels = {"route": route, "method": method, "status": status}
    return REGISTRY.get_sample_value("hostops_http_request_seconds_count", labels) or 0


def test_a_page_is_counted_under_its_pattern(house: House) -> None:
    before = counted("policies/<slug:slug>/", "GET", "2xx")
    browser_of(house.engineer).get("/policies/itpdx/")
    assert counted("policies/<slug:slug>/", "GET", "2xx") == before + 1


def test_unknown_addresses_are_one_route(db: None, client: Client) -> None:
    before = counted("none", "GET", "4xx")
    client.get("/a/")
    client.get("/b/")
    assert counted("none", "GET", "4xx") == before + 2


def test_unknown_methods_are_one_method(db: None, client: Client) -> None:
    before = counted("none", "other", "4xx")
    client.generic("BREW", "/coffee/")
    assert counted("none", "other", "4xx") == before + 1
