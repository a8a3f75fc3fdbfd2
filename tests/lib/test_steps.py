"""A life as a table: what is possible, where a step leads, what is refused and how."""

from dataclasses import dataclass
from enum import StrEnum

import pytest

from hostops.lib.errors import NotPossible
from hostops.lib.steps import Steps


class Light(StrEnum):
    OFF = "off"
    ON = "on"
    BURNT_OUT = "burnt_out"


LIFE = Steps(
    Light,
    {"switch": {Light.OFF: Light.ON, Light.ON: Light.OFF}, "burn": {Light.ON: Light.BURNT_OUT}},
    {"dust": frozenset(Light)},
    silent=("burn",),
)


@dataclass
class Lamp:
    state: str
    number: str = "L-1"


def test_a_state_names_its_steps_without_the_silent_ones() -> None:
    assert LIFE.possible("on") == ["dust", "switch"]
    assert LIFE.possible(Light.BURNT_OUT) == ["dust"]


def test_a_silent_step_is_taken_all_the_same() -> None:
    assert LIFE.after("burn", "on") == Light.BURNT_OUT


def test_a_step_that_stays_leaves_the_state() -> None:
    lamp = Lamp("burnt_out")
    LIFE.move(lamp, "dust")
    assert lamp.state == "burnt_out"


def test_what_is_not_possible_is_refused_with_what_is() -> None:
    lamp = Lamp("burnt_out")
    with pytest.raises(NotPossible, match=r"L-1 is burnt out; switch is not possible\. Possible now: dust\."):
        LIFE.move(lamp, "switch")
    assert lamp.state == "burnt_out"
