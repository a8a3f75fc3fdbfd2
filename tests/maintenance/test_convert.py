"""A window becomes one of another kind with a reason, approved by a manager, where every policy allows it."""

from datetime import UTC, datetime

import pytest

from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.actions import window_announce, window_convert
from maintenance.models import Window
from tests.house import House
from tests.maintenance.scene import (
    DAY,
    HOUR,
    SUNDAY,
    announced,
    begun,
    clock,
    decided,
    drafted,
    letter_to,
    mailed,
    planned,
)

pytestmark = pytest.mark.django_db
MAY = datetime(2026, 5, 9, 6, 0, tzinfo=UTC)


@pytest.fixture
def late_long(house: House, tuesday: datetime) -> Window:
    """A long window in May, planned in time, whose 30 days have passed unannounced."""
    return planned(house, "long", starts_at=MAY, ends_at=MAY + 30 * HOUR)


def test_a_long_one_that_missed_its_30_days_becomes_proactive(house: House, late_long: Window) -> None:
    with moved_to(MAY - 10 * DAY):
        window_convert(actor=house.planner, window=late_long, kind="proactive", justification="A known fault.")
        asked = late_long.conversions.get()
        assert (late_long.kind, asked.approved_at, asked.asked_by) == ("long", None, house.planner)
        window_convert(actor=house.manager, window=late_long, kind="proactive")
        asked.refresh_from_db()
        assert (late_long.kind, asked.approved_by, late_long.justification) == (
            "proactive",
            house.manager,
            "A known fault.",
        )
        found = clock(late_long)
        assert (found.cycle, found.clause, found.due_at) == (2, "iptor:5g", MAY - 7 * DAY)
        window_announce(actor=house.planner, window=decided(house, late_long))
        mailed()
        assert "A known fault." in letter_to(late_long)
    late_long.refresh_from_db()
    assert begun(house, late_long).state == "in_progress"


def test_after_seven_days_it_is_too_late_for_proactive_too(house: House, late_long: Window) -> None:
    with moved_to(MAY - 6 * DAY), pytest.raises(NotPossible, match="iptor:5g"):
        window_convert(actor=house.manager, window=late_long, kind="proactive", justification="A known fault.")


def test_a_short_one_becomes_an_emergency_but_not_proactive(house: House, tuesday: datetime) -> None:
    window = planned(house)
    with moved_to(SUNDAY - DAY):
        with pytest.raises(NotPossible, match="cannot become proactive"):
            window_convert(actor=house.manager, window=window, kind="proactive", justification="Now.")
        window_convert(actor=house.manager, window=window, kind="emergency", justification="Now.", advisory="CVE-1")
    assert (window.kind, window.advisory) == ("emergency", "CVE-1")
    assert clock(window).stopped_at == SUNDAY - DAY  # late, and so it stands


def test_announced_and_converted_it_needs_a_new_notice(house: House, tuesday: datetime) -> None:
    window = announced(house)
    window_convert(actor=house.manager, window=window, kind="emergency", justification="It cannot wait.")
    assert (window.state, window.announced_at) == ("announced", None)


def test_without_a_reason_nothing_is_converted(house: House, late_long: Window) -> None:
    for actor in (house.planner, house.manager):
        with moved_to(MAY - 10 * DAY), pytest.raises(BadField, match="justification"):
            window_convert(actor=actor, window=late_long, kind="proactive", justification=" ")
    assert not late_long.conversions.exists()


def test_one_is_asked_for_at_a_time(house: House, late_long: Window) -> None:
    with moved_to(MAY - 10 * DAY):
        window_convert(actor=house.planner, window=late_long, kind="proactive", justification="A known fault.")
        with pytest.raises(NotPossible, match="waits for a manager"):
            window_convert(actor=house.planner, window=late_long, kind="emergency", justification="No: now.")


def test_a_draft_is_changed_but_not_a_planned_one(house: House, tuesday: datetime) -> None:
    from maintenance.actions import window_change

    window = drafted(house, "long")
    assert window_change(actor=house.planner, window=window, kind="short").kind == "short"
    with pytest.raises(NotPossible, match="convert it instead"):
        window_change(actor=house.planner, window=planned(house), kind="long")


def test_engineers_and_customers_convert_nothing(house: House, tuesday: datetime) -> None:
    window = planned(house)
    for person in (house.engineer, house.stranger, house.contact):
        with pytest.raises(NotAllowed):
            window_convert(actor=person, window=window, kind="emergency", justification="x")
