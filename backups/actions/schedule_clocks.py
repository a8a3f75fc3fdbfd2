"""The clocks of schedules whose terms changed: opened, turned to the new next slot, or cancelled, with the reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from backups.actions.schedule_changes import Change
from backups.lines import PromisedLine, lines_of, next_of
from backups.models import Promise, Schedule
from backups.places import Place, look_again, places_of
from backups.promises import KIND, rule_of, thresholds_of
from hostops.clocks.many import Cancelling, Opening, clocks_cancel, clocks_open
from hostops.clocks.recurring import Turn, clocks_turn


def clocks_follow(changes: Sequence[Change], *, actor: Any, at: datetime) -> None:
    """Bring the clocks to the terms that hold from now on; a fixed number of statements.

    1. A slot that has come under the earlier terms stays owed as it was, and is turned when the next comes.
    2. A cycle whose slot has not come is cancelled, and the clock turned to the next slot by the new terms.
    3. A schedule that has no clock yet is given one; a tier that has no slots any more keeps none.
    """
    places = {place.schedule.pk: place for place in places_of([c.made for c in changes if c.kind != "new"])}
    known = [(change, places[change.made.pk]) for change in changes if change.made.pk in places]
    ahead = [(change, place) for change, place in known if _to_be_moved(change, place, at)]
    clocks_cancel((Cancelling(place.clock, change.start, change.reason) for change, place in ahead), actor=actor)
    clocks_turn((turn for change, place in ahead if (turn := _turn(change, place, at))), actor=actor)
    opened = _open([change for change in changes if change.made.pk not in places], actor, at)
    ended = {change.made.pk for change in changes if change.kind == "gone"}
    look_again([*(place for _, place in known if place.schedule.pk not in ended), *opened], seen_until=at)
    Schedule.objects.filter(pk__in=ended).update(look_at=None)


def _to_be_moved(change: Change, place: Place, at: datetime) -> bool:
    """All but a slot that has come, of a schedule that goes on with slots: that is owed still."""
    goes_on = change.kind == "other" and next_of(place.line, at) is not None
    return not (goes_on and place.slot <= at)


def _turn(change: Change, place: Place, at: datetime) -> Turn | None:
    following = next_of(place.line, at)
    if following is None or change.kind == "gone":
        return None
    slot, promise = following
    rule, clause, told = rule_of(promise), promise.parsed.clause, thresholds_of(promise)
    return Turn(place.clock, None, slot, rule, clause, promise.version, told, change.reason)


def _open(changes: Sequence[Change], actor: Any, at: datetime) -> list[Place]:
    """Clocks of schedules that have slots, each from the slot whose time it is, or else from the first."""
    lines = lines_of([change.made.pk for change in changes])
    first = [(change, found) for change in changes if (found := _first(change, lines[change.made.pk], at))]
    clocks = clocks_open([_opening(change, *found) for change, found in first], actor=actor)
    return [Place(change.made, clock, lines[change.made.pk]) for (change, _), clock in zip(first, clocks, strict=True)]


def _first(change: Change, line: PromisedLine, at: datetime) -> tuple[datetime, Promise] | None:
    slot = line.slot_at(at)
    if slot and change.promise and slot >= change.start:
        return slot, change.promise
    return next_of(line, at)


def _opening(change: Change, slot: datetime, promise: Promise) -> Opening:
    return Opening(
        change.made.subject,
        KIND,
        promise.parsed.clause,
        promise.version,
        rule_of(promise),
        thresholds_of(promise),
        slot,
        change.reason,
    )
