"""What was found in a file, and the refusal that names the place. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from hostops.lib.versions import LONGEST, Scheme, Unordered, check

LONGEST_PACKAGE = 200
CVE = re.compile(r"CVE-[0-9]{4}-[0-9]{4,19}")


class Malformed(ValueError):
    """The file is not what it should be. `place` is `line 3`, or a JSON pointer like `/vulnerabilities/3/dueDate`."""

    def __init__(self, place: str, detail: str) -> None:
        super().__init__(f"{place}: {detail}" if place else detail)
        self.place, self.detail = place, detail


@dataclass(frozen=True, slots=True)
class Pending:
    """A newer version of a package that is to be had. `advisories` and `cves` are what the tool named with it."""

    package: str
    candidate: str
    installed: str = ""
    origin: str = ""
    security: bool = False
    issued_at: datetime | None = None
    advisories: tuple[str, ...] = ()
    cves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """In which version of a package vulnerabilities are mended; none yet: empty."""

    ecosystem: str
    package: str
    version: str = ""


@dataclass(frozen=True, slots=True)
class Advised:
    """What a vendor or a database says of vulnerabilities. A tool knows less of it: what it brings, and when."""

    identifier: str
    title: str
    published_at: datetime | None = None
    modified_at: datetime | None = None
    withdrawn_at: datetime | None = None
    summary: str = ""
    severity: str = ""
    cves: tuple[str, ...] = ()
    url: str = ""
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Lacks:
    """All that a server lacks, as its own tool says: what is not in it is no longer lacking.

    `whole` is false for a text that describes advisories alone.
    """

    scheme: Scheme
    pending: Sequence[Pending] = ()
    advisories: Sequence[Advised] = ()
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Listed:
    """A vulnerability that is known to be exploited; `due_on` is the last day to mend it."""

    cve: str
    vendor: str
    product: str
    name: str
    description: str
    required_action: str
    added_on: date
    due_on: date
    ransomware: bool = False
    notes: str = ""
    cwes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The whole catalogue: what is not in it is listed no more."""

    version: str
    released_at: datetime
    listed: Sequence[Listed] = field(default_factory=tuple)


def ordered(version: str, scheme: Scheme, place: str) -> str:
    """The version, if it can be put in order; else `Malformed` at the place."""
    try:
        return check(version, scheme)
    except Unordered as error:
        raise Malformed(place, str(error)) from None


def scheme_of(ecosystem: str) -> Scheme:
    """By whose rules an ecosystem's versions are ordered, as OSV and package addresses name it (`Debian:12`, `rpm`)."""
    family = ecosystem.partition(":")[0].strip().lower()
    return "deb" if family in _DEB else "rpm" if family in _RPM else "generic"


_DEB = {"debian", "ubuntu", "deb", "echo", "freexian"}
_RPM = {
    "rpm", "red hat", "rocky linux", "almalinux", "suse", "opensuse", "mageia", "openeuler", "photon os", "azure linux",
}  # fmt: skip

__all__ = [
    "CVE", "LONGEST", "LONGEST_PACKAGE", "Advised", "Catalogue", "Fix", "Lacks", "Listed", "Malformed", "Pending",
    "ordered", "scheme_of",
]  # fmt: skip
