"""Why something is owed by when it is: every promise that asks for it, and which of them is the earliest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from hostops.clocks.calendars import calendar_of
from maintenance.patching.models import PatchOwed, PatchPromise, Release, Update
from maintenance.patching.owing_wanted import Vendors, due_to
from maintenance.patching.rules.due import CADENCE, CONTRACT, KEV, Candidate, Due, Published, plan_due_of

_WORDS = {CADENCE: "The cadence", CONTRACT: "The contract", KEV: "Known to be exploited"}
What = PatchOwed.What


@dataclass(frozen=True, slots=True)
class Reason:
    """One promise's deadline, in words. `binds` where it is the one that counts."""

    at: datetime
    because: str
    clause: str
    cause: str
    words: str
    binds: bool


def reasons_of(owed: PatchOwed) -> list[Reason]:
    """Every promise that asks for it as things are known now, the earliest first; five statements at most.

    What is owed was reckoned when it was last heard of; where an exception gave it more time, its own
    instant stands before them all.
    """
    found = list(_candidates(owed))
    if not any(one.at == owed.due_at and one.because == owed.because for one in found):
        own = Candidate(owed.due_at, owed.because, owed.clause, owed.cause)  # type: ignore[arg-type]
        found = [own, *(one for one in found if one.because != owed.because)]
    return [_reason(one, owed) for one in sorted(found, key=lambda one: one.at)]


def _candidates(owed: PatchOwed) -> Sequence[Candidate]:
    release = owed.release
    if release is None:
        return ()
    vendors = Vendors([release.pk])
    noticed_at = noticed(owed.duty.server_id, release)
    if owed.what == What.PLAN:
        published = Published(release.released_at, noticed_at, release.security, major=True)
        calendars = partial(calendar_of, owed.promise.version)
        plan = plan_due_of(owed.promise.parsed, published, calendars)
        return (plan,) if plan else ()
    due = due_of_release(owed.promise, release, noticed_at, vendors)
    return due.all if due else ()


def due_of_release(promise: PatchPromise, release: Release, noticed_at: datetime, vendors: Vendors) -> Due | None:
    """By when it must be on a server under the promise; `vendors` knows the release."""
    return due_to(promise, release, noticed_at, vendors.exploited.get(release.pk, ()))


def noticed(server: int, release: Release) -> datetime:
    """When it was first heard that the server lacks it: by its own tool, or with the release itself."""
    rows = Update.objects.filter(server=server, release=release).order_by("pk").values_list("heard_at", flat=True)
    return rows.first() or release.recorded_at


def _reason(one: Candidate, owed: PatchOwed) -> Reason:
    binds = one.at == owed.due_at and one.because == owed.because
    return Reason(one.at, one.because, one.clause, one.cause, f"{_WORDS[one.because]}: {_said(one, owed)}", binds)


def _said(one: Candidate, owed: PatchOwed) -> str:
    if one.because == KEV:
        return f"{one.cause} is in CISA's catalogue, to be mended by then"
    if one.because == CONTRACT:
        return f"a security release is installed {one.cause}"
    if owed.what == What.PERIOD:
        return f"{owed.promise.parsed.platform.words()}; {one.cause} ends then"
    if one.what == "plan" or owed.what == What.PLAN:
        return f"a major release is planned within {one.cause}"
    return f"installed within {one.cause}" if " after " in one.cause else f"{one.cause} ends then"
