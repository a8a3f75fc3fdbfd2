"""What the demo's vendors published in a year: of platforms that are patched when there was a release, and others."""

from datetime import datetime, timedelta
from typing import NamedTuple

from maintenance.patching.models import Release


class Published(NamedTuple):
    """So many days before the present; a day later somebody had recorded it. Without a version it is its month's."""

    platform: str
    version: str
    days: float
    title: str
    kind: str = "minor"


# PowerVS had a quarter without any, in the half year of the board on whatever day: the last two lie near enough
# together that either they share a quarter or the one before theirs has none.
RELEASES = (
    Published("powervs", "7.5.9", 330, "IBM i technology refresh 5, PTF group"),
    Published("powervs", "7.5.11", 75, "IBM i technology refresh 6, PTF group"),
    Published("powervs", "7.6.1", 24, "IBM i 7.6, first PTF group"),
    Published("openshift", "4.16.3", 301, "OpenShift 4.16.3"),
    Published("openshift", "4.17.8", 201, "OpenShift 4.17.8"),
    Published("openshift", "4.18.2", 111, "OpenShift 4.18.2"),
    Published("openshift", "4.19.4", 33, "OpenShift 4.19.4"),
    Published("checkpoint", "81.20.65", 280, "R81.20, jumbo hotfix 65"),
    Published("checkpoint", "81.20.84", 190, "R81.20, jumbo hotfix 84"),
    Published("checkpoint", "81.20.99", 95, "R81.20, jumbo hotfix 99"),
    Published("checkpoint", "82.0", 52, "R82", "major"),
    Published("windows", "", 137, "Cumulative update of the month"),
    Published("windows", "", 106, "Cumulative update of the month"),
    Published("windows", "", 75, "Cumulative update of the month"),
    Published("windows", "", 44, "Cumulative update of the month"),
    Published("windows", "", 13, "Cumulative update of the month"),
)


def published(present: datetime, until: datetime) -> None:
    """Those up to `until`; the later ones are recorded as they come."""
    Release.objects.bulk_create(row(one, present) for one in RELEASES if _seen(one, present) <= until)


def coming(present: datetime, since: datetime) -> list[tuple[datetime, Published]]:
    """When the later ones are recorded, the earliest first."""
    found = [(_seen(one, present), one) for one in RELEASES]
    return sorted(pair for pair in found if pair[0] > since)


def released_at(one: Published, present: datetime) -> datetime:
    return present - timedelta(days=one.days)


def version(one: Published, present: datetime) -> str:
    at = released_at(one, present)
    return one.version or f"{at.year}.{at.month}"


def row(one: Published, present: datetime) -> Release:
    return Release(
        platform=one.platform, release_version=version(one, present), kind=one.kind, title=one.title, source="entered",
        released_at=released_at(one, present), recorded_at=_seen(one, present),
    )  # fmt: skip


def _seen(one: Published, present: datetime) -> datetime:
    return released_at(one, present) + timedelta(days=1)
