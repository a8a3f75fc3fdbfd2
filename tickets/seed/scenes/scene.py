from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from hostops.lib.stage import Story
from tickets.seed.cast import Cast, Client

Plot = Callable[[Cast, Client], Story]


class Scene(NamedTuple):
    """Begins `ago` before the present, or when the office next opens then."""

    contract: str
    ago: timedelta
    plot: Plot
    in_office: bool = True


def days(number: float) -> timedelta:
    return timedelta(days=number)


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)
