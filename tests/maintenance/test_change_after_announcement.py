"""What becomes earlier, longer, wider or worse needs a new notice with its own clock; less is told at once."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from hostops.alerts.models import Delivery
from hostops.clocks.querysets import state_of
from hostops.journal.models import Entry
from hostops.lib.errors import NotPossible
from hostops.lib.now import moved_to, now
from maintenance.actions import window_announce, window_change, window_decide, window_start
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import DAY, HOUR, SUNDAY, announced, begun, clock, decided, mailed, planned

pytestmark = pytest.mark.django_db
MORE: dict[str, dict[str, Any]] = {
    "earlier": {"starts_at": SUNDAY - HOUR},
    "longer": {"ends_at": SUNDAY + 5 * HOUR},
    "worse": {"expected_downtime": 2 * HOUR},
}
LESS: dict[str, dict[str, Any]] = {
    "later": {"starts_at": SUNDAY + HOUR},
    "shorter": {"ends_at": SUNDAY + 3 * HOUR},
    "better": {"impact": "degraded"},
    "reworded": {"effect": "Orders wait."},
}


@pytest.mark.parametrize("what", MORE)
def test_more_needs_a_new_notice(house: House, tuesday: datetime, what: str) -> None:
    window = announced(house)
    with moved_to(tuesday + DAY):
        window_change(actor=house.planner, window=window, **MORE[what])
        assert (window.state, window.announced_at) == ("announced", None)
        running = clock(window)
        assert (running.cycle, running.started_at, running.stopped_at) == (2, now(), None)
        window_announce(actor=house.planner, window=window)
        mailed()
    new = window.notices.latest("number")
    assert (new.number, new.why, new.sequence, new.kept) == (2, "changed", 1, True)
    assert state_of(clock(window), now()) == "met"
    window.refresh_from_db()
    assert begun(house, window).state == "in_progress"


def test_before_the_new_notice_it_does_not_start(house: House, tuesday: datetime) -> None:
    window = announced(house)
    window_change(actor=house.planner, window=window, ends_at=SUNDAY + 5 * HOUR)
    with moved_to(SUNDAY), pytest.raises(NotPossible, match="needs a new notice"):
        window_start(actor=house.engineer, window=window)


def test_worse_at_the_last_moment_is_told_and_not_kept(house: House, tuesday: datetime) -> None:
    window = announced(house)
    with moved_to(SUNDAY - DAY):
        window_decide(actor=house.planner, window=window, decision="used", expected_downtime=3 * HOUR)
        window_announce(actor=house.planner, window=window)
        mailed()
        assert window.notices.latest("number").kept is False
    with moved_to(SUNDAY), pytest.raises(NotPossible, match="cannot start as it is"):
        window_start(actor=house.engineer, window=window)


def test_wider_needs_a_new_notice(house: House, tuesday: datetime) -> None:
    from hostops.accounts.models import Server
    from tests.house import BEGAN

    second = Server.objects.create(
        account=house.nordic, contract=house.nordic_contract, hostname="erp2", registered_at=BEGAN
    )
    window = announced(house)
    window_change(actor=house.planner, window=window, scope=Scope(servers=[house.nordic_server, second]))
    assert window.announced_at is None
    window_announce(actor=house.planner, window=window)
    assert window.notices.latest("number").changes == ["it touches more servers"]
    entry = Entry.objects.filter(object_kind="window", verb="maintenance.window.changed").latest("id")
    assert "nordic/erp2" in entry.after["needs_notice"]


@pytest.mark.parametrize("what", LESS)
def test_less_is_told_at_once_and_the_notice_stands(house: House, tuesday: datetime, what: str) -> None:
    window = announced(house)
    before = Delivery.objects.count()
    with moved_to(SUNDAY - DAY):
        window_change(actor=house.planner, window=window, **LESS[what])
    told = window.notices.latest("number")
    assert (told.why, told.due_at, len(told.changes)) == ("told", None, 2 if what == "later" else 1)
    assert Delivery.objects.count() == before + 2
    assert window.announced_at is not None
    assert clock(window).cycle == 1
    window.refresh_from_db()
    assert begun(house, window).state == "in_progress"


def test_taken_back_the_first_notice_stands_again(house: House, tuesday: datetime) -> None:
    window = announced(house)
    window_change(actor=house.planner, window=window, ends_at=SUNDAY + 5 * HOUR)
    window_change(actor=house.planner, window=window, ends_at=SUNDAY + 4 * HOUR)
    assert window.announced_at is not None
    assert clock(window).cancelled_at is not None
    assert window.notices.count() == 1
    assert begun(house, window).state == "in_progress"


def test_late_it_is_moved_and_a_new_notice_serves_the_new_start(house: House, tuesday: datetime) -> None:
    window = planned(house)
    late = SUNDAY - 2 * DAY
    with moved_to(late):
        window_announce(actor=house.planner, window=decided(house, window))
        mailed()
        with pytest.raises(NotPossible, match="iptor:5f"):
            window_change(actor=house.planner, window=window, starts_at=SUNDAY + DAY, ends_at=SUNDAY + DAY + 4 * HOUR)
        start = late + 6 * DAY
        window_change(actor=house.planner, window=window, starts_at=start, ends_at=start + 4 * HOUR)
        assert window.announced_at is None
        window_announce(actor=house.planner, window=window)
        mailed()
    assert window.notices.latest("number").kept is True
    window.refresh_from_db()
    assert begun(house, window).state == "in_progress"


def test_a_planned_window_that_moves_takes_its_clock_along(house: House, tuesday: datetime) -> None:
    window = planned(house)
    window_change(actor=house.planner, window=window, starts_at=SUNDAY + DAY, ends_at=SUNDAY + DAY + HOUR)
    moved = clock(window)
    assert (moved.cycle, moved.due_at) == (1, SUNDAY - 5 * DAY)
    assert moved.due_at == window.affected.get().notice_due_at


def test_words_that_no_notice_says_tell_nobody(house: House, tuesday: datetime) -> None:
    window = announced(house)
    window_change(actor=house.planner, window=window, steps=["Stop", "Flash", "Start"])
    assert window.notices.count() == 1
    assert [step.text for step in window.steps.all()] == ["Stop", "Flash", "Start"]


def test_earlier_within_the_last_days_is_refused_with_the_clause(house: House, tuesday: datetime) -> None:
    window = announced(house)
    with moved_to(SUNDAY - 3 * DAY), pytest.raises(NotPossible, match="iptor:5f"):
        window_change(actor=house.planner, window=window, starts_at=SUNDAY - DAY)
    assert timedelta(hours=4) == window.ends_at - window.starts_at
