"""The periods and clocks of duties whose terms changed: put on record, turned, or dropped with the reason."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from hostops.clocks.many import clocks_cancel
from maintenance.patching.actions.duty_changes import Change
from maintenance.patching.models import PatchOwed
from maintenance.patching.owedrows import cancelling, owed_drop
from maintenance.patching.owing import duties_changed
from maintenance.patching.periodrows import periods_open, periods_write
from maintenance.patching.places import Place, clocks_of, look_again, places_of, stands_at, with_promises
from maintenance.patching.published import Published
from maintenance.patching.rules.periods import Period, counting_period, has_periods, periods_within


def clocks_follow(changes: Sequence[Change], *, actor: Any, at: datetime) -> None:
    """Bring what is owed, and its clocks, to the terms that hold from now on; a fixed number of statements.

    1. What is not due yet and not promised so any more is dropped; what was due stays as it stands, and of a
       duty that ends no clock runs on.
    2. Periods from each duty's start up to the present one are put on record, and its clock counts for that.
    3. What is owed of releases is reckoned anew.
    """
    _drop(changes, actor, at)
    standing = [change for change in changes if change.kind != "gone"]
    places = [
        (change, place)
        for change, place in zip(standing, places_of([one.made for one in standing]), strict=True)
        if has_periods(place.promised.platform.cadence)
    ]
    _record(places, actor, at)
    looks = {place.duty: place.period_at(at).ends_at for _, place in places}
    look_again((change.made, looks.get(change.made)) for change in changes)
    duties_changed([change.made for change in standing], actor)


def _drop(changes: Sequence[Change], actor: Any, at: datetime) -> None:
    """Of duties that end all that lies ahead; of others the present period, where theirs is another now."""
    known = {change.made.pk: change for change in changes if change.kind in ("gone", "other")}
    rows = PatchOwed.objects.filter(duty__in=known, done_at=None, dropped_at=None, due_at__gt=at)
    ahead = list(rows.select_for_update(of=("self",), no_key=True).select_related("duty").order_by("pk"))
    with_promises([row.duty for row in ahead])
    dropped = [(row, known[row.duty_id].reason) for row in ahead if _is_dropped(row, known[row.duty_id], at)]
    owed_drop(dropped, actor=actor, at=at)
    _still([change for change in changes if change.kind == "gone"], actor)


def _still(gone: Sequence[Change], actor: Any) -> None:
    """Late clocks of duties that end are cancelled: the breach stands, and is nobody's task any more."""
    known = {change.made.pk: change for change in gone}
    rows = PatchOwed.objects.filter(duty__in=known, done_at=None, dropped_at=None).select_related("duty")
    late = list(rows.order_by("pk"))
    clocks = clocks_of(late)
    found = [
        (clocks[row.pk], known[row.duty_id]) for row in late if row.pk in clocks and stands_at(clocks[row.pk], row)
    ]
    clocks_cancel((cancelling(clock, change.start, change.reason) for clock, change in found), actor=actor)


def _is_dropped(row: PatchOwed, change: Change, at: datetime) -> bool:
    if change.kind == "gone":
        return True
    promised = change.made.promise.parsed
    if row.what != PatchOwed.What.PERIOD:
        return False
    if not has_periods(promised.platform.cadence):
        return True
    period = Place(change.made, None).period_at(at)
    return (row.starts_at, row.due_at) != (period.starts_at, period.ends_at)


def _record(places: Sequence[tuple[Change, Place]], actor: Any, at: datetime) -> None:
    if not places:
        return
    published = Published({place.duty.promise for _, place in places}, min(change.start for change, _ in places))
    past: list[tuple[Place, Period]] = []
    present: dict[str, list[tuple[Place, Period]]] = {}
    for change, place in places:
        for period in _periods(change, place, at):
            if not published.is_owed(place.duty.promise, period):
                continue
            if period.ends_at <= at:
                past.append((place, period))
            else:
                present.setdefault(change.reason, []).append((place, period))
    periods_write(past)
    for reason, pairs in present.items():
        periods_open(pairs, actor=actor, reason=reason)


def _periods(change: Change, place: Place, at: datetime) -> Iterator[Period]:
    """From the first that is owed up to the present one.

    A server that comes nearer to the end of a period than the least delay for planning is first owed the next.
    """
    promised = place.promised
    minimum = promised.plan_distance.minimum if promised.plan_distance and change.kind in ("new", "again") else None
    cadence, zone = promised.platform.cadence, promised.timezone
    first = counting_period(cadence, zone, minimum, change.start)
    return (
        one for one in periods_within(cadence, zone, first.starts_at, max(at, first.ends_at)) if one.starts_at <= at
    )
