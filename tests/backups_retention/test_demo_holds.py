"""What the demo shows of retention."""

from datetime import datetime
from random import Random

from backups.models import Hold, Run
from backups.seed.retention import seed
from hostops.alerts.models import Alert
from hostops.lib.demo import Demo
from hostops.lib.stage import Stage
from tests.backups.house import DAY, backed_up, ran
from tests.house import House


def test_two_holds_and_a_copy_that_went_too_early(house: House, tuesday: datetime) -> None:
    kept = backed_up(house)
    for name in (("erp1", "monthly"), ("erp1", "snapshot"), ("web1", "nightly_database")):
        ran(kept[name], tuesday - DAY * 2.5)
    demo = Demo(Stage(tuesday), Random(1), (), "", print)
    seed(demo)
    demo.stage.play()
    assert sorted(Hold.objects.active(tuesday).values_list("kind", flat=True)) == ["hand", "legal"]
    assert Run.objects.filter(deleted_at__isnull=False).get().schedule == kept["erp1", "snapshot"]
    assert Alert.objects.filter(threshold="lost").count() == 1


def test_an_empty_demo_has_none(house: House, tuesday: datetime) -> None:
    demo = Demo(Stage(tuesday), Random(1), (), "", print)
    seed(demo)
    demo.stage.play()
    assert not Hold.objects.exists()
