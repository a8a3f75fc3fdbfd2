"""Advisories and the catalogue of what is exploited: what they mean for what servers lack."""

import json
from datetime import UTC, datetime, timedelta

from hostops.lib.now import moved_to
from maintenance.patching.models import Advisory, Exploited, PatchOwed, ReleaseFix
from tests.conftest import TUESDAY
from tests.patching.scene import Patched
from tests.patching_feeds.scene import OPENSSL, apt, entry, kev, osv, reads, record
from tests.patching_reading.test_dnf import DNF4


def mended() -> list[tuple[str, str]]:
    return sorted(ReleaseFix.objects.values_list("release__package", "cve"))


def test_an_advisory_read_first_says_what_an_update_mends(scene: Patched) -> None:
    reads(scene.house.engineer, "osv", osv())
    reads(scene.house.engineer, "apt", apt(OPENSSL), scene.servers["erp1"])
    assert mended() == [("openssl", "CVE-2026-1111")]


def test_an_advisory_read_later_does_too(scene: Patched) -> None:
    reads(scene.house.engineer, "apt", apt(OPENSSL), scene.servers["erp1"])
    reads(scene.house.engineer, "osv", osv())
    assert mended() == [("openssl", "CVE-2026-1111")]


def test_what_is_installed_already_or_not_yet_to_be_had_is_not_mended(scene: Patched) -> None:
    reads(scene.house.engineer, "apt", apt(OPENSSL), scene.servers["erp1"])
    for fixed in ("3.0.16-1", "3.0.17-2", "1:0.1"):
        reads(scene.house.engineer, "osv", osv(fixed, id=f"DSA-{fixed}"))
    reads(scene.house.engineer, "osv", osv(package="openssh", id="DSA-2"))
    assert mended() == []


def test_the_vendor_says_what_an_advisory_that_dnf_named_mends(scene: Patched) -> None:
    reads(scene.house.engineer, "dnf", DNF4, scene.servers["erp1"])
    said = record(id="RHSA-2026:1234", upstream=["CVE-2026-1111"], affected=[])
    reads(scene.house.engineer, "osv", json.dumps(said))
    assert mended() == [("openssl-libs", "CVE-2026-1111")]


def test_an_older_record_changes_nothing_and_a_newer_takes_its_place(scene: Patched) -> None:
    engineer = scene.house.engineer
    reads(engineer, "osv", osv())
    older = reads(engineer, "osv", osv("9.9", modified="2026-03-01T10:00:00Z"))
    assert older.counts == {"new": 0, "changed": 0, "known": 1, "gone": 0}
    newer = reads(engineer, "osv", osv("3.0.18-1", modified="2026-03-03T10:00:00Z", summary="Corrected"))
    assert newer.counts["changed"] == 1
    advisory = Advisory.objects.get()
    assert (advisory.title, [fix.fixed_version for fix in advisory.fixes.all()]) == ("Corrected", ["3.0.18-1"])


def test_a_listing_makes_the_release_owed_by_its_day(scene: Patched) -> None:
    engineer, erp1 = scene.house.engineer, scene.servers["erp1"]
    reads(engineer, "apt", apt(OPENSSL), erp1)
    reads(engineer, "osv", osv())
    assert not scene.owed("erp1", "release")
    reads(engineer, "kev", kev(entry(dueDate="2026-03-12")))
    (owed,) = scene.owed("erp1", "release")
    assert (owed.because, owed.cause, owed.clause) == ("kev", "CVE-2026-1111", "")
    # the end of that day where the policy's clocks are
    assert owed.due_at == datetime(2026, 3, 12, 23, tzinfo=UTC)


def test_its_day_moves_and_it_is_listed_no_more(scene: Patched) -> None:
    engineer, erp1 = scene.house.engineer, scene.servers["erp1"]
    reads(engineer, "apt", apt(OPENSSL), erp1)
    reads(engineer, "osv", osv())
    reads(engineer, "kev", kev(entry(dueDate="2026-03-12")))
    moved = reads(engineer, "kev", kev(entry(dueDate="2026-03-11")))
    assert moved.counts == {"new": 0, "changed": 1, "known": 0, "gone": 0}
    assert scene.owed("erp1", "release")[0].due_at == datetime(2026, 3, 11, 23, tzinfo=UTC)
    gone = reads(engineer, "kev", kev(entry("CVE-2026-9999")))
    assert (gone.counts["new"], gone.counts["gone"]) == (1, 1)
    assert Exploited.objects.get(cve="CVE-2026-1111").removed_at == gone.read_at
    assert not PatchOwed.objects.filter(what="release", dropped_at=None).exists()
    back = reads(engineer, "kev", kev(entry(dueDate="2026-03-11")))
    assert (back.counts["changed"], back.counts["gone"]) == (1, 1)
    assert Exploited.objects.get(cve="CVE-2026-1111").removed_at is None


def test_installing_it_keeps_what_was_owed(scene: Patched) -> None:
    engineer, erp1 = scene.house.engineer, scene.servers["erp1"]
    reads(engineer, "apt", apt(OPENSSL), erp1)
    reads(engineer, "osv", osv())
    reads(engineer, "kev", kev(entry(dueDate="2026-03-12")))
    with moved_to(TUESDAY + timedelta(hours=5)):
        reads(engineer, "apt", apt(), erp1)
    (owed,) = scene.owed("erp1", "release")
    assert owed.done_at == TUESDAY + timedelta(hours=5)
