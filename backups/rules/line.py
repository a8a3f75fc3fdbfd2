"""The slots of one schedule through all the terms it stood under. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from hostops.clocks.slots import slot_of, slots_of
from hostops.policies.schema.backups import Tier

P = TypeVar("P")
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Stretch(Generic[P]):
    """A tier in a zone from `start` up to, and not at, `end`; `promise` is whatever the caller knows it by."""

    tier: Tier
    zone: str
    start: datetime
    end: datetime | None
    promise: P

    def slots(self, start: datetime, end: datetime) -> list[datetime]:
        """Its slots that lie from `start` up to, and not at, `end`."""
        first, last = max(start, self.start), min(end, self.end) if self.end else end
        return slots_of(self.tier, self.zone, first, last) if first < last else []

    def slot_at(self, at: datetime) -> datetime | None:
        """Its last slot at or before `at`."""
        slot = slot_of(self.tier, self.zone, min(at, self.end - _INSTANT) if self.end else at)
        return slot if slot and slot >= self.start else None


@dataclass(frozen=True, slots=True)
class Line(Generic[P]):
    """The stretches of a schedule, the earliest first; they do not overlap."""

    stretches: Sequence[Stretch[P]]

    def slots(self, start: datetime, end: datetime) -> Iterator[tuple[datetime, Stretch[P]]]:
        """What is expected from `start` up to, and not at, `end`, each under the terms in force at the slot."""
        for stretch in self.stretches:
            for slot in stretch.slots(start, end):
                yield slot, stretch

    def slot_at(self, at: datetime) -> datetime | None:
        """The slot for which a run that ends at `at` counts: the last at or before it.

        What ended before the first slot counts for one of the first terms, as if they had stood
        then: history is welcome. None for an occasional tier.
        """
        for stretch in reversed(self.stretches):
            if stretch.start <= at and (slot := stretch.slot_at(at)) is not None:
                return slot
        if not self.stretches:
            return None
        first = self.stretches[0]
        return slot_of(first.tier, first.zone, min(at, first.start - _INSTANT))
