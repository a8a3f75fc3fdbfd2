"""What a server's own tool says of it: what is lacking, what came, what is gone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from maintenance.patching.actions.reading import Unreadable
from maintenance.patching.models import Advisory, AdvisoryFix, FeedReading, PatchOwed, Release, ReleaseFix, Update
from tests.patching.scene import Patched
from tests.patching_feeds.scene import OPENSSL, TZDATA, apt, pending, reads
from tests.patching_reading.test_dnf import DNF4, INFO, WITH_CVES


def test_each_line_becomes_a_release_that_the_server_lacks(scene: Patched) -> None:
    reading = reads(scene.house.engineer, "apt", apt(OPENSSL, TZDATA), scene.servers["erp1"])
    assert reading.counts == {"new": 2, "changed": 0, "known": 0, "gone": 0}
    openssl = Update.objects.get(package="openssl")
    assert (openssl.installed, openssl.candidate, openssl.security) == ("3.0.16-1", "3.0.17-1", True)
    release = openssl.release
    assert (release.platform, release.package, release.release_version) == ("linux", "openssl", "3.0.17-1")
    assert (release.source, release.security, release.released_at) == ("apt", True, openssl.heard_at)
    assert Entry.objects.filter(verb="maintenance.patch_feed.read", object_id=reading.pk).exists()


def test_the_same_file_again_changes_nothing(scene: Patched) -> None:
    erp1, engineer = scene.servers["erp1"], scene.house.engineer
    first = reads(engineer, "apt", apt(OPENSSL), erp1)
    again = reads(engineer, "apt", apt(OPENSSL), erp1)
    assert (again.pk, again.again, FeedReading.objects.count()) == (first.pk, True, 1)
    # of another server it is news
    assert not reads(engineer, "apt", apt(OPENSSL), scene.servers["web1"]).again
    assert Release.objects.filter(package="openssl").count() == 1


def test_a_file_that_comes_back_after_another_is_read_again(scene: Patched) -> None:
    erp1, engineer = scene.servers["erp1"], scene.house.engineer
    reads(engineer, "apt", apt(OPENSSL), erp1)
    reads(engineer, "apt", apt(), erp1)
    assert pending(erp1) == {}
    assert reads(engineer, "apt", apt(OPENSSL), erp1).counts["new"] == 1
    assert pending(erp1) == {"openssl": "3.0.17-1"}


def test_what_is_named_no_more_is_gone(scene: Patched) -> None:
    erp1, engineer = scene.servers["erp1"], scene.house.engineer
    reads(engineer, "apt", apt(OPENSSL, TZDATA), erp1)
    reading = reads(engineer, "apt", apt(TZDATA), erp1)
    assert reading.counts == {"new": 0, "changed": 0, "known": 1, "gone": 1}
    assert Update.objects.get(package="openssl").gone_at == reading.read_at
    assert pending(erp1) == {"tzdata": "2026b-1"}


def test_a_newer_version_stands_beside_the_one_that_is_still_lacking(scene: Patched) -> None:
    erp1, engineer = scene.servers["erp1"], scene.house.engineer
    reads(engineer, "apt", apt(OPENSSL), erp1)
    reads(engineer, "apt", apt(OPENSSL.replace("3.0.17-1", "3.0.18-1")), erp1)
    lacking = Update.objects.filter(server=erp1, gone_at=None).values_list("candidate", flat=True)
    assert sorted(lacking) == ["3.0.17-1", "3.0.18-1"]
    half = OPENSSL.replace("3.0.17-1", "3.0.18-1").replace("3.0.16-1", "3.0.17-1")
    reads(engineer, "apt", apt(half), erp1)
    assert pending(erp1) == {"openssl": "3.0.18-1"}


def test_dnf_names_advisories_and_versions(scene: Patched) -> None:
    erp1, engineer = scene.servers["erp1"], scene.house.engineer
    reads(engineer, "dnf", DNF4, erp1)
    assert pending(erp1) == {"openssl-libs": "1:3.0.7-28.el9_4", "tzdata": "2026b-1.el9"}
    assert sorted(Advisory.objects.values_list("identifier", flat=True)) == ["RHSA-2026:0900", "RHSA-2026:1234"]
    # another server names more of the same advisory, and what is known is not doubled
    more = DNF4.replace("openssl-libs-1:3.0.7-28", "openssl-1:3.0.7-28")
    reads(engineer, "dnf", more, scene.servers["web1"])
    packages = AdvisoryFix.objects.filter(advisory__identifier="RHSA-2026:1234").values_list("package", flat=True)
    assert sorted(packages) == ["openssl", "openssl-libs"]


def test_vulnerabilities_that_dnf_names_are_mended_by_the_release(scene: Patched) -> None:
    reads(scene.house.engineer, "dnf", WITH_CVES, scene.servers["erp1"])
    assert sorted(ReleaseFix.objects.values_list("cve", flat=True)) == ["CVE-2026-1111", "CVE-2026-1112"]


def test_a_description_of_an_advisory_says_what_its_packages_mend(scene: Patched) -> None:
    erp1, engineer = scene.servers["erp1"], scene.house.engineer
    reads(engineer, "dnf", DNF4, erp1)
    assert not ReleaseFix.objects.exists()
    reads(engineer, "dnf", INFO, erp1)
    assert sorted(ReleaseFix.objects.values_list("release__package", "cve")) == [
        ("openssl-libs", "CVE-2026-1111"),
        ("openssl-libs", "CVE-2026-1112"),
    ]
    # it is no list: nothing is gone
    assert len(pending(erp1)) == 2


def test_where_no_policy_patches_the_server_nothing_is_owed(scene: Patched) -> None:
    reads(scene.house.engineer, "apt", apt(OPENSSL), scene.servers["web1"])
    assert pending(scene.servers["web1"]) == {"openssl": "3.0.17-1"}
    assert not PatchOwed.objects.filter(duty__server=scene.servers["web1"]).exists()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (apt(OPENSSL, "not a line"), "Line 3: "),
        (apt(OPENSSL, TZDATA.replace("2026b-1", "b")), "Line 3: “b” cannot be put in order"),
        (b"Listing...\n\n\xff\n", "Line 3: This is no UTF-8 text."),
        ("", "Line 1: "),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(scene: Patched, body: str | bytes, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reads(scene.house.engineer, "apt", body, scene.servers["erp1"])
    assert caught.value.detail.startswith(says)
    assert [model.objects.count() for model in (Release, Update, FeedReading)] == [0, 0, 0]


def test_whose_output_it_is_must_be_said(scene: Patched) -> None:
    with pytest.raises(BadField, match="server"):
        reads(scene.house.engineer, "apt", apt(OPENSSL))
    with pytest.raises(BadField, match="server"):
        reads(scene.house.engineer, "kev", "{}", scene.servers["erp1"])
    with pytest.raises(BadField, match="source"):
        reads(scene.house.engineer, "yum", "{}")


def test_a_customer_reads_none(scene: Patched) -> None:
    with pytest.raises(NotAllowed):
        reads(scene.house.holder, "apt", apt(OPENSSL), scene.servers["web1"])


def test_a_hundred_packages_cost_what_one_does(scene: Patched) -> None:
    def cost(server: str, count: int) -> int:
        lines = [f"p{number}/stable 2.{number} all [upgradable from: 1.0]" for number in range(count)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            reads(scene.house.engineer, "apt", apt(*lines), scene.servers[server])
        return len(queries)

    cost("web1", 2)
    assert cost("erp1", 3) == cost("win1", 100)
