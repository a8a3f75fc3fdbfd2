"""Releases: what a vendor published, entered by hand or by REST, and what it took back (iptor:4a, 4e)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from hostops.accounts.roles import require
from hostops.journal.actions import record
from hostops.lib.errors import BadField, NotPossible
from hostops.lib.now import now
from hostops.lib.text import clean_line, required_texts
from hostops.lib.versions import Unordered, check
from hostops.subjects.changes import Changes
from maintenance.patching.feedroles import RECORD
from maintenance.patching.models import Release, ReleaseFix, Source
from maintenance.patching.owing import releases_heard
from maintenance.patching.platforms import platforms_known
from maintenance.patching.reading.found import CVE, LONGEST_PACKAGE
from maintenance.patching.reading.json_text import web_address

LONGEST_TITLE, LONGEST_URL, LONGEST_REASON, MOST_CVES = 300, 200, 2000, 500
_SHOWN = ("platform", "package", "release_version", "kind", "security", "released_at", "title")


@transaction.atomic
def release_record(
    *,
    actor: Any,
    platform: str,
    release_version: str,
    released_at: datetime,
    package: str = "",
    kind: str = Release.Kind.MINOR,
    security: bool = False,
    title: str = "",
    url: str = "",
    cves: Sequence[str] = (),
    source: str = Source.ENTERED,
) -> Release:
    """Record a release of a platform, or of one package on it; what it makes owed begins to count.

    Raises BadField for a time in the future, a version that cannot be ordered, a platform that no policy
    patches, and NotPossible for a release that is known.
    """
    require(actor, RECORD)
    release = Release(
        platform=platform.strip(),
        package=clean_line(package),
        release_version=release_version.strip(),
        kind=kind,
        security=security or bool(cves),
        released_at=released_at,
        title=clean_line(title),
        url=clean_line(url),
        source=source,
        recorded_by=actor,
        recorded_at=now(),
    )
    _require_sound(release, cves)
    _insert(release)
    ReleaseFix.objects.bulk_create(ReleaseFix(release=release, cve=cve) for cve in sorted(set(cves)))
    _told(actor, release, cves)
    releases_heard([release.pk], actor=actor)
    return release


@transaction.atomic
def release_withdraw(*, actor: Any, release: Release, reason: str, if_version: int | None = None) -> Release:
    """The vendor took it back: nothing is owed of it any more. Needs a reason; NotPossible where it is so already."""
    (words,) = required_texts(LONGEST_REASON, reason=reason)
    with _RELEASES.changing(
        actor=actor, row=release, verb="withdraw", did="withdrawn", if_version=if_version, reason=words
    ) as found:
        if found.withdrawn_at:
            raise NotPossible("This release is withdrawn already.")
        found.withdrawn_at, found.withdrawn_reason = now(), words
    releases_heard([release.pk], actor=actor)
    return release


class _Releases(Changes[Release]):
    model, room, kind, called = Release, "maintenance.release", "release", "release"
    shown = (*_SHOWN, "withdrawn_at")


_RELEASES = _Releases()


def _require_sound(release: Release, cves: Iterable[str]) -> None:
    wrong = dict(_wrong(release))
    for index, cve in enumerate(cves):
        if not CVE.fullmatch(cve):
            wrong[f"cves.{index}"] = "Write it as CVE-2026-1234."
        elif index >= MOST_CVES:
            wrong["cves"] = f"Name {MOST_CVES} at most."
    if wrong:
        raise BadField(wrong)


def _wrong(release: Release) -> Iterable[tuple[str, str]]:
    known = platforms_known()
    if release.platform not in known:
        yield "platform", f"No policy patches that; known are {', '.join(known) or 'none'}."
    if release.released_at > release.recorded_at:
        yield "released_at", "A release is recorded once it is published; this lies in the future."
    if release.kind not in Release.Kind.values:
        yield "kind", "It is minor or major."
    if len(release.package) > LONGEST_PACKAGE:
        yield "package", f"A package has at most {LONGEST_PACKAGE} characters."
    if len(release.title) > LONGEST_TITLE:
        yield "title", f"Keep it under {LONGEST_TITLE} characters."
    if release.url and not web_address(release.url, LONGEST_URL):
        yield "url", "Write a web address, such as https://vendor.example/release."
    try:
        check(release.release_version)
    except Unordered as error:
        yield "release_version", str(error)


def _insert(release: Release) -> None:
    """Once, whoever else records it at the same time."""
    try:
        with transaction.atomic():
            release.save(force_insert=True)
    except IntegrityError:
        same = Release.objects.filter(
            platform=release.platform, package=release.package, release_version=release.release_version
        ).first()
        if same is None:
            raise
        raise NotPossible(f"This release is known: {same.number}.") from None


def _told(actor: Any, release: Release, cves: Sequence[str]) -> None:
    after = {name: getattr(release, name) for name in _SHOWN} | {"cves": sorted(set(cves))}
    record(
        actor=actor,
        verb="maintenance.release.recorded",
        kind="release",
        object_id=release.pk,
        reference=release.number,
        after=after,
    )
