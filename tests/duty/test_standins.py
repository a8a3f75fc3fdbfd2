"""Who stands in: the deputy, or the deputy's where that one is away too; never in a circle."""

import pytest

from hostops.duty.standins import stand_ins


@pytest.mark.parametrize(
    ("deputies", "found"),
    [
        ({}, {}),
        ({1: 2}, {1: 2}),
        ({1: None}, {}),
        ({1: 2, 2: 3}, {1: 3, 2: 3}),
        ({1: 2, 2: None}, {}),
        ({1: 2, 2: 1}, {}),
        ({1: 2, 2: 3, 3: 2}, {}),
        ({1: 2, 2: 3, 3: 4}, {1: 4, 2: 4, 3: 4}),
    ],
)
def test_first_who_is_here(deputies: dict[int, int | None], found: dict[int, int]) -> None:
    assert stand_ins(deputies) == found
