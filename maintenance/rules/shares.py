"""Seconds of a month set against what was committed, exactly; as percentages rounded down. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor

WHOLE = 100
# A ten-thousandth of a percent of a month is under three seconds: enough to tell two months apart.
PLACES = 4


@dataclass(frozen=True, slots=True)
class Counted:
    """Seconds of one server, or of several together. `promised` is what must at least be up; None: not stated."""

    total: int
    scheduled: int
    excluded: int
    down: int
    promised: Fraction | None

    def __add__(self, other: "Counted") -> "Counted":
        stated = self.promised is not None and other.promised is not None
        return Counted(
            self.total + other.total,
            self.scheduled + other.scheduled,
            self.excluded + other.excluded,
            self.down + other.down,
            (self.promised or Fraction()) + (other.promised or Fraction()) if stated else None,
        )

    @property
    def available(self) -> Fraction | None:
        """The share that does not count as down; None of no time."""
        return Fraction(self.total - self.down, self.total) if self.total else None

    @property
    def percent(self) -> Decimal | None:
        return None if self.available is None else percent(self.available)

    @property
    def committed(self) -> Decimal | None:
        """The share promised of the whole, in percent; None where it is not stated, or of no time."""
        if self.promised is None or not self.total:
            return None
        return percent(self.promised / self.total)

    @property
    def allowed(self) -> int | None:
        """The most seconds that may count as down before the commitment is missed."""
        return None if self.promised is None else floor(self.total - self.promised)

    @property
    def left(self) -> int | None:
        """What is left of `allowed`; negative once the commitment is missed."""
        return None if self.allowed is None else self.allowed - self.down

    @property
    def met(self) -> bool | None:
        """Whether the commitment is kept as it stands; None where it is not stated, or of no time."""
        return None if self.left is None or not self.total else self.left >= 0


NO_TIME = Counted(0, 0, 0, 0, Fraction())


def percent(share: Fraction, places: int = PLACES) -> Decimal:
    """The share in percent, rounded down: 100 is said of all, never of nearly all."""
    return Decimal(floor(share * WHOLE * 10**places)).scaleb(-places)
