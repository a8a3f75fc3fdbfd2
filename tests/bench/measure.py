"""Timing, and what is said of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import quantiles
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured value at one size, with what was aimed at. Lower is better unless `higher`."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    higher: bool = False
    ratio_aim: float | None = None
    note: str = ""

    @property
    def met(self) -> bool | None:
        if self.aim is None:
            return None
        return self.value >= self.aim if self.higher else self.value <= self.aim


def milliseconds(act: Callable[[], Any], times: int, warm: int = 5) -> tuple[float, float]:
    """p50 and p95 of `act`, after some runs that are not counted."""
    for _ in range(warm):
        act()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        act()
        taken.append((time.perf_counter() - began) * 1000)
    return percentile(taken, 50), percentile(taken, 95)


def percentile(values: list[float], percent: int) -> float:
    return quantiles(values, n=100, method="inclusive")[percent - 1] if len(values) > 1 else values[0]
