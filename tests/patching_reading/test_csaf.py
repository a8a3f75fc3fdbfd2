"""CSAF 2.0: the standard's own examples and test documents, and one of ours checked by its schema."""

import json
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import jsonschema
import pytest

from maintenance.patching.reading import csaf
from maintenance.patching.reading.found import Fix, Malformed

_PACKAGE = files("csaf") / "csaf"
EXAMPLES = _PACKAGE / "v21" / "data" / "v20_examples"
TESTS = _PACKAGE / "v20" / "data"
SCHEMA = _PACKAGE / "v20" / "schema"


def _files(folder: Traversable) -> Iterator[Traversable]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _files(each)
        elif each.name.endswith(".json") and each.name != "MANIFEST.json":
            yield each


def ours() -> Any:
    """A vendor's advisory with a package address, in the shape of the standard."""
    return {
        "document": {
            "category": "csaf_security_advisory",
            "csaf_version": "2.0",
            "title": "Harbour gateway: two holes",
            "publisher": {"category": "vendor", "name": "Harbour", "namespace": "https://harbour.example"},
            "aggregate_severity": {"text": "High"},
            "notes": [{"category": "summary", "text": "Update it."}],
            "references": [{"category": "self", "summary": "Here", "url": "https://harbour.example/HB-1"}],
            "tracking": {
                "id": "HB-1",
                "status": "final",
                "version": "1",
                "initial_release_date": "2026-03-01T10:00:00+01:00",
                "current_release_date": "2026-03-02T10:00:00Z",
                "revision_history": [{"date": "2026-03-01T10:00:00+01:00", "number": "1", "summary": "First."}],
            },
        },
        "product_tree": {
            "full_product_names": [
                {
                    "product_id": "P1",
                    "name": "gateway",
                    "product_identification_helper": {"purl": "pkg:deb/debian/gateway@2.4-1?arch=amd64&epoch=1"},
                }
            ]
        },
        "vulnerabilities": [{"cve": "CVE-2026-5555", "product_status": {"fixed": ["P1"]}}],
    }


def test_the_standards_examples_are_read() -> None:
    found = {each.name: csaf.read(each.read_text("utf-8"))[0] for each in _files(EXAMPLES)}
    assert len(found) == 6
    telnet = found["rhsa-2022_0011.json"]
    assert (telnet.identifier, telnet.severity, telnet.cves) == ("RHSA-2022:0011", "Important", ("CVE-2020-10188",))
    assert telnet.url == "https://access.redhat.com/errata/RHSA-2022:0011"
    assert Fix("rpm", "telnet-server", "1:0.17-65.el7_6") in telnet.fixes
    converter = found["bsi-2022-0001.json"]
    assert converter.fixes == (Fix("CSAF Tools", "CVRF-CSAF-Converter", "1.0.0-rc2"),)
    assert found["cisco-sa-20180328-smi2.json"].fixes == ()


def _place(text: str) -> str | None:
    """Where it is refused; None where it is read."""
    try:
        csaf.read(text)
    except Malformed as error:
        return error.place
    return None


def test_every_test_document_of_the_standard_is_read_or_refused_with_its_place() -> None:
    places = {each.name: _place(each.read_text("utf-8")) for each in _files(TESTS)}
    refused = {name: place for name, place in places.items() if place is not None}
    assert all(place.startswith("/") for place in refused.values()), refused
    assert len(places) - len(refused) > 150


def test_ours_is_as_the_schema_has_it_and_is_read() -> None:
    schema = json.loads((SCHEMA / "csaf.json").read_text("utf-8"))
    for part in ("document", "product_tree", "vulnerabilities"):
        below = {**schema["properties"][part], "$defs": schema["$defs"]}
        jsonschema.Draft202012Validator(below).validate(ours()[part])
    (found,) = csaf.read(json.dumps(ours()))
    assert found.fixes == (Fix("deb", "gateway", "1:2.4-1"),)
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2026-03-01T09:00:00+00:00"
    assert (found.title, found.summary, found.severity) == ("Harbour gateway: two holes", "Update it.", "High")


def _without(*steps: str) -> Any:
    made = ours()
    below = made
    for step in steps[:-1]:
        below = below[step]
    del below[steps[-1]]
    return made


def _with(value: Any, *steps: Any) -> Any:
    made = ours()
    below = made
    for step in steps[:-1]:
        below = below[step]
    below[steps[-1]] = value
    return made


@pytest.mark.parametrize(
    ("document", "place"),
    [
        ([], ""),
        (_without("document"), "/document"),
        (_without("document", "tracking", "id"), "/document/tracking/id"),
        (_with("2.1", "document", "csaf_version"), "/document/csaf_version"),
        (_with("yesterday", "document", "tracking", "initial_release_date"), "/document/tracking/initial_release_date"),
        (_with("2026-03-01T10:00:00", "document", "tracking", "initial_release_date"),
         "/document/tracking/initial_release_date"),
        (_with("CVE-26-1", "vulnerabilities", 0, "cve"), "/vulnerabilities/0/cve"),
        (_with(["P2"], "vulnerabilities", 0, "product_status", "fixed"), "/vulnerabilities/0/product_status/fixed/0"),
        (_with({"purl": "pkg:deb/debian/gateway@latest"}, "product_tree", "full_product_names", 0,
               "product_identification_helper"), "/vulnerabilities/0/product_status/fixed/0"),
        (_with({}, "product_tree", "branches"), None),
        (_with([1], "product_tree", "branches"), "/product_tree/branches/0"),
        (_with([{"product_reference": "P9", "full_product_name": {"product_id": "a", "name": "b"}}],
               "product_tree", "relationships"), "/product_tree/relationships/0/product_reference"),
    ],
)  # fmt: skip
def test_a_fault_names_its_place(document: Any, place: str | None) -> None:
    if place is None:
        assert csaf.read(json.dumps(document))
        return
    with pytest.raises(Malformed) as caught:
        csaf.read(json.dumps(document))
    assert caught.value.place == place


def test_a_tree_without_end_is_refused() -> None:
    deep: Any = {"category": "vendor", "name": "x"}
    for _ in range(60):
        deep = {"category": "vendor", "name": "x", "branches": [deep]}
    with pytest.raises(Malformed, match="too deep"):
        csaf.read(json.dumps(_with([deep], "product_tree", "branches")))
