"""Two planners at once, on two connections: the second is told, and nothing is half done."""

from datetime import timedelta

import pytest

from hostops.lib.errors import NotPossible, Outdated
from maintenance.actions import window_announce, window_change, window_plan
from maintenance.models import Window
from tests.house import House
from tests.maintenance.scene import FAR, decided, drafted
from tests.tickets.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def again(window: Window) -> Window:
    """As each of the two has read it."""
    return Window.objects.get(pk=window.pk)


def test_the_second_change_of_what_both_read_is_told(house: House) -> None:
    window = drafted(house, starts_at=FAR)
    results = at_once(
        lambda: window_change(actor=house.planner, window=again(window), if_version=1, title="Disks"),
        lambda: window_change(actor=house.manager, window=again(window), if_version=1, title="Fans"),
    )
    [told] = [one for one in results if isinstance(one, Exception)]
    [done] = [one for one in results if not isinstance(one, Exception)]
    assert isinstance(told, Outdated)
    assert again(window).title == done.title


def test_planned_twice_it_has_one_clock(house: House) -> None:
    window = drafted(house, starts_at=FAR)
    results = at_once(*[lambda: window_plan(actor=house.planner, window=again(window))] * 2)
    assert [type(one) for one in results if isinstance(one, Exception)] == [NotPossible]
    assert window.subject.clocks.count() == 1


def test_announced_twice_everybody_is_told_once(house: House) -> None:
    window = drafted(house, starts_at=FAR, ends_at=FAR + timedelta(hours=2))
    window = decided(house, window_plan(actor=house.planner, window=window))
    results = at_once(*[lambda: window_announce(actor=house.planner, window=again(window))] * 2)
    assert [type(one) for one in results if isinstance(one, Exception)] == [NotPossible]
    assert window.notices.get().addressees.count() == 1
