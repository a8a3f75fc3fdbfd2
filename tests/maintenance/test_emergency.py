"""An emergency window: advisory, questions answered, each account consulted, a report owed afterwards (iptor:5h)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.alerts.models import Delivery
from hostops.clocks.models import Clock
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.actions import (
    consultation_log,
    step_tick,
    window_announce,
    window_change,
    window_finish,
    window_plan,
    window_report,
    window_start,
)
from maintenance.models import Window
from tests.house import House
from tests.maintenance.scene import HOUR, clock, decided, drafted, mailed

pytestmark = pytest.mark.django_db
ANSWERS = {"wider_effect": "It mends all hosts of the site.", "proportion": "One hour against a breach."}


@pytest.fixture
def soon(house: House, tuesday: datetime) -> Window:
    """An emergency in an hour, announced with what is known yet."""
    window = drafted(house, "emergency", starts_at=tuesday + HOUR, ends_at=tuesday + 3 * HOUR, steps=["Patch"])
    window_announce(actor=house.planner, window=decided(house, window_plan(actor=house.planner, window=window)))
    mailed()
    return window


def test_it_owes_no_notice_and_says_how_much_there_was(house: House, soon: Window, tuesday: datetime) -> None:
    assert not Clock.objects.filter(subject=soon.subject).exists()
    notice = soon.notices.get()
    assert (notice.due_at, notice.kept) == (None, True)
    assert notice.sent_at
    assert soon.starts_at - notice.sent_at == timedelta(minutes=60)


def test_it_starts_only_with_everything_that_the_policy_wants(house: House, soon: Window) -> None:
    with moved_to(soon.starts_at):
        with pytest.raises(NotPossible) as refused:
            window_start(actor=house.engineer, window=soon)
        for missing in ("vendor's advisory (iptor:5h)", "wider_effect", "proportion", "a consultation with nordic"):
            assert missing in refused.value.detail
        window_change(actor=house.planner, window=soon, advisory="CVE-2026-1", answers=ANSWERS)
        with pytest.raises(NotPossible, match="a consultation with nordic"):
            window_start(actor=house.engineer, window=soon)
        consultation_log(actor=house.engineer, window=soon, account=house.nordic, spoken_with="Kim", said="Go ahead.")
        assert window_start(actor=house.engineer, window=soon).state == "in_progress"


def test_afterwards_a_report_is_owed_within_its_time(house: House, soon: Window, tuesday: datetime) -> None:
    window_change(actor=house.planner, window=soon, advisory="CVE-2026-1", answers=ANSWERS)
    consultation_log(actor=house.engineer, window=soon, account=house.nordic, spoken_with="Kim", said="Go ahead.")
    with moved_to(soon.starts_at):
        window_start(actor=house.engineer, window=soon)
        step_tick(actor=house.engineer, step=soon.steps.get())
    ended = soon.ends_at + HOUR
    with moved_to(ended):
        window_finish(actor=house.engineer, window=soon, done="Patched everything.")
        owed = clock(soon, "report")
        assert (owed.started_at, owed.due_at, owed.clause) == (ended, ended + timedelta(hours=24), "iptor:5h")
    with moved_to(ended + HOUR):
        window_report(actor=house.engineer, window=soon, report="Nothing was lost.")
    assert (soon.state, clock(soon, "report").stopped_at) == ("reported", ended + HOUR)
    mail = Delivery.objects.filter(channel="email").latest("id")
    assert "Nothing was lost." in mail.body
    assert "Patched everything." in mail.body


def test_it_may_have_begun_this_moment(house: House, tuesday: datetime) -> None:
    window = drafted(house, "emergency", starts_at=tuesday - HOUR, ends_at=tuesday + HOUR)
    assert window_plan(actor=house.planner, window=window).state == "planned"


def test_a_stranger_plans_nothing(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotAllowed):
        window_plan(actor=house.stranger, window=drafted(house, "emergency"))


def test_a_consultation_is_with_an_affected_account_and_not_to_come(
    house: House, soon: Window, tuesday: datetime
) -> None:
    given: dict[str, Any] = {"actor": house.engineer, "window": soon, "spoken_with": "Kim", "said": "Yes."}
    with pytest.raises(BadField, match="not affected"):
        consultation_log(account=house.harbor, **given)
    with pytest.raises(BadField, match="still to come"):
        consultation_log(account=house.nordic, at=tuesday + HOUR, **given)
    with pytest.raises(NotAllowed):
        consultation_log(account=house.nordic, **{**given, "actor": house.stranger})
