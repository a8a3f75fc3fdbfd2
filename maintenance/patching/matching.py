"""Which vulnerabilities a release mends, by what advisories say of its package.

An advisory says it of an update where the installed version is older than the one that mends, and that is
not newer than the candidate; in the numbering of who packed it. Where the tool does not say what is installed,
the candidate itself must be the one that mends, or an advisory that the tool named with it.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from hostops.lib.versions import Scheme, Unordered, compared
from maintenance.patching.models import Advisory, AdvisoryFix, ReleaseFix, Source, Update
from maintenance.patching.reading.found import scheme_of

SCHEMES: dict[str, Scheme] = {Source.APT: "deb", Source.DNF: "rpm"}
Mended = tuple[int, str]


def pending_of(packages: Collection[str]) -> QuerySet[Update]:
    """What servers lack of these packages, with the releases."""
    return Update.objects.filter(package__in=packages, gone_at=None).select_related("release")


def fixes_match(updates: Iterable[Update], named: Iterable[Mended] = ()) -> set[int]:
    """Write down what the releases of these updates mend; the keys of those of which something new is known.

    `named` is what a tool itself said, by release. Four statements, however many.
    """
    # thousands of servers lack the same release of the same version: each such pair is looked at once
    lacking = {(update.release_id, update.installed): update for update in updates}.values()
    fixes = _fixes_of({_plain(update.package) for update in lacking})
    other_names = _by_identifier({fix.advisory.identifier for below in fixes.values() for fix in below})
    found = set(named)
    for update in lacking:
        for fix in fixes.get(_plain(update.package), ()):
            if _mends(update, fix):
                cves = (*fix.advisory.cves, *other_names.get(fix.advisory.identifier, ()))
                found |= {(update.release_id, cve) for cve in cves}
    return _write(found)


def _plain(package: str) -> str:
    """Without the architecture that is named for a second one."""
    return package.partition(":")[0]


def _fixes_of(packages: Collection[str]) -> dict[str, list[AdvisoryFix]]:
    """By package, what mends something of it; words of advisories stay where they are."""
    rows = AdvisoryFix.objects.filter(package__in=packages, advisory__withdrawn_at=None).exclude(fixed_version="")
    found: dict[str, list[AdvisoryFix]] = {}
    for fix in rows.select_related("advisory").defer("advisory__summary"):
        found.setdefault(fix.package, []).append(fix)
    return found


def _by_identifier(identifiers: Collection[str]) -> dict[str, list[str]]:
    """The vulnerabilities of an advisory that several sources know: a tool names it, its vendor says what it mends."""
    found: dict[str, list[str]] = {}
    for identifier, cves in Advisory.objects.filter(identifier__in=identifiers).values_list("identifier", "cves"):
        found.setdefault(identifier, []).extend(cves)
    return found


def _mends(update: Update, fix: AdvisoryFix) -> bool:
    scheme = SCHEMES.get(update.release.source)
    if scheme is None or scheme_of(fix.ecosystem) != scheme:
        return False
    try:
        if not update.installed:
            return compared(fix.fixed_version, update.candidate, scheme) == 0
        newer = compared(update.installed, fix.fixed_version, scheme) < 0
        return newer and compared(fix.fixed_version, update.candidate, scheme) <= 0
    except Unordered:
        return False


def _write(found: set[Mended]) -> set[int]:
    known = ReleaseFix.objects.filter(release__in={release for release, _ in found})
    new = found.difference(known.values_list("release_id", "cve"))
    ReleaseFix.objects.bulk_create(_rows(new), ignore_conflicts=True, batch_size=1000)
    return {release for release, _ in new}


def _rows(new: set[Mended]) -> Iterator[Any]:
    return (ReleaseFix(release_id=release, cve=cve) for release, cve in sorted(new))
