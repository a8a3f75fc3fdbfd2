"""A room whose seed does not get to its end."""

from hostops.accounts.models import Person
from hostops.lib.demo import Demo


def seed(demo: Demo) -> None:
    assert Person.objects.exists()
    raise RuntimeError("the light went out")
