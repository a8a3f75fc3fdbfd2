"""OSV records: the examples of the format's description, and ours in every shape that it allows."""

import json
import re
from importlib.metadata import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from maintenance.patching.reading import osv
from maintenance.patching.reading.found import Fix, Malformed


def record(**more: Any) -> dict[str, Any]:
    """A record of a distribution: ranges of its own numbering, and what it mends as upstream."""
    return {
        "schema_version": "1.7.3",
        "id": "DSA-6001-1",
        "modified": "2026-03-02T10:00:00Z",
        "published": "2026-03-01T10:00:00.123456Z",
        "upstream": ["CVE-2026-1111", "CVE-2026-1112"],
        "summary": "openssl - security update",
        "details": "Two holes.",
        "affected": [
            {
                "package": {"ecosystem": "Debian:12", "name": "openssl", "purl": "pkg:deb/debian/openssl"},
                "ranges": [
                    {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.0.17-1~deb12u2"}]},
                ],
            }
        ],
        "references": [
            {"type": "WEB", "url": "https://web.example/"},
            {"type": "ADVISORY", "url": "https://www.debian.org/security/2026/dsa-6001"},
        ],
        "database_specific": {"severity": "HIGH"},
    } | more


def read(value: Any) -> Any:
    return osv.read(json.dumps(value))


def of_the_format(name: str) -> str:
    """A file of the format's own repository, as the package carries it."""
    (path,) = [path for path in files("osv") or () if path.match(f"osv/osv-schema/{name}")]
    return Path(path.locate()).read_text("utf-8")


# Whole records alone: the description also shows parts, and shapes such as "id": string.
_WRITTEN = re.findall(r"```json\n(.*?)```", of_the_format("docs/schema.md"), re.DOTALL)
EXAMPLES = [text for text in _WRITTEN if re.search(r'"modified": ?"', text)]


def test_the_formats_own_examples_are_read() -> None:
    found = {each.fixes[0].ecosystem: each for (each,) in map(osv.read, EXAMPLES)}
    assert len(EXAMPLES) == len(found) == 9
    assert found["Debian:7"].fixes == (Fix("Debian:7", "nginx", "1.2.1-2.2+wheezy3"),)
    assert found["Debian:7"].cves == ("CVE-2014-3616",)
    npm = found["npm"]
    assert (npm.identifier, npm.cves, npm.severity) == ("GHSA-r9p9-mrjm-926w", ("CVE-2020-28498",), "MODERATE")
    assert found["crates.io"].url == "https://rustsec.org/advisories/RUSTSEC-2019-0033.html"
    assert found["OSS-Fuzz"].fixes == (Fix("OSS-Fuzz", "icu"),)


def test_ours_are_as_the_formats_schema_says() -> None:
    ours = record()
    del ours["upstream"]  # younger than the schema that the package carries
    jsonschema.validate(ours, json.loads(of_the_format("validation/schema.json")))


def test_a_record_of_a_distribution() -> None:
    (found,) = read(record())
    assert found.cves == ("CVE-2026-1111", "CVE-2026-1112")
    assert found.fixes == (Fix("Debian:12", "openssl", "3.0.17-1~deb12u2"),)
    assert (found.severity, found.url) == ("HIGH", "https://www.debian.org/security/2026/dsa-6001")
    assert found.published_at.year == 2026


def test_several_ranges_events_and_packages() -> None:
    ranges = [
        {"type": "SEMVER", "events": [
            {"introduced": "1.0.0"}, {"fixed": "1.0.2"}, {"introduced": "3.0.0"}, {"fixed": "3.2.5"}]},
        {"type": "GIT", "repo": "https://git.example/x", "events": [{"introduced": "0"}, {"fixed": "abc"}]},
    ]  # fmt: skip
    affected = [
        {"package": {"ecosystem": "npm", "name": "elliptic"}, "ranges": ranges, "versions": ["1.0.0"]},
        {"package": {"ecosystem": "PyPI", "name": "none-yet"},
         "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "2.1"}]}]},
        {"ranges": ranges[1:]},
    ]  # fmt: skip
    (found,) = read(record(affected=affected, aliases=["CVE-2026-2"], upstream=None))
    assert found.fixes == (Fix("npm", "elliptic", "1.0.2"), Fix("npm", "elliptic", "3.2.5"), Fix("PyPI", "none-yet"))


def test_the_records_own_name_its_aliases_and_what_is_only_related() -> None:
    assert read(record(id="CVE-2026-7777", upstream=[]))[0].cves == ("CVE-2026-7777",)
    assert read(record(upstream=[], aliases=["GHSA-x", "CVE-2026-7778"]))[0].cves == ("CVE-2026-7778",)
    assert read(record(upstream=[], related=["CVE-2026-7779"]))[0].cves == ("CVE-2026-7779",)
    assert read(record(related=["CVE-2026-7779"]))[0].cves == ("CVE-2026-1111", "CVE-2026-1112")


def test_the_least_that_the_format_asks_for() -> None:
    (found,) = read({"id": "X-1", "modified": "2026-03-02T10:00:00Z"})
    assert (found.title, found.fixes, found.published_at) == ("X-1", (), found.modified_at)


def test_a_list_and_an_answer_of_the_interface() -> None:
    both = [record(), record(id="DSA-6002-1")]
    assert [each.identifier for each in read(both)] == [each.identifier for each in read({"vulns": both})]


def test_a_withdrawn_record_says_so() -> None:
    assert read(record(withdrawn="2026-03-03T00:00:00Z"))[0].withdrawn_at is not None


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ([], ""),
        ({"vulns": 3}, "/vulns"),
        ("text", ""),
        (record(id=""), "/id"),
        (record(modified="2026-03-02"), "/modified"),
        (record(modified=17), "/modified"),
        (record(published="0001-01-01T00:00:00Z"), "/published"),
        (record(aliases="CVE-2026-1"), "/aliases"),
        ([record(), record(affected=[{"package": {"name": "x"}}])], "/1/affected/0/package/ecosystem"),
        ([record(), record()], "/1/id"),
        (
            record(affected=[{"package": {"ecosystem": "Debian:12", "name": "x"},
                              "ranges": [{"type": "ECOSYSTEM", "events": [{"fixed": "no version"}]}]}]),
            "/affected/0/ranges/0/events/0/fixed",
        ),
    ],
)  # fmt: skip
def test_a_fault_names_its_place(value: Any, place: str) -> None:
    with pytest.raises(Malformed) as caught:
        read(value)
    assert caught.value.place == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ('{\n"id": 1,\n', "line 3"),
        ('{"id": NaN}', ""),
        ("[" * 100_000, ""),
        ('{"a": ' + "9" * 9000, ""),
    ],
)
def test_what_is_no_json_names_its_line(text: str, place: str) -> None:
    with pytest.raises(Malformed) as caught:
        osv.read(text)
    assert caught.value.place == place
