"""Colleagues take shifts over and swap them; who is concerned is told."""

from datetime import datetime

import pytest

from hostops.alerts.models import Delivery
from hostops.duty.actions import shift_cover, shift_swap
from hostops.duty.models import Shift
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from tests.duty.scene import DAY, on_call
from tests.house import House


@pytest.fixture
def pair(house: House, tuesday: datetime) -> tuple[Shift, Shift]:
    """The engineer stands in the first line, the second engineer beside them in the second."""
    return on_call(house.engineer, 1, tuesday), on_call(house.second_engineer, 2, tuesday)


def test_taken_over(house: House, pair: tuple[Shift, Shift]) -> None:
    shift = shift_cover(actor=house.planner, shift=pair[0])
    assert shift.person == house.planner
    [mail] = Delivery.objects.filter(channel="email")
    assert (mail.recipient, mail.title) == (house.engineer, "Planner takes over a shift of yours")
    entry = Entry.objects.get(verb="duty.shift.covered")
    assert (entry.before["person"], entry.after["person"]) == ("engineer", "planner")


def test_not_ones_own_nor_while_one_stands_elsewhere(house: House, pair: tuple[Shift, Shift]) -> None:
    with pytest.raises(NotPossible, match="yours already"):
        shift_cover(actor=house.engineer, shift=pair[0])
    with pytest.raises(NotPossible, match="in another line"):
        shift_cover(actor=house.second_engineer, shift=pair[0])
    with pytest.raises(NotAllowed):
        shift_cover(actor=house.holder, shift=pair[0])


def test_swapped_even_at_the_same_time(house: House, pair: tuple[Shift, Shift]) -> None:
    assert shift_swap(actor=house.engineer, shift=pair[0], other=pair[1]).person == house.second_engineer
    by_line = dict(Shift.objects.values_list("line", "person__username"))
    assert by_line == {1: "engineer-two", 2: "engineer"}
    assert [mail.recipient for mail in Delivery.objects.filter(channel="email")] == [house.second_engineer]
    assert Entry.objects.filter(verb="duty.shift.swapped").count() == 2


def test_by_a_planner_both_are_told(house: House, pair: tuple[Shift, Shift]) -> None:
    shift_swap(actor=house.planner, shift=pair[0], other=pair[1])
    told = {mail.recipient for mail in Delivery.objects.filter(channel="email")}
    assert told == {house.engineer, house.second_engineer}


def test_others_shifts_are_a_planners_to_swap(house: House, tuesday: datetime, pair: tuple[Shift, Shift]) -> None:
    later = on_call(house.planner, 1, tuesday, starts_at=tuesday + DAY, ends_at=tuesday + 2 * DAY)
    with pytest.raises(NotAllowed, match="One of the two must be yours"):
        shift_swap(actor=house.engineer, shift=pair[1], other=later)


def test_never_into_two_lines(house: House, tuesday: datetime, pair: tuple[Shift, Shift]) -> None:
    """The engineer would stand in both lines tomorrow."""
    later = on_call(house.second_engineer, 2, tuesday, starts_at=tuesday + DAY, ends_at=tuesday + 2 * DAY)
    on_call(house.engineer, 1, tuesday, starts_at=tuesday + DAY, ends_at=tuesday + 2 * DAY)
    with pytest.raises(NotPossible, match="in another line"):
        shift_swap(actor=house.planner, shift=pair[0], other=later)
    assert Shift.objects.get(pk=pair[0].pk).person == house.engineer


def test_not_with_itself_nor_with_what_is_over(house: House, tuesday: datetime, pair: tuple[Shift, Shift]) -> None:
    with pytest.raises(BadField):
        shift_swap(actor=house.planner, shift=pair[0], other=pair[0])
    own = on_call(house.engineer, 1, tuesday, starts_at=tuesday + DAY, ends_at=tuesday + 2 * DAY)
    with pytest.raises(NotPossible, match="same person"):
        shift_swap(actor=house.planner, shift=pair[0], other=own)
    with moved_to(tuesday + DAY), pytest.raises(NotPossible, match="has ended"):
        shift_swap(actor=house.planner, shift=pair[0], other=own)
