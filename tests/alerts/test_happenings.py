"""What desks raise alerts of beside thresholds is told as it happened, whatever became of its clock."""

from datetime import datetime

import pytest

from hostops.alerts.happenings import happenings
from hostops.alerts.models import Alert
from hostops.alerts.templatetags.alerts import gravity
from hostops.alerts.truth import still_true
from hostops.alerts.wording import phrase
from hostops.clocks.actions import clock_stop
from hostops.clocks.models import Clock
from tests.api.rows import alert
from tests.clocks.test_recurring import opened
from tests.house import House


@pytest.fixture
def clock(house: House, tuesday: datetime) -> Clock:
    version = house.nordic.contracts.get().bindings.get().version
    return opened(house.nordic, version, "T-1", tuesday, ["50%", "breach"])


def seen(raised: Alert) -> Alert:
    return Alert.objects.select_related("clock").get(pk=raised.pk)


def test_backups_raise_one(db: None) -> None:
    assert "failed" in happenings
    assert phrase("failed") == "failed"
    assert phrase("failed:escalated") == "failed, and nobody has acknowledged it"
    assert (gravity("failed"), gravity("failed:escalated"), gravity("50%")) == ("happened", "happened", "warning")


def test_it_stays_true_when_its_clock_has_stopped_and_a_warning_does_not(clock: Clock, tuesday: datetime) -> None:
    failed, warning = alert(clock, tuesday, "failed"), alert(clock, tuesday, "50%")
    assert still_true(seen(failed))
    assert still_true(seen(warning))
    clock_stop(actor=None, clock=clock, at=tuesday)
    assert still_true(seen(failed))
    assert not still_true(seen(warning))


def test_that_nobody_has_acknowledged_it_is_news_while_the_clock_runs(clock: Clock, tuesday: datetime) -> None:
    alert(clock, tuesday, "failed")
    passed_on = alert(clock, tuesday, "failed:escalated")
    assert still_true(seen(passed_on))
    clock_stop(actor=None, clock=clock, at=tuesday)
    assert not still_true(seen(passed_on))
