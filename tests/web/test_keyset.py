"""Long lists by position: every row once, in order, forwards and back, however many are equal."""

import pytest
from django.core.exceptions import BadRequest
from django.core.signing import dumps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Software
from hostops.web.keyset import Keyset, Slice

BY_ORIGIN = Keyset(("origin", "id"), size=3)


@pytest.fixture
def software(db: None) -> list[int]:
    made = [Software.objects.create(name=f"s{n}", origin="neither" if n % 2 else "approved") for n in range(8)]
    return [one.pk for one in sorted(made, key=lambda one: (one.origin, one.pk))]


def ids(page: Slice) -> list[int]:
    return [row.pk for row in page.rows]


def walk(keyset: Keyset) -> list[Slice]:
    pages = [keyset.page(Software.objects.all(), {})]
    while pages[-1].after:
        pages.append(keyset.page(Software.objects.all(), {"after": pages[-1].after}))
    return pages


def test_forwards_shows_each_row_once(software: list[int]) -> None:
    assert [pk for page in walk(BY_ORIGIN) for pk in ids(page)] == software


def test_descending_too(software: list[int]) -> None:
    backwards = Keyset(("-origin", "-id"), size=3)
    assert [pk for page in walk(backwards) for pk in ids(page)] == software[::-1]


def test_back_again_by_the_same_pages(software: list[int]) -> None:
    *others, last = walk(BY_ORIGIN)
    for expected in reversed(others):
        last = BY_ORIGIN.page(Software.objects.all(), {"before": last.before or ""})
        assert ids(last) == ids(expected)
    assert last.before is None
    assert last.after


def test_the_first_page_has_none_before_and_the_last_none_after(software: list[int]) -> None:
    pages = walk(BY_ORIGIN)
    assert (pages[0].before, pages[-1].after) == (None, None)


def test_a_full_last_page_has_none_after(software: list[int]) -> None:
    assert Keyset(("id",), size=8).page(Software.objects.all(), {}).after is None


def test_one_query_whatever_the_page(software: list[int]) -> None:
    after = BY_ORIGIN.page(Software.objects.all(), {}).after or ""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        BY_ORIGIN.page(Software.objects.all(), {"after": after})
    assert len(queries) == 1
    assert "OFFSET" not in queries[0]["sql"]


# Signed anew in every process, so it may not name the test: two of them must mean the same one.
_ANOTHERS = pytest.param(dumps(["a", 1], salt="another"), id="anothers")


@pytest.mark.parametrize("token", ["", "x", "WyJhIl0:bad:signature", _ANOTHERS, "\udcff"])
def test_a_position_we_did_not_write_is_refused(software: list[int], token: str) -> None:
    if not token:
        assert len(ids(BY_ORIGIN.page(Software.objects.all(), {"after": token}))) == 3
        return
    with pytest.raises(BadRequest):
        BY_ORIGIN.page(Software.objects.all(), {"after": token})


def test_a_position_of_another_ordering_is_refused(software: list[int]) -> None:
    after = BY_ORIGIN.page(Software.objects.all(), {}).after or ""
    with pytest.raises(BadRequest):
        Keyset(("id",)).page(Software.objects.all(), {"after": after})


def test_mixed_directions_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="mixes directions"):
        Keyset(("origin", "-id"))
