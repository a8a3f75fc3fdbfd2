"""Deliveries are forgotten after their time; those of a notice stay, since they show that it was sent."""

from datetime import datetime, timedelta

import pytest
from django.conf import settings

from hostops.alerts.models import Delivery
from hostops.alerts.retention import forget_old_deliveries
from hostops.lib.now import moved_to
from tests.house import House
from tests.maintenance.scene import announced

pytestmark = pytest.mark.django_db


def test_what_a_notice_was_sent_by_is_not_forgotten(house: House, tuesday: datetime) -> None:
    window = announced(house)
    mail = window.notices.get().addressees.earliest("id").delivery
    assert mail is not None
    later = tuesday + timedelta(days=settings.DELIVERY_RETENTION_DAYS + 1)
    with moved_to(later):
        forget_old_deliveries(limit=1)
    assert Delivery.objects.filter(pk=mail.pk, state="sent").exists()
