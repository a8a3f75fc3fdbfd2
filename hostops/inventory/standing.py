"""The places as they are, and what of them is not as the policies promise, for whoever reads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hostops.accounts.models import Link, Location
from hostops.inventory.rules import Finding, Pair, Place, Site, findings
from hostops.lib.now import now
from hostops.policies.models import Policy, PolicyVersion
from hostops.policies.reading import version_for


@dataclass(frozen=True)
class Checked:
    """A policy that promises something of locations, and what is not so."""

    version: PolicyVersion
    findings: list[Finding]


def places_of(locations: Iterable[Location]) -> list[Place]:
    """As the rules read them; `zones` are prefetched."""
    return [Place(one.slug, one.name, tuple(_site(zone) for zone in one.zones.all())) for one in locations]


def _site(zone: Any) -> Site:
    return Site(zone.slug, zone.name, float(zone.latitude), float(zone.longitude))


def pairs_of(links: Iterable[Link]) -> list[Pair]:
    return [(link.zone.slug, link.other.slug) for link in links]


def checked(reader: Any, places: Sequence[Place], pairs: Sequence[Pair]) -> list[Checked]:
    """By each policy that the reader may see, as its newest version has it, or the one that binds the reader."""
    found = []
    for policy in Policy.objects.visible_to(reader):
        version = version_for(policy, reader, now())
        if version and version.parsed.locations:
            found.append(Checked(version, findings(version.parsed.locations, places, pairs)))
    return found
