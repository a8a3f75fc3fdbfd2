"""`dnf updateinfo`, as dnf 4 and 5 print it: lists and descriptions."""

from datetime import UTC, datetime

import pytest

from maintenance.patching.reading import dnf
from maintenance.patching.reading.found import Fix, Malformed

DNF4 = """Last metadata expiration check: 0:12:34 ago on Mon 02 Nov 2026 10:00:00 AM UTC.
RHSA-2026:1234 Important/Sec. openssl-libs-1:3.0.7-28.el9_4.x86_64
RHSA-2026:0900 Moderate/Sec.  openssl-libs-1:3.0.7-27.el9_4.x86_64
RHBA-2026:1111 bugfix         tzdata-2026b-1.el9.noarch
"""
WITH_CVES = """CVE-2026-1111 Important/Sec. openssl-libs-1:3.0.7-28.el9_4.x86_64
CVE-2026-1112 Important/Sec. openssl-libs-1:3.0.7-28.el9_4.x86_64
"""
DNF5 = """Name                   Type        Severity Package                 Issued
FEDORA-2026-1f1a7c0b3e security    Moderate expat-2.6.3-1.fc44.x86_64 2026-09-05 02:01:22
FEDORA-2026-0000000001 enhancement None     nano-8.1-1.fc44.x86_64    2026-09-06 00:00:00
"""
INFO = """===============================================================================
  Important: openssl security update
===============================================================================
  Update ID: RHSA-2026:1234
       Type: security
    Updated: 2026-10-02 10:00:00
       CVEs: CVE-2026-1111
           : CVE-2026-1112
Description: The openssl packages are a toolkit.
           :
           : Security Fix(es): two of them.
   Severity: Important

===============================================================================
  openssl bug fix update
===============================================================================
  Update ID: RHBA-2026:1200
       Type: bugfix
    Updated: 2026-10-03 10:00:00
"""


def test_the_newest_of_a_package_is_its_candidate() -> None:
    found = dnf.read(DNF4)
    openssl, tzdata = found.pending
    assert (openssl.package, openssl.candidate, openssl.security) == ("openssl-libs", "1:3.0.7-28.el9_4", True)
    assert openssl.advisories == ("RHSA-2026:1234", "RHSA-2026:0900")
    assert (tzdata.candidate, tzdata.security) == ("2026b-1.el9", False)
    assert {each.identifier: each.fixes for each in found.advisories} == {
        "RHSA-2026:1234": (Fix("rpm", "openssl-libs", "1:3.0.7-28.el9_4"),),
        "RHSA-2026:0900": (Fix("rpm", "openssl-libs", "1:3.0.7-27.el9_4"),),
    }


def test_vulnerabilities_in_the_place_of_advisories() -> None:
    (openssl,) = dnf.read(WITH_CVES).pending
    assert openssl.cves == ("CVE-2026-1111", "CVE-2026-1112")
    assert dnf.read(WITH_CVES).advisories == ()


def test_dnf_5_says_when_it_was_issued() -> None:
    expat, nano = dnf.read(DNF5).pending
    assert expat.issued_at == datetime(2026, 9, 5, 2, 1, 22, tzinfo=UTC)
    assert (expat.security, nano.security) == (True, False)


def test_descriptions_are_no_list_of_what_is_lacking() -> None:
    found = dnf.read(INFO)
    assert (found.whole, found.pending) == (False, ())
    first, second = found.advisories
    assert (first.identifier, first.title, first.severity) == (
        "RHSA-2026:1234",
        "Important: openssl security update",
        "Important",
    )
    assert first.cves == ("CVE-2026-1111", "CVE-2026-1112")
    assert first.published_at == datetime(2026, 10, 2, 10, tzinfo=UTC)
    assert "two of them" in first.summary
    assert second.cves == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ("nothing of the kind", "line 1"),
        (DNF4 + "RHSA-2026:1300 Important/Sec. openssl\n", "line 5"),
        (DNF4 + "RHSA-2026:1300 Important/Sec. openssl-^-1.x86_64\n", "line 5"),
        (DNF5.replace("2026-09-05", "2026-13-05"), "line 2"),
        (INFO.replace("2026-10-02", "2026-10-32"), "line 4"),
    ],
)
def test_anything_else_names_its_line(text: str, place: str) -> None:
    with pytest.raises(Malformed) as caught:
        dnf.read(text)
    assert caught.value.place == place
