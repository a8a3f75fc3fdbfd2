"""Advisories as they were last read.

A vendor's or database's record takes the place of an older one; what is older than what is known changes
nothing. A server's tool knows an advisory in part: what it says is added to what others said.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from maintenance.patching.heard import Heard
from maintenance.patching.matching import fixes_match, pending_of
from maintenance.patching.models import Advisory, AdvisoryFix
from maintenance.patching.reading.found import Advised, Fix

_WORDS = ("title", "summary", "severity", "cves", "url", "published_at", "modified_at", "withdrawn_at", "read_at")
_AT_ONCE = 1000

Rows = dict[str, Advisory]


def advisories_read(*, source: str, advised: Sequence[Advised], at: datetime) -> Heard:
    """Keep what a vendor or a database says, and what it means for the updates that servers lack."""
    known = _locked(source, advised)
    changed = [each for each in advised if each.identifier in known and _is_newer(each, known[each.identifier])]
    new = [each for each in advised if each.identifier not in known]
    rows = known | {each.identifier: Advisory(source=source, identifier=each.identifier) for each in new}
    for each in (*new, *changed):
        _replace(rows[each.identifier], each, at)
    _save(rows, new, changed)
    AdvisoryFix.objects.filter(advisory__in=[known[each.identifier] for each in changed]).delete()
    _add(_fixes(rows, (*new, *changed)))
    heard = Heard()
    heard.count(new=len(new), changed=len(changed), known=len(advised) - len(new) - len(changed))
    heard.releases |= releases_mended(advised)
    return heard


def advisories_named(*, source: str, advised: Sequence[Advised], at: datetime) -> None:
    """Add what a server's tool says of advisories: which packages they bring, and their words where it has them."""
    known = _locked(source, advised)
    new = [each for each in advised if each.identifier not in known]
    rows = known | {each.identifier: Advisory(source=source, identifier=each.identifier) for each in new}
    for each in advised:
        _fill(rows[each.identifier], each, at)
    _save(rows, new, [each for each in advised if each.identifier in known])
    there = set(AdvisoryFix.objects.filter(advisory__in=known.values()).values_list(*_FIX))
    _add(
        fix
        for fix in _fixes(rows, advised)
        if (fix.advisory_id, fix.ecosystem, fix.package, fix.fixed_version) not in there
    )


_FIX = ("advisory_id", "ecosystem", "package", "fixed_version")


def _locked(source: str, advised: Sequence[Advised]) -> Rows:
    names = [each.identifier for each in advised]
    rows = Advisory.objects.select_for_update().filter(source=source, identifier__in=names).order_by("pk")
    return {row.identifier: row for row in rows}


def _is_newer(each: Advised, row: Advisory) -> bool:
    return each.modified_at is not None and each.modified_at > row.modified_at


def _replace(row: Advisory, each: Advised, at: datetime) -> None:
    row.title, row.summary, row.severity, row.url = each.title, each.summary, each.severity, each.url
    row.cves, row.withdrawn_at, row.read_at = list(each.cves), each.withdrawn_at, at
    row.published_at, row.modified_at = each.published_at or at, each.modified_at or at


def _fill(row: Advisory, each: Advised, at: datetime) -> None:
    told = each.title if each.title != each.identifier else ""
    row.title = told or row.title or each.identifier
    row.summary, row.severity = each.summary or row.summary, each.severity or row.severity
    row.cves = [*row.cves, *(cve for cve in each.cves if cve not in row.cves)]
    row.published_at = each.published_at or row.published_at or at
    row.modified_at = each.modified_at or row.modified_at or at
    row.read_at = at


def _save(rows: Rows, new: Sequence[Advised], changed: Sequence[Advised]) -> None:
    """Written in the order of their names, so that two readings at once wait for each other; never for good."""
    Advisory.objects.bulk_create(sorted((rows[each.identifier] for each in new), key=_name), batch_size=_AT_ONCE)
    Advisory.objects.bulk_update([rows[each.identifier] for each in changed], _WORDS, batch_size=_AT_ONCE // 2)


def _name(row: Advisory) -> str:
    return row.identifier


def _fixes(rows: Rows, advised: Iterable[Advised]) -> Iterable[AdvisoryFix]:
    return (_fix(rows[each.identifier], fix) for each in advised for fix in each.fixes)


def _fix(row: Advisory, fix: Fix) -> AdvisoryFix:
    return AdvisoryFix(advisory=row, ecosystem=fix.ecosystem, package=fix.package, fixed_version=fix.version)


def _add(fixes: Iterable[AdvisoryFix]) -> None:
    AdvisoryFix.objects.bulk_create(fixes, batch_size=_AT_ONCE)


def releases_mended(advised: Sequence[Advised]) -> set[int]:
    """The releases of which this says what they mend; a server's tool may have named the packages of an advisory."""
    names = [each.identifier for each in advised]
    packages = AdvisoryFix.objects.filter(advisory__identifier__in=names).values_list("package", flat=True)
    return fixes_match(pending_of(set(packages)))
