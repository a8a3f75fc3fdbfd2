"""The line of those who wait for a place: a wave of small cases after a move (itpdx:4g)."""

from functools import partial

from hostops.lib.stage import Story
from tickets.actions import case_admit
from tickets.seed.cast import Cast, Client
from tickets.seed.part import Part
from tickets.seed.plots import answered, ended, opening, silence
from tickets.seed.scenes.scene import Scene, days, minutes
from tickets.seed.troubles.special import CATALOGUE, after_the_move
from tickets.states import State


def small_thing(cast: Cast, client: Client, title: str) -> Story:
    part = Part(cast, client, after_the_move(title), severity=3)
    part.file()
    yield from opening(part)
    yield from answered(part, late=False)
    yield from ended(part)


def admitted_over_the_cap(cast: Cast, client: Client, title: str) -> Story:
    part = Part(cast, client, after_the_move(title), severity=3)
    part.file()
    yield part.at_work(hours=(2, 3))
    part.look_again()
    if part.case.state == State.HELD:
        case_admit(
            actor=part.engineer, case=part.case, reason="Libraries order until tonight; it does not bear waiting."
        )
    yield from answered(part, late=False)
    yield from ended(part)


def withdrawn_in_line(cast: Cast, client: Client, title: str) -> Story:
    part = Part(cast, client, after_the_move(title), severity=4)
    part.file()
    yield part.after(hours=(1, 2))
    part.withdraw()
    yield from silence(part)


def _wave(contract: str, ago: int) -> tuple[Scene, ...]:
    """Ten within two hours; the sixth and later find no place."""
    plots = [small_thing] * 8 + [admitted_over_the_cap, withdrawn_in_line]
    return tuple(
        Scene(contract, days(ago) - minutes(14 * number), partial(plot, title=title), in_office=False)
        for number, (plot, title) in enumerate(zip(plots, CATALOGUE, strict=True))
    )


SCENES = _wave("HS-2112", 81)
