"""Feeds as they come, and short ways to read them."""

import json
from typing import Any

from hostops.accounts.models import Server
from maintenance.patching.actions.reading import feed_read
from maintenance.patching.models import Advisory, Exploited, FeedReading, Release, Update
from tests.house import House
from tests.patching_reading.test_kev import catalogue, entry
from tests.patching_reading.test_osv import record

OPENSSL = "openssl/stable-security 3.0.17-1 amd64 [upgradable from: 3.0.16-1]"
TZDATA = "tzdata/stable-updates 2026b-1 all [upgradable from: 2026a-1]"


def apt(*lines: str) -> str:
    return "\n".join(["Listing...", *lines, ""])


def osv(fixed: str = "3.0.17-1", package: str = "openssl", **more: Any) -> str:
    """An advisory of CVE-2026-1111 that the version of the package mends."""
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": fixed}]}]
    affected = [{"package": {"ecosystem": "Debian:12", "name": package}, "ranges": ranges}]
    return json.dumps(record(affected=affected, upstream=["CVE-2026-1111"], **more))


def kev(*entries: dict[str, Any]) -> str:
    return json.dumps(catalogue(*entries))


def reads(actor: Any, source: str, body: str | bytes, server: Server | None = None) -> FeedReading:
    return feed_read(actor=actor, source=source, body=body, server=server)


def pending(server: Server) -> dict[str, str]:
    """The packages that the server lacks, each with the newest version that is to be had."""
    rows = Update.objects.filter(server=server, gone_at=None).order_by("package", "pk")
    return dict(rows.values_list("package", "candidate"))


def harbors_feeds(house: House) -> dict[str, int]:
    """One of each of what feeds leave, about a server of harbor's; by its place in a route."""
    engineer = house.engineer
    reading = reads(engineer, "apt", apt(OPENSSL), house.server)
    reads(engineer, "osv", osv())
    reads(engineer, "kev", kev(entry()))
    return {
        "releases": Release.objects.get(package="openssl").pk,
        "updates": Update.objects.get(server=house.server).pk,
        "advisories": Advisory.objects.get().pk,
        "exploited": Exploited.objects.get().pk,
        "feeds": reading.pk,
    }


__all__ = [
    "OPENSSL", "TZDATA", "apt", "catalogue", "entry", "harbors_feeds", "kev", "osv", "pending", "reads", "record",
]  # fmt: skip
