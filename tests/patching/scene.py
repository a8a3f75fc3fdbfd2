"""The house with its servers on platforms that a policy patches, and what is owed of them.

nordic is on iptor (Europe/Stockholm) with one server of each platform; harbor's web1 runs linux on itpdx, which
promises no patching.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hostops.accounts.models import Server
from hostops.clocks.models import Clock
from hostops.lib.now import now
from hostops.policies.models import PolicyVersion
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.models import PatchDuty, PatchOwed
from tests.house import BEGAN, House, contract

# erp1 is the house's own, the others are made beside it
PLATFORMS = {
    "erp1": "linux",
    "win1": "windows",
    "ibm1": "powervs",
    "ocp1": "openshift",
    "fw1": "checkpoint",
}


@dataclass
class Patched:
    """`servers` by hostname, all of nordic but web1; `duties` by hostname, web1 has none."""

    house: House
    servers: Mapping[str, Server]
    duties: Mapping[str, PatchDuty]

    def clock(self, hostname: str) -> Clock:
        """Of the duty; a platform patched on release has none, nor one without a release in the period."""
        return Clock.objects.get(subject=self.duties[hostname].subject_id, kind="patch")

    def owed(self, hostname: str, what: str = "period") -> list[PatchOwed]:
        """What is owed of the server, the earliest first."""
        return list(PatchOwed.objects.filter(duty=self.duties[hostname], what=what).order_by("due_at"))


def patched(house: House, since: datetime | None = None) -> Patched:
    """Platforms on the house's servers, and their duties, promised from `since` on (now)."""
    servers = platforms(house)
    duties_follow(actor=None, since=since)
    duties = {one.server.hostname: one for one in PatchDuty.objects.select_related("server__account", "subject")}
    return Patched(house, servers, duties)


def harbors_owed(house: House, hostname: str = "patched1") -> PatchOwed:
    """What is owed this quarter, on whatever day, of a server that harbor has under a contract on iptor."""
    version = PolicyVersion.objects.filter(policy__slug="iptor").order_by("-number").first()
    assert version
    server = Server.objects.create(
        account=house.harbor,
        contract=contract(house.harbor, version),
        hostname=hostname,
        platform="openshift",
        online_at=BEGAN,
        registered_at=BEGAN,
    )
    duties_follow(actor=None, servers=Server.objects.filter(pk=server.pk), since=now() - timedelta(days=120))
    return PatchOwed.objects.select_related("duty").filter(duty__server=server).latest("due_at")


def platforms(house: House) -> Mapping[str, Server]:
    """The servers by hostname; new ones stand where erp1 does."""
    Server.objects.filter(pk=house.nordic_server.pk).update(platform="linux")
    Server.objects.filter(pk=house.server.pk).update(platform="linux")
    house.nordic_server.refresh_from_db()
    house.server.refresh_from_db()
    made = {name: _server(house, name, platform) for name, platform in PLATFORMS.items() if name != "erp1"}
    return {"erp1": house.nordic_server, "web1": house.server, **made}


def _server(house: House, hostname: str, platform: str) -> Server:
    return Server.objects.create(
        account=house.nordic,
        contract=house.nordic_contract,
        zone=house.nordic_server.zone,
        hostname=hostname,
        platform=platform,
        online_at=BEGAN,
        registered_at=BEGAN,
    )
