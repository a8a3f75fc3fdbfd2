"""Who stands in for whom. Pure."""

from collections.abc import Mapping


def stand_ins(deputies: Mapping[int, int | None]) -> Mapping[int, int]:
    """For each person who is away, the first of their deputies, and the deputies' deputies, who is here.

    `deputies` names everybody who is away. Left out is whoever has nobody: no deputy, or a circle of people away.
    """
    found = {person: _first_here(person, deputies) for person in deputies}
    return {person: deputy for person, deputy in found.items() if deputy is not None}


def _first_here(person: int, deputies: Mapping[int, int | None]) -> int | None:
    asked = {person}
    deputy = deputies[person]
    while deputy is not None and deputy in deputies:
        if deputy in asked:
            return None
        asked.add(deputy)
        deputy = deputies[deputy]
    return deputy
