"""Releases that are entered, and those that the vendor took back."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from hostops.lib.now import now
from maintenance.patching.actions.releasing import release_record, release_withdraw
from maintenance.patching.models import Release
from tests.conftest import TUESDAY
from tests.patching.scene import Patched


def record(scene: Patched, **more: Any) -> Release:
    given: dict[str, Any] = {
        "platform": "checkpoint",
        "release_version": "R81.20 JHF 26",
        "released_at": TUESDAY - timedelta(days=1),
    }
    return release_record(**({"actor": scene.house.engineer} | given | more))


def test_a_release_of_a_platform_patched_on_release_is_owed(scene: Patched) -> None:
    release = record(scene)
    (owed,) = scene.owed("fw1", "release")
    assert (owed.release, owed.because, owed.clause) == (release, "cadence", "iptor:4e")
    assert owed.due_at == release.released_at + timedelta(days=14)
    entry = Entry.objects.get(verb="maintenance.release.recorded")
    assert (entry.reference, entry.after["release_version"]) == (release.number, "R81.20 JHF 26")


def test_a_major_one_is_owed_as_a_plan(scene: Patched) -> None:
    record(scene, kind="major", release_version="R82")
    assert [owed.what for owed in scene.owed("fw1", "plan")] == ["plan"]


def test_vulnerabilities_make_it_a_security_release(scene: Patched) -> None:
    release = record(scene, cves=["CVE-2026-1111", "CVE-2026-1111", "CVE-2026-1110"])
    assert release.security
    assert [fix.cve for fix in release.fixes.all()] == ["CVE-2026-1110", "CVE-2026-1111"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("released_at", TUESDAY + timedelta(seconds=1)),
        ("release_version", "latest"),
        ("platform", "solaris"),
        ("kind", "tiny"),
        ("url", "javascript:alert(1)"),
        ("title", "x" * 301),
        ("cves.0", ["CVE-1"]),
    ],
)
def test_what_makes_no_sense_names_its_field(scene: Patched, field: str, value: Any) -> None:
    with pytest.raises(BadField) as caught:
        record(scene, **{field.partition(".")[0]: value})
    assert list(caught.value.errors) == [field]
    assert not Release.objects.exists()


def test_the_database_knows_no_release_from_the_future(scene: Patched) -> None:
    ahead = Release(platform="linux", release_version="1", released_at=now() + timedelta(days=1), recorded_at=now())
    with pytest.raises(IntegrityError, match="release_not_ahead"), transaction.atomic():
        ahead.save()


def test_one_that_is_known_is_not_doubled(scene: Patched) -> None:
    first = record(scene)
    with pytest.raises(NotPossible, match=first.number):
        record(scene)


def test_withdrawn_it_is_owed_no_more(scene: Patched) -> None:
    release = record(scene)
    release_withdraw(actor=scene.house.planner, release=release, reason="It breaks VPNs.", if_version=1)
    assert (release.withdrawn_reason, release.version) == ("It breaks VPNs.", 2)
    assert [owed.dropped_at is not None for owed in scene.owed("fw1", "release")] == [True]
    with pytest.raises(NotPossible):
        release_withdraw(actor=scene.house.planner, release=release, reason="Again.")


def test_withdrawing_needs_words_and_the_version_that_was_read(scene: Patched) -> None:
    release = record(scene)
    with pytest.raises(BadField, match="reason"):
        release_withdraw(actor=scene.house.planner, release=release, reason=" ")
    with pytest.raises(Outdated):
        release_withdraw(actor=scene.house.planner, release=release, reason="It breaks.", if_version=7)


def test_customers_record_and_withdraw_none(scene: Patched) -> None:
    release = record(scene)
    with pytest.raises(NotAllowed):
        record(scene, actor=scene.house.holder, release_version="R82")
    with pytest.raises(NotAllowed):
        release_withdraw(actor=scene.house.holder, release=release, reason="No.")
