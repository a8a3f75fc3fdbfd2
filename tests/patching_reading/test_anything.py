"""Whatever comes is read, or refused with its place: no reader fails in another way."""

import json
from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maintenance.patching.reading import CATALOGUES, DATABASES, SERVER_TOOLS
from maintenance.patching.reading.found import Malformed
from tests.patching_reading.test_apt import TEXT
from tests.patching_reading.test_csaf import ours
from tests.patching_reading.test_dnf import DNF4, DNF5, INFO
from tests.patching_reading.test_kev import catalogue, entry
from tests.patching_reading.test_osv import record

READERS: dict[str, Callable[[str], Any]] = {**SERVER_TOOLS, **DATABASES, **CATALOGUES}
DOCUMENTS = {"csaf": ours(), "osv": record(), "kev": catalogue(entry(), entry("CVE-2026-1112"))}
TEXTS = {"apt": TEXT, "dnf": DNF4 + DNF5 + INFO}
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.just([]), st.just({}),
    st.just([None]),
    st.sampled_from(["\ud800", "\x00", "9999-12-31T23:59:59-14:00", "1970-01-01T00:00:00+14:00", "x" * 400]),
)  # fmt: skip


def refused_or_read(source: str, text: str) -> None:
    with suppress(Malformed):
        READERS[source](text)


@pytest.mark.parametrize("source", READERS)
@given(text=st.text(max_size=80))
def test_any_text(source: str, text: str) -> None:
    refused_or_read(source, text)


@pytest.mark.parametrize("source", TEXTS)
@given(data=st.data())
def test_a_list_that_is_cut_or_torn(source: str, data: st.DataObject) -> None:
    text = TEXTS[source]
    place = data.draw(st.integers(0, len(text)))
    refused_or_read(
        source, text[:place] + data.draw(st.text(max_size=4)) + text[data.draw(st.integers(place, len(text))) :]
    )


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, each in below for found in _places(each, (*path, key)))]


def _with(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    if not path:
        return value
    made = deepcopy(document)
    below = made
    for step in path[:-1]:
        below = below[step]
    below[path[-1]] = value
    return made


@pytest.mark.parametrize("source", DOCUMENTS)
@settings(max_examples=200, deadline=None)
@given(data=st.data(), odd=ODD)
def test_a_document_with_an_odd_value(source: str, data: st.DataObject, odd: Any) -> None:
    document = DOCUMENTS[source]
    path = data.draw(st.sampled_from(_places(document)))
    refused_or_read(source, json.dumps(_with(document, path, odd)))
