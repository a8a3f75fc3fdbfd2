"""By when which releases are wanted on which servers, as far as that is not simply the end of a period."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from django.db.models import Q

from hostops.clocks.calendars import calendar_of
from hostops.policies.binding import LARGE
from maintenance.patching.models import Exploited, PatchDuty, PatchOwed, PatchPromise, Release, ReleaseFix, Update
from maintenance.patching.promises import Promised
from maintenance.patching.rules.due import CADENCE, Candidate, Due, Known, Published, due_of, plan_due_of
from maintenance.patching.rules.periods import has_periods

# A duty, a release, and which of the two is owed.
Key = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Pending:
    """A release that a server lacks, since when that is known."""

    duty: PatchDuty
    release: Release
    noticed_at: datetime


@dataclass
class Vendors:
    """The releases in question with the exploited vulnerabilities that they mend. Three statements."""

    ids: Collection[int]
    releases: Mapping[int, Release] = field(init=False)
    exploited: dict[int, list[Known]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.releases = Release.objects.in_bulk(self.ids)
        fixes = list(ReleaseFix.objects.filter(release__in=self.releases).values_list("release_id", "cve"))
        listed = Exploited.objects.filter(cve__in={cve for _, cve in fixes}, removed_at=None)
        due = dict(listed.values_list("cve", "due_on"))
        for release, cve in fixes:
            if cve in due:
                self.exploited.setdefault(release, []).append(Known(cve, due[cve]))

    def concern(self, promise: PatchPromise, release: Release) -> bool:
        """Whether anything but a period's end can be due."""
        limit = promise.parsed.release_limit
        by_contract = release.security and limit is not None and limit.within is not None
        by_release = not has_periods(promise.parsed.platform.cadence)
        return release.withdrawn_at is None and bool(by_contract or by_release or self.exploited.get(release.pk))


def promises_in_force() -> Mapping[int, PatchPromise]:
    """Those under which anything is owed: a few, whatever the number of servers. One statement."""
    rows = PatchPromise.objects.filter(duties__ended_at=None).distinct().select_related("version__policy")
    return {row.pk: row for row in rows.defer(*LARGE)}


def pending_of(vendors: Vendors, promises: Mapping[int, PatchPromise], duties: Collection[int] | None) -> list[Pending]:
    """Who lacks them: the server's own tool says so; a release of a whole platform is lacked by each server of it.

    Three statements; the duties are locked, with their promises and servers. `duties` narrows them.
    """
    concerned = {
        release.pk: {pk for pk, promise in promises.items() if vendors.concern(promise, release)}
        for release in vendors.releases.values()
    }
    wanted = {pk for found in concerned.values() for pk in found}
    if not wanted:
        return []
    lacking = _lacking([pk for pk, found in concerned.items() if found])
    whole = [one for one in vendors.releases.values() if not one.package and concerned[one.pk]]
    rows = PatchDuty.objects.filter(ended_at=None, promise__in=wanted).select_related("server", "subject")
    rows = rows.filter(Q(platform__in={one.platform for one in whole}) | Q(server__in=lacking))
    rows = rows if duties is None else rows.filter(pk__in=duties)
    locked = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    for duty in locked:
        duty.promise = promises[duty.promise_id]
    found = (one for duty in locked for one in _of_duty(duty, vendors, lacking, whole))
    return [one for one in found if one.duty.promise_id in concerned[one.release.pk]]


def _lacking(releases: Collection[int]) -> Mapping[int, Mapping[int, datetime]]:
    """By server, its packages' releases and when each was heard of."""
    found: dict[int, dict[int, datetime]] = {}
    rows = Update.objects.filter(release__in=releases, gone_at=None).order_by("pk")
    for server, release, heard_at in rows.values_list("server_id", "release_id", "heard_at"):
        found.setdefault(server, {}).setdefault(release, heard_at)
    return found


def _of_duty(
    duty: PatchDuty, vendors: Vendors, lacking: Mapping[int, Mapping[int, datetime]], whole: Sequence[Release]
) -> Iterator[Pending]:
    """A release from before the server was in service is taken to be on it, until its own tool says otherwise."""
    for release, heard_at in lacking.get(duty.server_id, {}).items():
        yield Pending(duty, vendors.releases[release], heard_at)
    began = duty.server.registered_at or duty.created_at
    for one in whole:
        if one.platform == duty.platform and one.released_at >= began:
            yield Pending(duty, one, one.recorded_at)


def wanted_of(pending: Sequence[Pending], vendors: Vendors) -> Mapping[Key, tuple[Pending, Candidate]]:
    """What of it is owed by itself. One statement; servers of like terms share what was reckoned."""
    kept = _kept(pending)
    known: dict[tuple[object, ...], Sequence[Candidate]] = {}
    found: dict[Key, tuple[Pending, Candidate]] = {}
    for one in pending:
        kept_at = max((at for at in kept.get(one.duty.pk, ()) if at < one.noticed_at), default=None)
        key = (one.duty.promise_id, one.release.pk, one.noticed_at, kept_at)
        if key not in known:
            known[key] = list(_candidates(one, vendors, kept_at))
        found |= {(one.duty.pk, one.release.pk, due.what): (one, due) for due in known[key]}
    return found


def _kept(pending: Sequence[Pending]) -> Mapping[int, Sequence[datetime]]:
    """By duty, when it was patched in the periods in which something was noticed."""
    if not pending:
        return {}
    first, last = min(one.noticed_at for one in pending), max(one.noticed_at for one in pending)
    rows = PatchOwed.objects.filter(duty__in={one.duty.pk for one in pending}, what=PatchOwed.What.PERIOD)
    rows = rows.filter(starts_at__lte=last, due_at__gt=first)
    found: dict[int, list[datetime]] = {}
    for duty, done_at in rows.values_list("duty_id", "done_at"):
        if done_at:
            found.setdefault(duty, []).append(done_at)
    return found


def _candidates(one: Pending, vendors: Vendors, kept_at: datetime | None) -> Iterator[Candidate]:
    promised = one.duty.promise.parsed
    due = due_to(one.duty.promise, one.release, one.noticed_at, vendors.exploited.get(one.release.pk, ()), kept_at)
    if due and not _is_the_period(promised, due):
        yield due.binding
    calendars = partial(calendar_of, one.duty.promise.version)
    if plan := plan_due_of(promised, _published(one.release, one.noticed_at, kept_at), calendars):
        yield plan


def _is_the_period(promised: Promised, due: Due) -> bool:
    return due.because == CADENCE and has_periods(promised.platform.cadence)


def due_to(
    promise: PatchPromise,
    release: Release,
    noticed_at: datetime,
    exploited: Sequence[Known],
    kept_at: datetime | None = None,
) -> Due | None:
    """By when the release must be on a server under the promise, as `rules.due` has it. No statement but a calendar."""
    calendars = partial(calendar_of, promise.version)
    return due_of(promise.parsed, _published(release, noticed_at, kept_at), exploited, calendars)


def _published(release: Release, noticed_at: datetime, kept_at: datetime | None) -> Published:
    major = release.kind == Release.Kind.MAJOR
    return Published(release.released_at, noticed_at, release.security, major, kept_at)
