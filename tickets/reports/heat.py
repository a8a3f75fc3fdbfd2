"""How strongly a cell of a heat grid is drawn. Pure. A cell always says its figure too."""

from decimal import Decimal

# From nothing (0) to the most (4). Each step has a pattern and a weight of its own, not only a shade.
STEPS = 4
# A month's attainment, in percent, from which on a cell is drawn one step less strongly. A house rule of
# drawing alone: what was promised stands in the policies, and no figure depends on it.
_BANDS = (Decimal(100), Decimal(95), Decimal(85), Decimal(70))


def strength(count: int, most: int) -> int:
    """The step of a count where `most` is the largest of the grid: 0 for none, else 1 to 4 in equal parts."""
    return 0 if count <= 0 or most <= 0 else -(-STEPS * count // most)


def shortfall(attained: Decimal | None) -> int:
    """The step of a percentage: 0 where all was kept, 4 where least was; 0 where there is none."""
    if attained is None:
        return 0
    return sum(attained < band for band in _BANDS)
