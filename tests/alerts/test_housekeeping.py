"""Deliveries are forgotten after their time; alerts and what is still to be sent stay."""

from datetime import datetime, timedelta
from typing import Any

from hostops.alerts.models import Alert, Delivery
from hostops.alerts.notices import notice_send
from hostops.alerts.retention import forget_old_deliveries
from hostops.alerts.routing import route
from hostops.alerts.tasks import housekeeping
from hostops.lib.now import moved_to
from tests.alerts.scene import alert
from tests.house import House


def test_old_and_ended_go_the_rest_stays(house: House, tuesday: datetime, settings: Any) -> None:
    settings.DELIVERY_RETENTION_DAYS = 30
    for number, state in enumerate(["sent", "failed", "dropped", "waiting", "in_flight"]):
        notice_send(address="a@example.com", title="Hi", body="", key=f"{number}")
        Delivery.objects.filter(key__startswith=f"{number}:").update(state=state)
    alert(house, tuesday, "managers")
    route()
    with moved_to(tuesday + timedelta(days=30)):
        assert forget_old_deliveries() == 0
    with moved_to(tuesday + timedelta(days=31)):
        notice_send(address="new@example.com", title="Hi", body="", key="young")
        assert forget_old_deliveries(limit=2) == 4
    assert set(Delivery.objects.values_list("state", flat=True)) == {"waiting", "in_flight"}
    assert Alert.objects.count() == 1


def test_task_runs_twice_as_well_as_once(house: House, tuesday: datetime) -> None:
    housekeeping()
    housekeeping()
