"""`dnf updateinfo list` and `dnf advisory list` of dnf 4 and 5, and `dnf updateinfo info`. Pure.

    RHSA-2026:1234 Important/Sec. openssl-libs-1:3.0.7-28.el9_4.x86_64
    CVE-2026-1111  Important/Sec. openssl-libs-1:3.0.7-28.el9_4.x86_64                (--with-cve)
    FEDORA-2026-1f security Moderate expat-2.6.3-1.fc41.x86_64 2026-09-05 02:01:22    (dnf 5)

A list is all that the server lacks; it does not say what is installed. `info` describes advisories, and is
no list of packages.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from hostops.lib.versions import newest
from maintenance.patching.reading import dnf_info
from maintenance.patching.reading.found import CVE, LONGEST_PACKAGE, Advised, Fix, Lacks, Malformed, Pending, ordered
from maintenance.patching.reading.lines import lines_of

ECOSYSTEM = "rpm"
_OWN_WORDS = re.compile(
    r"Last metadata expiration check|Updating and loading|Repositories loaded|Updating Subscription"
    r"|Security: |Name +Type "
)
_LINE = re.compile(
    r"(?:i |  )?(?P<id>[A-Za-z][\w:.+-]+) +(?P<kind>(?:[A-Za-z]+/)?Sec\.|[a-z]+)(?: +(?P<severity>[A-Z]\w+|None))?"
    r" +(?P<nevra>\S+)(?: +(?P<issued>\d{4}-\d\d-\d\d(?: \d\d:\d\d:\d\d)?))?"
)
_NEVRA = re.compile(r"(?P<name>\S+)-(?P<evr>(?:\d+:)?[^-\s]+-[^-\s]+)\.(?P<arch>[a-z0-9_]+)")
_LONGEST_ID = 120


@dataclass(slots=True)
class _Named:
    """A version of a package, and what was said of it."""

    security: bool = False
    severity: str = ""
    issued_at: datetime | None = None
    cves: list[str] = field(default_factory=list)
    advisories: list[str] = field(default_factory=list)


Versions = dict[str, dict[str, _Named]]


def read(text: str) -> Lacks:
    """What the server lacks, or the advisories that `info` describes; `Malformed` with the line for anything else."""
    if dnf_info.describes(text):
        return Lacks("rpm", advisories=dnf_info.read(text), whole=False)
    packages: Versions = {}
    for number, line in lines_of(text):
        if not _OWN_WORDS.match(line):
            _hear(packages, number, line)
    return Lacks("rpm", tuple(map(_pending, packages, packages.values())), tuple(_advised(packages)))


def _hear(packages: Versions, number: int, line: str) -> None:
    place = f"line {number}"
    match = _LINE.fullmatch(line.rstrip())
    nevra = _NEVRA.fullmatch(match["nevra"]) if match else None
    if match is None or nevra is None or len(nevra["name"]) > LONGEST_PACKAGE or len(match["id"]) > _LONGEST_ID:
        raise Malformed(place, "This is no line of `dnf updateinfo list`.")
    version = ordered(nevra["evr"], "rpm", place)
    named = packages.setdefault(nevra["name"], {}).setdefault(version, _Named())
    named.security = named.security or match["kind"].endswith("Sec.") or match["kind"] == "security"
    named.severity = named.severity or match["severity"] or match["kind"].partition("/Sec.")[0] * ("/" in match["kind"])
    named.issued_at = named.issued_at or _time(match["issued"], place)
    (named.cves if CVE.fullmatch(match["id"]) else named.advisories).append(match["id"])


def _time(text: str | None, place: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        raise Malformed(place, f"There is no time {text}.") from None


def _pending(package: str, versions: dict[str, _Named]) -> Pending:
    """The newest is the candidate; what older ones mend it mends too."""
    candidate = newest(versions, "rpm")
    told = versions.values()
    return Pending(
        package,
        candidate,
        security=any(named.security for named in told),
        issued_at=versions[candidate].issued_at,
        advisories=tuple(dict.fromkeys(name for named in told for name in named.advisories)),
        cves=tuple(dict.fromkeys(cve for named in told for cve in named.cves)),
    )


def _advised(packages: Versions) -> Iterator[Advised]:
    """Each advisory with the versions that it brings; of security alone, for the others mend no vulnerability."""
    fixes: dict[str, list[Fix]] = {}
    about: dict[str, _Named] = {}
    for package, versions in packages.items():
        for version, named in versions.items():
            for identifier in named.advisories if named.security else ():
                fixes.setdefault(identifier, []).append(Fix(ECOSYSTEM, package, version))
                about.setdefault(identifier, named)
    for identifier, brought in fixes.items():
        named = about[identifier]
        at = named.issued_at
        yield Advised(identifier, identifier, at, at, severity=named.severity[:20], fixes=tuple(brought))
