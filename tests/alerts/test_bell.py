"""The bell: new until its owner has looked, and nobody else's."""

from datetime import datetime

from hostops.alerts.actions import bell_see, notice_send
from hostops.alerts.models import Delivery
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE
from tests.house import House


def test_looking_marks_what_was_there_and_only_ones_own(house: House, tuesday: datetime) -> None:
    for number in range(3):
        for person in (house.contact, house.holder):
            notice_send(recipient=person, title=f"{number}", body="", key=f"n:{number}")
    mine = Delivery.objects.filter(recipient=house.contact, channel="bell").order_by("id")
    with moved_to(tuesday + MINUTE):
        assert bell_see(actor=house.contact, up_to_id=mine[1].pk) == 2
        assert bell_see(actor=house.contact, up_to_id=mine[1].pk) == 0
    assert list(mine.values_list("seen_at", flat=True)) == [tuesday + MINUTE, tuesday + MINUTE, None]
    assert not Delivery.objects.filter(recipient=house.holder, seen_at__isnull=False).exists()


def test_customer_sees_their_own_deliveries_alone(house: House, tuesday: datetime) -> None:
    for person in (house.contact, house.holder, house.stranger):
        notice_send(recipient=person, title="Hi", body="", key="n", channels=("bell",))
    assert {row.recipient for row in Delivery.objects.visible_to(house.contact)} == {house.contact}
    assert Delivery.objects.visible_to(house.engineer).count() == 3
    house.contact.is_active = False
    assert not Delivery.objects.visible_to(house.contact).exists()
