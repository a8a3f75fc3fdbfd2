"""As `small_demo`, with a room at its end whose seed never gets there."""

from tests.embedded.small_demo import *  # noqa: F403
from tests.embedded.small_demo import DEMO_SEEDS as _PEOPLE

DEMO_SEEDS = [*_PEOPLE, "tests.embedded.endless_seed"]
