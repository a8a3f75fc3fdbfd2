"""What the demo's servers said that they lack. By a contract security patches come within a time: that ends soon."""

from datetime import datetime, timedelta

from hostops.accounts.models import Server
from hostops.clocks.businesstime import Duration
from hostops.lib.demo import Demo
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


def seed(demo: Demo) -> None:
    server = Server.objects.select_related("contract").get(hostname=HOSTNAME)
    demo.stage.enlist(demo.present + AHEAD - _within(server, demo.present), _said(server, _HEAD + _LIST))
    other = Server.objects.get(hostname=_OTHER)
    demo.stage.enlist(demo.present - _OTHER_BEFORE, _said(other, _HEAD + _OTHER_LIST))


def _within(server: Server, at: datetime) -> timedelta:
    """How long the contract gives for a security release."""
    patching = bound(server.contract, at).document.patching
    assert patching
    assert patching.release_limit
    return Duration.parse(patching.release_limit.within or "PT0S").exact


def _said(server: Server, text: str) -> Story:
    feed_read(actor=None, source="apt", server=server, body=text, name="apt-upgradable.txt")
    yield from ()
