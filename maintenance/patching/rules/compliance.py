"""What was owed in a period and what became of it: counts, and the percentage that was kept. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from typing import Self

from maintenance.patching.rules.standing import DROPPED

_HUNDREDTH = Decimal("0.01")
# The figures as files and calls give them, by name.
COUNTS = ("on_time", "late", "excepted", "open", "percentage")


@dataclass(frozen=True, slots=True)
class Counts:
    """What was owed, by how it stands (`rules.standing`); what was dropped is none of it."""

    on_time: int = 0
    late: int = 0
    excepted: int = 0
    open: int = 0

    @property
    def decided(self) -> int:
        """What the percentage is of."""
        return self.on_time + self.late

    @property
    def owed(self) -> int:
        return self.decided + self.excepted + self.open

    @property
    def percentage(self) -> Decimal | None:
        """Of what was on time or late, rounded down: 100 only if nothing was late. None where nothing is decided."""
        if not self.decided:
            return None
        return (Decimal(100 * self.on_time) / self.decided).quantize(_HUNDREDTH, ROUND_DOWN)

    def __add__(self, other: Self) -> "Counts":
        return Counts(
            self.on_time + other.on_time,
            self.late + other.late,
            self.excepted + other.excepted,
            self.open + other.open,
        )


def counted(states: Iterable[str]) -> Counts:
    """The counts of these states, dropped ones left out."""
    return Counts(**Counter(state for state in states if state != DROPPED))


def summed(several: Iterable[Counts]) -> Counts:
    return sum(several, Counts())
