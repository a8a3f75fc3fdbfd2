"""The CISA catalogue in its published schema."""

import json
from datetime import date
from typing import Any

import jsonschema
import pytest

from maintenance.patching.reading import kev
from maintenance.patching.reading.found import Malformed

# By the fields, kinds and patterns of cisagov/kev-data's known_exploited_vulnerabilities_schema.json.
_WORDS = (
    "cveID", "vendorProject", "product", "vulnerabilityName", "dateAdded", "shortDescription", "requiredAction",
    "dueDate",
)  # fmt: skip
_ENTRY = {
    "type": "object",
    "required": list(_WORDS),
    "properties": {
        **{name: {"type": "string"} for name in (*_WORDS, "knownRansomwareCampaignUse", "forensicTriage", "notes")},
        "cveID": {"type": "string", "pattern": "^CVE-[0-9]{4}-[0-9]{4,19}$"},
        "dateAdded": {"type": "string", "format": "date"},
        "dueDate": {"type": "string", "format": "date"},
        "cwes": {"type": "array", "items": {"type": "string", "pattern": "^CWE-([0-9])+$"}},
    },
}
SCHEMA = {
    "type": "object",
    "required": ["catalogVersion", "dateReleased", "count", "vulnerabilities"],
    "properties": {
        "catalogVersion": {"type": "string"},
        "dateReleased": {"type": "string", "format": "date-time"},
        "count": {"type": "integer"},
        "vulnerabilities": {"type": "array", "items": _ENTRY},
    },
}


def entry(cve: str = "CVE-2026-1111", **more: Any) -> dict[str, Any]:
    return {
        "cveID": cve,
        "vendorProject": "OpenSSL",
        "product": "OpenSSL",
        "vulnerabilityName": "OpenSSL out-of-bounds write",
        "dateAdded": "2026-03-05",
        "shortDescription": "It writes where it should not.",
        "requiredAction": "Apply the vendor's mitigations.",
        "dueDate": "2026-03-26",
        "knownRansomwareCampaignUse": "Known",
        "forensicTriage": "No",
        "notes": "https://vendor.example ; https://nvd.example",
        "cwes": ["CWE-787"],
    } | more


def catalogue(*entries: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "title": "CISA Catalog of Known Exploited Vulnerabilities",
        "catalogVersion": "2026.03.05",
        "dateReleased": "2026-03-05T15:00:00.0000Z",
        "count": len(entries),
        "vulnerabilities": list(entries),
    } | more


def test_an_entry_with_all_its_fields() -> None:
    whole = catalogue(entry(), entry("CVE-2026-1112", knownRansomwareCampaignUse="Unknown", cwes=[]))
    jsonschema.validate(whole, SCHEMA)
    found = kev.read(json.dumps(whole))
    first, second = found.listed
    assert (first.cve, first.due_on, first.added_on) == ("CVE-2026-1111", date(2026, 3, 26), date(2026, 3, 5))
    assert (first.ransomware, first.cwes, second.ransomware) == (True, ("CWE-787",), False)
    assert found.version == "2026.03.05"


def test_optional_fields_may_be_missing() -> None:
    least = {name: value for name, value in entry().items() if name in _WORDS}
    jsonschema.validate(catalogue(least), SCHEMA)
    assert kev.read(json.dumps(catalogue(least))).listed[0].ransomware is False


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({}, "/catalogVersion"),
        (catalogue(entry(), count=2), "/count"),
        (catalogue(entry(), count="1"), "/count"),
        (catalogue(entry(), dateReleased="today"), "/dateReleased"),
        (catalogue(entry(), {}), "/vulnerabilities/1/cveID"),
        (catalogue(entry("CVE-26-1")), "/vulnerabilities/0/cveID"),
        (catalogue(entry(dueDate="2026-02-30")), "/vulnerabilities/0/dueDate"),
        (catalogue(entry(dueDate="26.3.2026")), "/vulnerabilities/0/dueDate"),
        (catalogue(entry(dueDate=20260326)), "/vulnerabilities/0/dueDate"),
        (catalogue(entry(dueDate="0001-01-01")), "/vulnerabilities/0/dueDate"),
        (catalogue(entry(cwes=["787"])), "/vulnerabilities/0/cwes/0"),
        (catalogue(entry(), entry()), "/vulnerabilities/1/cveID"),
        (catalogue(entry(product=None)), "/vulnerabilities/0/product"),
    ],
)
def test_a_fault_names_its_place(value: Any, place: str) -> None:
    with pytest.raises(Malformed) as caught:
        kev.read(json.dumps(value))
    assert caught.value.place == place
