"""Two at once, on two connections: somebody acknowledges while it is passed on; two workers; two planners."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from hostops.alerts.actions import alert_acknowledge
from hostops.alerts.escalation import escalate
from hostops.alerts.models import Alert
from hostops.duty.actions import shift_plan, shift_swap
from hostops.duty.models import Shift
from hostops.journal.models import Entry
from hostops.lib.errors import NotPossible
from hostops.lib.now import moved_to
from tests.conftest import TUESDAY
from tests.duty.scene import DAY, on_call, raised, unheard, wait_of
from tests.house import House
from tests.tickets.test_two_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def then(at: datetime, act: Callable[..., Any], **given: Any) -> Callable[[], Any]:
    """The act at that instant, in whatever thread."""

    def moved() -> Any:
        with moved_to(at):
            return act(**given)

    return moved


@pytest.mark.parametrize("_", range(5))
def test_acknowledged_while_it_is_passed_on(house: House, tuesday: datetime, _: int) -> None:
    """Whoever comes first: it has gone one step at most, and goes no further."""
    on_call(house.engineer, 1, tuesday)
    on_call(house.second_engineer, 2, tuesday)
    first = raised(house, tuesday)
    due = tuesday + wait_of(first)
    results = at_once(then(due, alert_acknowledge, actor=house.engineer, alert=first), then(due, escalate))
    assert not [result for result in results if isinstance(result, Exception)]
    first.refresh_from_db()
    assert first.acknowledged_by == house.engineer
    steps = Alert.objects.filter(threshold__startswith="80%:escalated").count()
    assert steps <= 1
    assert len(unheard(first, tuesday, 5)) == steps


def test_two_acknowledge_and_the_second_is_told_who_was_first(house: House, tuesday: datetime) -> None:
    first = raised(house, tuesday)
    people = [house.engineer, house.second_engineer]
    results = at_once(*[then(tuesday, alert_acknowledge, actor=person, alert=first) for person in people])
    assert [type(result) for result in results if not isinstance(result, Alert)] == [NotPossible]
    assert Entry.objects.filter(verb="alerts.alert.acknowledge").count() == 1


def test_two_workers_pass_it_on_once(house: House, tuesday: datetime) -> None:
    on_call(house.engineer, 1, tuesday)
    alerts = [raised(house, tuesday) for _ in range(5)]
    due = tuesday + wait_of(alerts[0])
    looked_at = at_once(*[then(due, escalate)] * 4)
    assert sum(looked_at) == len(alerts)
    assert Alert.objects.filter(tell=["on_call"]).count() == len(alerts)
    assert Entry.objects.filter(verb="alerts.alert.escalated").count() == len(alerts)


def test_two_planners_do_not_put_two_people_into_one_line(house: House) -> None:
    given = {"actor": house.planner, "line": 1, "starts_at": TUESDAY, "ends_at": TUESDAY + DAY}
    results = at_once(
        then(TUESDAY, shift_plan, **given, person=house.engineer),
        then(TUESDAY, shift_plan, **given, person=house.second_engineer),
    )
    assert [type(result) for result in results if not isinstance(result, Shift)] == [NotPossible]
    assert Shift.objects.count() == 1


def test_two_swap_the_same_two(house: House) -> None:
    """Both happen, one after the other: in the end everybody has their own again, and nobody waited for ever."""
    one = on_call(house.engineer, 1, TUESDAY)
    two = on_call(house.second_engineer, 2, TUESDAY)
    results = at_once(
        then(TUESDAY, shift_swap, actor=house.engineer, shift=one, other=two),
        then(TUESDAY, shift_swap, actor=house.second_engineer, shift=two, other=one),
    )
    assert not [result for result in results if isinstance(result, Exception)]
    assert list(Shift.objects.order_by("line").values_list("person__username", flat=True)) == [
        "engineer",
        "engineer-two",
    ]
