"""What labour comes to. Pure: whole seconds and decimals in, a line of a bill out."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

_HOUR = Decimal(3600)
_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Line:
    """So much time is billed, and so much money it comes to, in the currency of the rate."""

    billed: timedelta
    amount: Decimal


def line_of(worked: timedelta, hourly: Decimal, step: timedelta) -> Line:
    """The line for `worked`, at `hourly` for an hour, where each `step` that is begun counts as a whole one.

    The amount is rounded once, to the cent, half a cent up. ValueError for no time or no step.
    """
    if worked <= timedelta() or step <= timedelta():
        raise ValueError("a line needs time that was worked and a step to count it by")
    steps = -(-worked // step)
    billed = step * steps
    seconds = Decimal(billed.days * 86_400 + billed.seconds)
    return Line(billed, (hourly * seconds / _HOUR).quantize(_CENT, ROUND_HALF_UP))
