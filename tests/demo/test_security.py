"""What the demo shows of security: an action whose notice is owed, code that was mended, a site that was shut down."""

from datetime import datetime, timedelta

import pytest

from hostops.clocks.models import Clock
from maintenance.security.models import Block, Labour, PenetrationTest, SecurityResponse, Shutdown

pytestmark = pytest.mark.django_db


def test_a_zero_day_is_owed_its_notice_soon(present: datetime) -> None:
    response = SecurityResponse.objects.owing_notice().get()
    clock = Clock.objects.get(subject=response.subject, kind="security_notice")
    assert clock.stopped_at is None
    assert clock.due_at is not None
    assert timedelta() < clock.due_at - present < timedelta(hours=4)


def test_the_other_responses_have_run_their_course(present: datetime) -> None:
    assert SecurityResponse.objects.filter(state="closed").count() == 2
    assert SecurityResponse.objects.exclude(effect="").get().notices.exists()


def test_labour_is_billed_and_a_shutdown_was_answered(present: datetime) -> None:
    assert all(line.amount for line in Labour.objects.all())
    assert Labour.objects.count() == 2
    assert Shutdown.objects.get().lifted_at is not None


def test_a_test_was_blocked_and_another_lies_ahead(present: datetime) -> None:
    states = {test.state_at(present) for test in PenetrationTest.objects.all()}
    assert states == {"over", "ahead"}
    assert {block.state_at(present) for block in Block.objects.all()} == {"over", "standing"}
