"""What the demo shows of hearing: a key in use, and runs that wait for a person."""

from datetime import datetime
from random import Random

from backups.models import Ping, Stray
from backups.models.stray import Why
from backups.seed.hearing import seed
from hostops.lib.demo import Demo
from hostops.lib.stage import Stage
from tests.backups_hearing.scene import Schedules
from tests.house import House


def demo(present: datetime) -> Demo:
    return Demo(Stage(present), Random(1), [], "", lambda _: None)


def test_something_of_each(house: House, schedules: Schedules, tuesday: datetime) -> None:
    seed(demo(tuesday))
    assert {stray.why for stray in Stray.objects.all()} == {Why.SERVER, Why.TIER, Why.FUTURE}
    assert Ping.objects.get().schedule.ping_keys.get().used_at is not None


def test_nothing_without_schedules(house: House, tuesday: datetime) -> None:
    seed(demo(tuesday))
    assert not Stray.objects.exists()
