"""What the demo's servers said that they lack. By a contract security patches come within a time: that ends soon."""

import json
from datetime import datetime, timedelta

from hostops.accounts.models import Server
from hostops.clocks.businesstime import Duration
from hostops.lib.demo import Demo
from hostops.lib.now import now
from hostops.lib.stage import Story
from hostops.policies.binding import bound
from maintenance.patching.actions.reading import feed_read

HOSTNAME = "edi1.nordic.example"
# Time for the portal to be up before the alert.
AHEAD = timedelta(minutes=4)
_OTHER, _OTHER_BEFORE = "wms1.southern-cross.example", timedelta(days=2)
_HEAD = "Listing... Done\n"
_LIST = """\
base-files/stable 12.4+deb12u12 amd64 [upgradable from: 12.4+deb12u11]
libssl3/stable-security 3.0.17-1~deb12u3 amd64 [upgradable from: 3.0.17-1~deb12u2]
openssl/stable-security 3.0.17-1~deb12u3 amd64 [upgradable from: 3.0.17-1~deb12u2]
tzdata/stable-updates 2025b-0+deb12u2 all [upgradable from: 2025b-0+deb12u1]
"""
_OTHER_LIST = """\
linux-image-amd64/stable 6.1.153-1 amd64 [upgradable from: 6.1.147-1]
postgresql-15/stable 15.14-0+deb12u1 amd64 [upgradable from: 15.13-0+deb12u1]
"""


_ADVISORY, _CVES = "DSA-9017-1", ["CVE-2026-30117"]
# So long after the server's own word the distribution says what its update mends.
_ADVISED_AFTER = timedelta(minutes=20)


def seed(demo: Demo) -> None:
    server = Server.objects.select_related("contract").get(hostname=HOSTNAME)
    demo.stage.enlist(demo.present + AHEAD - _within(server, demo.present), _told_and_advised(server))
    other = Server.objects.get(hostname=_OTHER)
    demo.stage.enlist(demo.present - _OTHER_BEFORE, _said(other, _HEAD + _OTHER_LIST))


def _within(server: Server, at: datetime) -> timedelta:
    """How long the contract gives for a security release."""
    patching = bound(server.contract, at).document.patching
    assert patching
    assert patching.release_limit
    return Duration.parse(patching.release_limit.within or "PT0S").exact


def _told_and_advised(server: Server) -> Story:
    yield from _said(server, _HEAD + _LIST)
    yield now() + _ADVISED_AFTER
    feed_read(actor=None, source="osv", body=_advisory(now()), name=f"{_ADVISORY}.json")


def _advisory(at: datetime) -> str:
    """Of the distribution, in the form of OSV; it says which version of its packages mends what."""
    ranges = [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.0.17-1~deb12u3"}]}]
    packages = [{"ecosystem": "Debian:12", "name": name} for name in ("openssl", "libssl3")]
    return json.dumps(
        {
            "schema_version": "1.7.0",
            "id": _ADVISORY,
            "published": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "modified": f"{at:%Y-%m-%dT%H:%M:%SZ}",
            "summary": "openssl security update, made up for the demo",
            "details": "A crafted message lets somebody from outside read what lies beside it.",
            "upstream": _CVES,
            "affected": [{"package": package, "ranges": ranges} for package in packages],
            "references": [{"type": "ADVISORY", "url": "https://security.example/DSA-9017-1"}],
        }
    )


def _said(server: Server, text: str) -> Story:
    feed_read(actor=None, source="apt", server=server, body=text, name="apt-upgradable.txt")
    yield from ()
