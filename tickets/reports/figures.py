"""Counts of promises, and shares that never flatter. Pure."""

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

_STEP = Decimal("0.1")


@dataclass(frozen=True)
class Figures:
    """Promises that were decided: kept, or broken; some of the broken are excused by an attribution."""

    kept: int = 0
    breached: int = 0
    excused: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(self.kept + other.kept, self.breached + other.breached, self.excused + other.excused)

    @property
    def decided(self) -> int:
        return self.kept + self.breached

    @property
    def held(self) -> int:
        """Broken and held against the provider."""
        return self.breached - self.excused

    @property
    def attained(self) -> Decimal | None:
        """Kept of all decided, in percent."""
        return share(self.kept, self.decided)

    @property
    def attained_unexcused(self) -> Decimal | None:
        """Kept of those decided that no attribution excuses, in percent."""
        return share(self.kept, self.kept + self.held)


def share(part: int, whole: int) -> Decimal | None:
    """`part` of `whole` in percent to one decimal, rounded down: 100.0 is said of all, never of nearly all.

    None of nothing.
    """
    return (Decimal(100 * part) / whole).quantize(_STEP, ROUND_FLOOR) if whole else None


def change(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    """By how many percentage points; None where there is nothing to compare."""
    return None if now is None or before is None else now - before


def total(figures: "list[Figures]") -> Figures:
    return sum(figures, Figures())
