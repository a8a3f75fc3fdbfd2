"""Pages by position: every row once, forwards and back, whatever ties, nulls and changes there are."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from rest_framework.test import APIClient

from hostops.clocks.models import Clock
from tests.api.conftest import Signed
from tests.api.rows import clock, subject
from tests.conftest import TUESDAY
from tests.house import House

# Three clocks that are due together, two that are due at no time, and some apart by microseconds.
DUE = [2, 1, None, 1, 3, None, 1, 4]


@pytest.fixture
def clocks(house: House) -> list[int]:
    """The ids, in the order of their due instants; nulls last."""
    version = house.contract.bindings.get().version
    rows = [
        clock(version, subject(house.harbor, f"X-{number}"), TUESDAY,
              due_at=None if due is None else TUESDAY + timedelta(microseconds=due))
        for number, due in enumerate(DUE)
    ]  # fmt: skip
    return [row.pk for row in sorted(rows, key=lambda row: (row.due_at is None, row.due_at or TUESDAY, row.pk))]


@pytest.fixture
def client(house: House, signed: Signed) -> APIClient:
    return signed(house.contact)


def pages(client: APIClient, first: str, link: str = "next") -> Iterator[dict[str, Any]]:
    url: str | None = first
    for _ in range(3 * len(DUE)):
        if url is None:
            return
        answer = client.get(url)
        assert answer.status_code == 200, answer.content
        page = answer.json()
        yield page
        url = page[link]
    raise AssertionError("the pages do not end")


def ids(page: dict[str, Any]) -> list[int]:
    return [row["id"] for row in page["results"]]


@pytest.mark.parametrize("limit", [1, 2, 3, 8, 200])
def test_every_row_stands_on_one_page(client: APIClient, clocks: list[int], limit: int) -> None:
    found = [ids(page) for page in pages(client, f"/api/v1/clocks/?ordering=due_at&limit={limit}")]
    assert [pk for page in found for pk in page] == clocks
    assert all(len(page) == limit for page in found[:-1])
    assert found[-1]


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_a_minus_sign_is_the_exact_mirror(client: APIClient, clocks: list[int], limit: int) -> None:
    found = [ids(page) for page in pages(client, f"/api/v1/clocks/?ordering=-due_at&limit={limit}")]
    assert [pk for page in found for pk in page] == clocks[::-1]


@pytest.mark.parametrize("limit", [1, 2, 3])
@pytest.mark.parametrize("ordering", ["due_at", "-due_at", "id", "-id"])
def test_the_way_back_leads_over_the_same_pages(
    client: APIClient, clocks: list[int], limit: int, ordering: str
) -> None:
    there = list(pages(client, f"/api/v1/clocks/?ordering={ordering}&limit={limit}"))
    assert there[0]["previous"] is None
    assert there[-1]["next"] is None
    back = list(pages(client, there[-1]["previous"], "previous"))
    rows = [pk for page in reversed(back) for pk in ids(page)]
    assert rows == [pk for page in there[:-1] for pk in ids(page)]
    assert ids(client.get(back[0]["next"]).json()) == ids(there[-1])


def test_the_newest_clock_comes_first_unless_asked_otherwise(client: APIClient, clocks: list[int]) -> None:
    assert ids(client.get("/api/v1/clocks/").json()) == sorted(clocks, reverse=True)


def test_rows_that_come_and_go_move_no_other_row(client: APIClient, house: House, clocks: list[int]) -> None:
    first = client.get("/api/v1/clocks/?ordering=due_at&limit=3").json()
    Clock.objects.filter(pk=clocks[2]).delete()
    clock(house.contract.bindings.get().version, subject(house.harbor, "X-new"), TUESDAY, due_at=TUESDAY)
    rest = [pk for page in pages(client, first["next"]) for pk in ids(page)]
    assert rest == clocks[3:]


def test_links_are_addresses_that_keep_the_filters(client: APIClient, clocks: list[int]) -> None:
    link = client.get("/api/v1/clocks/?ordering=due_at&limit=2&state=breached").json()["next"]
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc, parts.path) == ("http", "testserver", "/api/v1/clocks/")
    assert parse_qs(parts.query) | {"state": ["breached"], "limit": ["2"]} == parse_qs(parts.query)


def test_a_page_between_has_both_links_and_a_single_page_none(client: APIClient, clocks: list[int]) -> None:
    second = list(pages(client, "/api/v1/clocks/?limit=3"))[1]
    assert second["next"]
    assert second["previous"]
    whole = client.get("/api/v1/clocks/").json()
    assert (whole["next"], whole["previous"]) == (None, None)


def test_a_page_whose_rows_are_gone_still_leads_back(client: APIClient, clocks: list[int]) -> None:
    second = client.get(client.get("/api/v1/clocks/?ordering=id&limit=2").json()["next"]).json()
    Clock.objects.filter(pk__lt=ids(second)[0]).delete()
    gone = client.get(second["previous"]).json()
    assert (gone["results"], gone["previous"]) == ([], None)
    assert ids(client.get(gone["next"]).json()) == ids(second)


def test_a_cursor_needs_no_ordering_beside_it(client: APIClient, clocks: list[int]) -> None:
    link = client.get("/api/v1/clocks/?ordering=due_at&limit=3").json()["next"]
    cursor = parse_qs(urlsplit(link).query)["cursor"][0]
    assert ids(client.get("/api/v1/clocks/", {"cursor": cursor}).json()) == clocks[3:]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=0", "/limit"),
        ("limit=201", "/limit"),
        ("limit=-1", "/limit"),
        ("limit=ten", "/limit"),
        ("limit=%D9%A1", "/limit"),  # a digit, of another script
        ("limit=1&limit=2", "/limit"),
        ("ordering=subject__account", "/ordering"),
        ("ordering=--id", "/ordering"),
        ("ordering=id,due_at", "/ordering"),
        ("cursor=nonsense", "/cursor"),
        ("cursor=%00", None),
        ("cursor=WyJpZCIsZmFsc2UsWzFdXQ:abc", "/cursor"),
    ],
)
def test_what_makes_no_page_is_400_at_its_parameter(client: APIClient, query: str, pointer: str | None) -> None:
    answer = client.get(f"/api/v1/clocks/?{query}")
    assert answer.status_code == 400
    if pointer:
        (found,) = answer.json()["errors"]
        assert (found["pointer"], found["in"]) == (pointer, "query")


def test_a_cursor_of_another_list_or_ordering_is_refused(client: APIClient, clocks: list[int]) -> None:
    link = client.get("/api/v1/clocks/?ordering=due_at&limit=3").json()["next"]
    cursor = parse_qs(urlsplit(link).query)["cursor"][0]
    assert client.get("/api/v1/alerts/", {"cursor": cursor}).status_code == 400
    assert client.get("/api/v1/clocks/", {"cursor": cursor, "ordering": "id"}).status_code == 400
    tampered = cursor.replace(cursor[5], "A" if cursor[5] != "A" else "B", 1)
    assert client.get("/api/v1/clocks/", {"cursor": tampered}).status_code == 400


def test_limit_goes_to_two_hundred(client: APIClient, clocks: list[int]) -> None:
    assert client.get("/api/v1/clocks/?limit=200").status_code == 200
