"""A room whose seed says that it has begun, and goes on until it is killed."""

from signal import pause

from hostops.accounts.models import Account, Person
from hostops.lib.demo import Demo


def seed(demo: Demo) -> None:
    assert Person.objects.exists()
    assert Account.objects.exists()
    demo.say("On the way")
    pause()
