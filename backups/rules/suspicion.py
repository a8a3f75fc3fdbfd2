"""Whether a good run is far from its schedule's own history, by the policy's bounds. Pure.

The figures say what was measured, what the history's median is, and which bound it passed, so
that a person sees why.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import median
from typing import Any

from hostops.policies.schema.backups import Suspicion

_PERCENT = 100
Figure = dict[str, Any]
"""`what` (size, duration), `value`, `median`, `percent` of it, the `bound` passed, and the `runs` looked at."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A good run: bytes read and seconds taken, as far as they are known."""

    bytes: int | None
    seconds: float | None


def suspicious(rule: Suspicion, run: Measured, before: Sequence[Measured]) -> list[Figure] | None:
    """The figures by which the run is suspicious, or None. `before` are the good runs before it, the latest first."""
    recent = before[: rule.among]
    return [*_size(rule, run, recent), *_duration(rule, run, recent)] or None


def _size(rule: Suspicion, run: Measured, recent: Sequence[Measured]) -> Iterator[Figure]:
    known = [each.bytes for each in recent if each.bytes is not None]
    middle = median(known) if len(known) >= rule.at_least else 0
    if run.bytes is None or not middle:
        return
    if run.bytes * _PERCENT < rule.size_below * middle:
        yield _figure("size", run.bytes, middle, rule.size_below, len(known))
    elif run.bytes * _PERCENT > rule.size_above * middle:
        yield _figure("size", run.bytes, middle, rule.size_above, len(known))


def _duration(rule: Suspicion, run: Measured, recent: Sequence[Measured]) -> Iterator[Figure]:
    known = [each.seconds for each in recent if each.seconds is not None]
    middle = median(known) if len(known) >= rule.at_least else 0
    if run.seconds is not None and middle and run.seconds * _PERCENT > rule.duration_above * middle:
        yield _figure("duration", run.seconds, middle, rule.duration_above, len(known))


def _figure(what: str, value: float, middle: float, bound: int, runs: int) -> Figure:
    share = value * _PERCENT / middle
    percent = floor(share) if bound < _PERCENT else ceil(share)  # never as if it stood at the bound
    return {
        "what": what,
        "value": round(value),
        "median": round(middle),
        "percent": percent,
        "bound": bound,
        "runs": runs,
    }


def in_words(figure: Figure) -> str:
    """`its size is 12 % of the median of the last 14 good runs; below 50 % is suspicious`."""
    side = "below" if figure["bound"] < _PERCENT else "above"
    return (
        f"its {figure['what']} is {figure['percent']} % of the median of the last {figure['runs']} good runs; "
        f"{side} {figure['bound']} % is suspicious"
    )
