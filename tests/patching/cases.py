"""Short ways to releases, updates, vulnerabilities and runs, written as the other rooms write them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from hostops.accounts.models import Server
from hostops.lib.now import now
from maintenance.patching.models import Exploited, PatchResult, PatchRun, Release, Update
from maintenance.patching.owing import releases_heard, results_heard


def released(platform: str, version: str, at: datetime | None = None, cves: Sequence[str] = (), **more: Any) -> Release:
    """A release as it is entered, heard of now."""
    moment = at or now()
    given: dict[str, Any] = {"source": "entered", "recorded_at": now(), "released_at": moment, **more}
    release = Release.objects.create(platform=platform, release_version=version, **given)
    for cve in cves:
        release.fixes.create(cve=cve)
    releases_heard([release.pk], None)
    return release


def lacking(server: Server, release: Release) -> Update:
    """The server's own tool names the update, heard of now."""
    update = Update.objects.create(
        server=server,
        package=release.package,
        candidate=release.release_version,
        security=release.security,
        release=release,
        heard_at=now(),
    )
    releases_heard([release.pk], None)
    return update


def exploited(cve: str, due_on: date) -> Exploited:
    """Listed by CISA, and the releases that mend it heard of anew."""
    listed = Exploited.objects.create(
        cve=cve, vendor="Vendor", product="Product", name=cve, description="It is bad.", required_action="Mend it.",
        added_on=now().date(), due_on=due_on, heard_at=now(),
    )  # fmt: skip
    releases_heard(list(Release.objects.filter(fixes__cve=cve).values_list("pk", flat=True)), None)
    return listed


def ran(servers: Sequence[Server], platform: str, releases: Sequence[Release] = (), **more: Any) -> PatchRun:
    """A run that was planned now, nothing of it reported yet."""
    run = PatchRun.objects.create(platform=platform, title="Patches", planned_at=now(), made_at=now(), **more)
    run.releases.set(releases)
    PatchResult.objects.bulk_create(PatchResult(run=run, server=server) for server in servers)
    return run


def done(run: PatchRun, at: datetime | None = None, **more: Any) -> list[PatchResult]:
    """All of its servers done at `at`, heard of now."""
    run.results.update(state="done", finished_at=at or now(), reported_at=now(), **more)
    results = list(run.results.all())
    results_heard(results, None)
    return results
