"""The servers of the demo's contracts, and the software that support is for."""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from hostops.accounts.models import Contract, Server, Software, SoftwareRelease, Zone
from hostops.lib.demo import Demo


class Machine(NamedTuple):
    """`registered` days after going online; None: never registered (itpdx:3d)."""

    contract: str
    hostname: str
    zone: str
    platform: str
    host_machine: str = ""
    registered: int | None = 1


MACHINES = (
    Machine("HS-2101", "web1.harbor.example", "dal-1", "linux", "dal-esx-04"),
    Machine("HS-2101", "web2.harbor.example", "dal-2", "linux", "dal-esx-11"),
    Machine("HS-2101", "db1.harbor.example", "dal-1", "linux"),
    Machine("IO-3301", "erp1.nordic.example", "fra-1", "powervs"),
    Machine("IO-3301", "app1.nordic.example", "fra-2", "windows", "fra-hv-02"),
    Machine("IO-3301", "edi1.nordic.example", "fra-2", "linux"),
    Machine("HS-2107", "shop1.cascade.example", "dal-1", "linux", "dal-esx-04"),
    Machine("HS-2107", "shop2.cascade.example", "dal-3", "linux", "dal-esx-21"),
    Machine("HS-2107", "search1.cascade.example", "dal-3", "linux", registered=None),
    Machine("HS-2119", "reports1.cascade.example", "dal-2", "linux"),
    Machine("HS-2112", "books1.lakeside.example", "dal-2", "linux", "dal-esx-12"),
    Machine("HS-2112", "books-db.lakeside.example", "dal-2", "linux", "dal-esx-12"),
    Machine("HS-2115", "portal1.tamarack.example", "dal-3", "linux"),
    Machine("HS-2115", "portal-db.tamarack.example", "dal-1", "linux"),
    Machine("HS-2115", "forms1.tamarack.example", "dal-3", "linux", "dal-esx-22", registered=None),
    Machine("HS-2131", "reminders1.tamarack.example", "dal-1", "linux"),
    Machine("IO-3304", "erp1.pennine.example", "fra-1", "powervs"),
    Machine("IO-3304", "app1.pennine.example", "fra-3", "windows", "fra-hv-05"),
    Machine("IO-3309", "erp1.rheinwerk.example", "fra-2", "powervs"),
    Machine("IO-3309", "app1.rheinwerk.example", "fra-1", "windows", "fra-hv-01"),
    Machine("IO-3309", "ocp1.rheinwerk.example", "fra-3", "openshift"),
    Machine("IO-3312", "erp1.southern-cross.example", "syd-1", "powervs"),
    Machine("IO-3312", "wms1.southern-cross.example", "syd-2", "linux", "syd-kvm-03"),
    Machine("IO-3312", "app1.southern-cross.example", "syd-3", "windows", "syd-hv-01"),
    Machine("IO-3309", "fw1.rheinwerk.example", "fra-2", "checkpoint"),
)


class Package(NamedTuple):
    """A line of the catalogue; `releases` are versions and how many days ago each was ready."""

    name: str
    origin: str
    releases: tuple[tuple[str, int], ...]
    max_severity: int | None = None
    limit_reason: str = ""


PACKAGES = (
    Package("Storefront", "developed", (("4.2", 320), ("4.3", 150), ("4.3.1", 38))),
    Package("Patient portal", "developed", (("2.8", 290), ("2.9", 95))),
    Package("Newsletter", "developed", (("1.6", 200),), 3, "A letter can be sent again; nothing is lost by waiting."),
    Package("PostgreSQL", "approved", (("16.4", 330), ("16.6", 160), ("16.8", 60))),
    Package("nginx", "approved", (("1.26.2", 300), ("1.26.3", 120))),
    Package("Solr search", "approved", (("9.6", 260), ("9.8", 70)), 2, "The shop sells without its search."),
    Package("WordPress", "neither", ()),
    Package("Matomo", "neither", ()),
)


def make_servers(demo: Demo, contracts: Mapping[str, Contract], zones: Mapping[str, Zone]) -> None:
    for machine in MACHINES:
        contract = contracts[machine.contract]
        online = (contract.starts_at or demo.ago(days=20)) + timedelta(days=1)
        registered = online + timedelta(days=machine.registered) if machine.registered is not None else None
        Server.objects.create(
            account=contract.account,
            contract=contract,
            zone=zones[machine.zone],
            hostname=machine.hostname,
            platform=machine.platform,
            host_machine=machine.host_machine,
            online_at=online,
            registered_at=registered,
        )


def make_software(demo: Demo) -> None:
    for package in PACKAGES:
        software = Software.objects.create(
            name=package.name,
            origin=package.origin,
            max_severity=package.max_severity,
            limit_reason=package.limit_reason,
        )
        SoftwareRelease.objects.bulk_create(
            SoftwareRelease(software=software, version=version, ready_at=demo.ago(days=days).date())
            for version, days in package.releases
        )
