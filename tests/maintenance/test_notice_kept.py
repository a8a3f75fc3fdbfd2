"""A notice counts when it is with every affected account, and is kept at or before the last lawful moment."""

from datetime import UTC, datetime, timedelta

import pytest

from hostops.clocks.querysets import state_of
from hostops.lib.errors import NotPossible
from hostops.lib.now import moved_to, now
from maintenance.actions import window_announce, window_start
from tests.house import House
from tests.maintenance.scene import SUNDAY, announced, begun, clock, decided, mailed, planned

pytestmark = pytest.mark.django_db
# 19 April 00:00 in Stockholm less 6 days, at the same wall-clock time.
DUE = datetime(2026, 4, 12, 22, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_the_clock_runs_from_planning_to_the_last_lawful_moment(house: House, tuesday: datetime) -> None:
    window = planned(house)
    found = clock(window)
    assert (found.started_at, found.due_at, found.clause) == (tuesday, DUE, "iptor:5f")


def test_announced_in_time_it_may_start_at_its_start(house: House, tuesday: datetime) -> None:
    window = announced(house)
    notice = window.notices.get()
    assert (notice.sent_at, notice.due_at, notice.kept) == (tuesday, DUE, True)
    assert state_of(clock(window), now()) == "met"
    assert begun(house, window).state == "in_progress"


def test_sent_in_the_last_second_keeps_it(house: House, tuesday: datetime) -> None:
    window = planned(house)
    with moved_to(DUE):
        window_announce(actor=house.planner, window=decided(house, window))
        mailed()
        assert window.notices.get().kept is True
    assert begun(house, window).started_at == SUNDAY


def test_sent_a_minute_too_late_it_cannot_be_used_as_it_is(house: House, tuesday: datetime) -> None:
    window = planned(house)
    with moved_to(DUE + timedelta(minutes=1)):
        window_announce(actor=house.planner, window=decided(house, window))
        mailed()
        assert window.notices.get().kept is False
        assert state_of(clock(window), now()) == "breached"
    with moved_to(SUNDAY), pytest.raises(NotPossible, match="iptor:5f") as refused:
        window_start(actor=house.engineer, window=window)
    assert "move it to" in refused.value.detail
    assert "convert it to emergency" in refused.value.detail
    assert refused.value.possible == ["cancel", "change", "convert"]


def test_what_the_mail_server_has_not_taken_is_not_sent(house: House, tuesday: datetime) -> None:
    window = window_announce(actor=house.planner, window=decided(house, planned(house)))
    assert window.notices.get().sent_at is None
    with moved_to(SUNDAY), pytest.raises(NotPossible, match="has not been sent to every affected account"):
        window_start(actor=house.engineer, window=window)


def test_it_does_not_start_before_its_start_nor_after_its_end(house: House, tuesday: datetime) -> None:
    window = announced(house)
    for instant in (window.starts_at - SECOND, window.ends_at):
        with moved_to(instant), pytest.raises(NotPossible):
            window_start(actor=house.engineer, window=window)
