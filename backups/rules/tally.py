"""What the slots of a stretch of time came to: the figures of a report. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from typing import Self

from backups.rules.signs import Stood

_HUNDREDTH = Decimal("0.01")
# The figures as files and calls give them, by name.
COUNTS = ("promised", "kept", "late", "missed", "failed", "quiet", "ahead", "suspicious", "closed", "share")


@dataclass(frozen=True, slots=True)
class Tally:
    """Slots by what became of them; each stands in one of the first six.

    `suspicious` are among those kept or late, `closed` among those missed or failed.
    """

    kept: int = 0
    late: int = 0
    missed: int = 0
    failed: int = 0
    quiet: int = 0
    ahead: int = 0
    suspicious: int = 0
    closed: int = 0

    @property
    def promised(self) -> int:
        """Whose time is over, or that were kept before it was; quiet ones and those ahead are none of them."""
        return self.kept + self.late + self.missed + self.failed

    @property
    def share(self) -> Decimal | None:
        """Percent kept of promised, rounded down, so that 100 is never shown of less; None where nothing was."""
        if not self.promised:
            return None
        return (Decimal(100 * self.kept) / self.promised).quantize(_HUNDREDTH, ROUND_DOWN)

    def __add__(self, other: Self) -> "Tally":
        return Tally(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


def tally(slots: Iterable[tuple[Stood, bool]], at: datetime) -> Tally:
    """Count slots, each with whether its miss was closed by a reason, as they stand at `at`."""
    return Tally(**Counter(name for slot, closed in slots for name in _names(slot, closed, at)))


def _names(slot: Stood, closed: bool, at: datetime) -> Iterator[str]:
    """A run that failed leaves time for another until the slot is due."""
    if slot.state == "pending" or (slot.state == "failed" and slot.due_at > at):
        yield "ahead"
        return
    yield "kept" if slot.state == "ok" else slot.state
    if slot.state in ("ok", "late") and slot.suspicious:
        yield "suspicious"
    if slot.state in ("missed", "failed") and closed:
        yield "closed"
