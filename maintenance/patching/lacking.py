"""What a server lacks, as its own tool says: releases, updates that came and those that are gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hostops.accounts.models import Server
from hostops.lib.versions import compared
from maintenance.patching.advising import advisories_named, releases_mended
from maintenance.patching.heard import Heard
from maintenance.patching.matching import fixes_match
from maintenance.patching.models import Release, Update
from maintenance.patching.platforms import platform_of
from maintenance.patching.reading.found import Lacks, Pending

Key = tuple[str, str]


@dataclass(slots=True)
class _Told:
    """The tool's words against what is known of the server."""

    server: Server
    source: str
    lacks: Lacks
    at: datetime
    releases: dict[Key, Release] = field(default_factory=dict)


def server_lacks(*, actor: Any, server: Server, source: str, lacks: Lacks, at: datetime) -> Heard:
    """Bring the server's updates to what its tool says. The server is locked; a fixed number of statements."""
    heard = Heard()
    advisories_named(source=source, advised=lacks.advisories, at=at)
    if not lacks.whole:
        heard.releases |= releases_mended(lacks.advisories)
        heard.count(known=len(lacks.advisories))
        return heard
    Server.objects.select_for_update(no_key=True).get(pk=server.pk)
    told = _Told(server, source, lacks, at)
    told.releases = _releases(told, actor)
    pending = {(update.package, update.candidate): update for update in _pending(server)}
    listed = {(each.package, each.candidate): each for each in lacks.pending}
    new = _come(told, listed, pending)
    gone = _gone(told, lacks.pending, pending)
    touched = fixes_match(list(_pending(server)), _named(told))
    heard.count(new=len(new), gone=len(gone), known=len(pending) - len(gone))
    heard.releases |= {*touched, *(update.release_id for update in (*new, *gone))}
    return heard


def _pending(server: Server) -> Iterable[Update]:
    return Update.objects.filter(server=server, gone_at=None).select_related("release")


def _releases(told: _Told, actor: Any) -> dict[Key, Release]:
    """The releases of what is listed; those that nobody had heard of are recorded, as published when they were seen."""
    platform = platform_of(told.server)
    listed = sorted(told.lacks.pending, key=lambda each: (each.package, each.candidate))
    made = [_release(told, each, platform, actor) for each in listed]
    Release.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    packages = {each.package for each in told.lacks.pending}
    rows = Release.objects.filter(platform=platform, package__in=packages).order_by("pk")
    found = {(release.package, release.release_version): release for release in rows}
    secure = {(each.package, each.candidate) for each in told.lacks.pending if each.security}
    late = [release for key, release in found.items() if key in secure and not release.security]
    for release in late:
        release.security = True
    Release.objects.bulk_update(late, ["security"], batch_size=1000)
    return found


def _release(told: _Told, each: Pending, platform: str, actor: Any) -> Release:
    return Release(
        platform=platform,
        package=each.package,
        release_version=each.candidate,
        security=each.security,
        released_at=min(each.issued_at or told.at, told.at),
        title=f"{each.package} {each.candidate}"[:300],
        source=told.source,
        recorded_by=actor,
        recorded_at=told.at,
    )


def _come(told: _Told, listed: dict[Key, Pending], pending: dict[Key, Update]) -> list[Update]:
    """What was not known to be lacking; what was has its words brought up to date."""
    new: list[Update] = []
    same: list[Update] = []
    for key, each in listed.items():
        update = pending.get(key) or Update(server=told.server, package=key[0], candidate=key[1], heard_at=told.at)
        update.release = told.releases[key]
        update.installed = each.installed or update.installed
        update.origin, update.security = each.origin, each.security
        (same if update.pk else new).append(update)
    Update.objects.bulk_create(new, batch_size=1000)
    Update.objects.bulk_update(same, ["installed", "origin", "security"], batch_size=1000)
    return new


def _gone(told: _Told, lacks: Iterable[Pending], pending: dict[Key, Update]) -> list[Update]:
    """What is named no more, and what an installed version is new enough for."""
    installed = {each.package: each.installed for each in lacks}
    gone = [update for key, update in pending.items() if _is_there(told, installed, *key)]
    for update in gone:
        update.gone_at = told.at
    Update.objects.bulk_update(gone, ["gone_at"], batch_size=1000)
    return gone


def _is_there(told: _Told, installed: dict[str, str], package: str, candidate: str) -> bool:
    if package not in installed:
        return True
    has = installed[package]
    return bool(has) and compared(candidate, has, told.lacks.scheme) <= 0


def _named(told: _Told) -> set[tuple[int, str]]:
    """The vulnerabilities that the tool itself named with a package."""
    return {(told.releases[each.package, each.candidate].pk, cve) for each in told.lacks.pending for cve in each.cves}
