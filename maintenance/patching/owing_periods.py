"""Periods that wait for a release: put on record when one comes, dropped when the last is withdrawn (iptor:4a)."""

from collections.abc import Collection
from typing import Any

from hostops.lib.now import now
from maintenance.patching.models import PatchDuty, PatchOwed, Release
from maintenance.patching.owedrows import owed_drop
from maintenance.patching.owing_wanted import promises_in_force
from maintenance.patching.periodrows import periods_open
from maintenance.patching.places import Place, places_of
from maintenance.patching.published import Published
from maintenance.patching.rules.periods import Period

NONE_LEFT = "The release that the period waited for was withdrawn."


def periods_heard(release_ids: Collection[int], actor: Any) -> None:
    """Open, or drop, the present period of the platforms that these are releases of. A fixed number of statements."""
    waiting = {one.pk: one for one in promises_in_force().values() if one.parsed.platform.only_if_release}
    if not waiting:
        return
    names = Release.objects.filter(pk__in=release_ids, package="").values("platform")
    rows = PatchDuty.objects.filter(ended_at=None, promise__in=waiting, platform__in=names).select_related("subject")
    places = places_of(list(rows.select_for_update(of=("self",), no_key=True).order_by("pk")))
    if places:
        _bring([(place, place.period_at(now())) for place in places], actor)


def _bring(pairs: list[tuple[Place, Period]], actor: Any) -> None:
    at = now()
    published = Published({place.duty.promise for place, _ in pairs}, at)
    there = _there(pairs)
    owed = [(place, period) for place, period in pairs if published.is_owed(place.duty.promise, period)]
    standing = {pk for pk, row in there.items() if row.dropped_at is None}
    new = [(place, period) for place, period in owed if place.duty.pk not in standing]
    periods_open(new, actor=actor, reason="A release was published.")
    left = {place.duty.pk for place, _ in owed}
    gone = [row for pk, row in there.items() if pk not in left and row.dropped_at is None and row.done_at is None]
    owed_drop([(row, NONE_LEFT) for row in gone], actor=actor, at=at)


def _there(pairs: list[tuple[Place, Period]]) -> dict[int, PatchOwed]:
    """The present period's rows by duty."""
    starts = {period.starts_at for _, period in pairs}
    rows = PatchOwed.objects.filter(
        duty__in=[place.duty.pk for place, _ in pairs], what=PatchOwed.What.PERIOD, starts_at__in=starts
    )
    return {row.duty_id: row for row in rows.select_related("duty").select_for_update(of=("self",), no_key=True)}
