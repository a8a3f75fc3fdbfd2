"""A request to convert is declined with a reason, which whoever asked is told; they may ask again."""

from datetime import datetime

import pytest

from hostops.alerts.models import Delivery
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from maintenance.actions import conversion_decline, window_convert
from maintenance.models import Window
from tests.house import House
from tests.maintenance.scene import DAY, planned


@pytest.fixture
def asked(house: House, tuesday: datetime) -> Window:
    """A window that a planner would have as an emergency."""
    window = planned(house, starts_at=tuesday + 20 * DAY)
    return window_convert(actor=house.planner, window=window, kind="emergency", justification="It is out in the wild.")


def test_the_window_stays_and_whoever_asked_is_told(house: House, asked: Window) -> None:
    conversion_decline(actor=house.manager, window=asked, reason="The fix can wait for the notice.")
    row = asked.conversions.get()
    assert (asked.kind, row.declined_by, row.approved_at) == ("short", house.manager, None)
    [mail] = Delivery.objects.filter(recipient=house.planner, channel="email", title__contains="stays short")
    assert "The fix can wait for the notice." in mail.body
    entry = Entry.objects.get(verb="maintenance.window.conversion_declined")
    assert (entry.before["conversion"], entry.reason) == ("emergency", "The fix can wait for the notice.")


def test_they_may_ask_again(house: House, asked: Window) -> None:
    conversion_decline(actor=house.manager, window=asked, reason="Not yet.")
    window_convert(actor=house.planner, window=asked, kind="emergency", justification="Now it is exploited.")
    assert asked.conversions.waiting().get().justification == "Now it is exploited."
    window_convert(actor=house.manager, window=asked, kind="emergency")
    assert asked.kind == "emergency"


def test_a_reason_a_manager_and_a_request_are_needed(house: House, asked: Window) -> None:
    with pytest.raises(BadField):
        conversion_decline(actor=house.manager, window=asked, reason=" ")
    for person in (house.planner, house.engineer, house.stranger):
        with pytest.raises(NotAllowed):
            conversion_decline(actor=person, window=asked, reason="No.")
    conversion_decline(actor=house.manager, window=asked, reason="No.")
    with pytest.raises(NotPossible, match="Nobody asks"):
        conversion_decline(actor=house.manager, window=asked, reason="Once more.")
