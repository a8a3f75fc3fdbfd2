"""Planning, changing and removing shifts, and drafting them by the week."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from hostops.alerts.models import Delivery
from hostops.duty.actions import shift_change, shift_plan, shift_remove, shifts_draft
from hostops.duty.models import Shift
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from tests.duty.scene import DAY, HOUR, on_call
from tests.house import House


def plan(house: House, now: datetime, **more: Any) -> Shift:
    given = {"actor": house.planner, "person": house.engineer, "line": 1, "starts_at": now, "ends_at": now + DAY}
    return shift_plan(**{**given, **more})


def test_who_is_put_on_call_is_told_in_their_own_zone(house: House, tuesday: datetime) -> None:
    house.engineer.timezone = "Europe/Stockholm"
    house.engineer.save()
    shift = plan(house, tuesday)
    [mail] = Delivery.objects.filter(recipient=house.engineer, channel="email")
    assert mail.title == "You are on call"
    assert "Engineer, line 1: 10 Mar 2026, 18:00 CET to 11 Mar 2026, 18:00 CET" in mail.body
    entry = Entry.objects.get(verb="duty.shift.planned")
    assert (entry.actor, entry.object_id, entry.after["person"]) == (house.planner, shift.pk, "engineer")


def test_one_after_the_other_is_no_overlap(house: House, tuesday: datetime) -> None:
    plan(house, tuesday)
    plan(house, tuesday + DAY, ends_at=tuesday + 2 * DAY)
    assert Shift.objects.count() == 2


def test_a_line_and_a_person_are_taken_once(house: House, tuesday: datetime) -> None:
    plan(house, tuesday)
    with pytest.raises(NotPossible, match="Somebody is on call in this line"):
        plan(house, tuesday + HOUR, person=house.second_engineer)
    with pytest.raises(NotPossible, match="in another line"):
        plan(house, tuesday + HOUR, line=2)
    assert Shift.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": -HOUR}, "ends_at"),
        ({"starts_at": -3 * HOUR, "ends_at": -2 * HOUR}, "ends_at"),
        ({"ends_at": timedelta(days=400)}, "ends_at"),
        ({"starts_at": timedelta(days=9000), "ends_at": timedelta(days=9001)}, "ends_at"),
        ({"line": 0}, "line"),
        ({"line": 4}, "line"),
    ],
)
def test_what_makes_no_shift(house: House, tuesday: datetime, wrong: dict[str, Any], field: str) -> None:
    given = {name: tuesday + value if isinstance(value, timedelta) else value for name, value in wrong.items()}
    with pytest.raises(BadField) as refused:
        plan(house, tuesday, **given)
    assert list(refused.value.errors) == [field]


def test_customers_are_never_on_call(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="does not see to alerts"):
        plan(house, tuesday, person=house.holder)


def test_planners_and_managers_plan(house: House, tuesday: datetime) -> None:
    for number, person in enumerate([house.planner, house.manager]):
        plan(house, tuesday + number * DAY, actor=person, ends_at=tuesday + (number + 1) * DAY)
    for person in (house.engineer, house.holder, house.stranger):
        with pytest.raises(NotAllowed):
            plan(house, tuesday + 9 * DAY, actor=person, ends_at=tuesday + 10 * DAY)


def test_a_change_tells_both_and_keeps_what_is_not_given(house: House, tuesday: datetime) -> None:
    shift = shift_change(actor=house.planner, shift=on_call(house.engineer, 1, tuesday), person=house.second_engineer)
    assert (shift.person, shift.line) == (house.second_engineer, 1)
    told = Delivery.objects.filter(title="A shift of yours has changed", channel="email")
    assert {mail.recipient for mail in told} == {house.engineer, house.second_engineer}
    entry = Entry.objects.get(verb="duty.shift.changed")
    assert (entry.before, entry.after) == ({"person": "engineer"}, {"person": "engineer-two"})


def test_a_change_of_nothing_tells_nobody(house: House, tuesday: datetime) -> None:
    shift_change(actor=house.planner, shift=on_call(house.engineer, 1, tuesday), line=1)
    assert not Delivery.objects.exists()


def test_removed_it_is_in_the_journal_alone(house: House, tuesday: datetime) -> None:
    shift_remove(actor=house.planner, shift=on_call(house.engineer, 1, tuesday))
    assert not Shift.objects.exists()
    assert Entry.objects.get(verb="duty.shift.removed").before["person"] == "engineer"


@pytest.mark.parametrize("act", [shift_change, shift_remove])
def test_what_has_ended_stays_as_it_was(house: House, tuesday: datetime, act: Any) -> None:
    shift = on_call(house.engineer, 1, tuesday)
    with moved_to(tuesday + DAY), pytest.raises(NotPossible, match="has ended"):
        act(actor=house.planner, shift=shift)


def draft(house: House, **more: Any) -> list[Shift]:
    given: dict[str, Any] = {
        "actor": house.planner,
        "people": [house.engineer, house.second_engineer],
        "line": 1,
        "timezone": "Europe/Stockholm",
        "first_day": date(2026, 3, 16),
        "at": time(9),
        "weeks": 4,
    }
    return shifts_draft(**{**given, **more})


def test_drafts_in_turn_and_tells_each_once(house: House, tuesday: datetime) -> None:
    made = draft(house)
    names = [shift.person.username for shift in made]
    assert names == ["engineer", "engineer-two", "engineer", "engineer-two"]
    [mail] = Delivery.objects.filter(recipient=house.engineer, channel="email")
    assert mail.body.count("line 1:") == 2
    assert Entry.objects.filter(verb="duty.shift.planned").count() == 4


def test_a_week_that_is_taken_stays_as_it_is(house: House, tuesday: datetime) -> None:
    taken = on_call(house.manager, 1, tuesday, starts_at=tuesday + 14 * DAY, ends_at=tuesday + 15 * DAY)
    made = draft(house)
    assert [shift.person.username for shift in made] == ["engineer", "engineer", "engineer-two"]
    taken.refresh_from_db()
    assert taken.person == house.manager
    with pytest.raises(NotPossible, match="taken already"):
        draft(house)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"people": []}, "people"),
        ({"weeks": 0}, "weeks"),
        ({"weeks": 54}, "weeks"),
        ({"timezone": "Mars/Phobos"}, "timezone"),
        ({"first_day": date(9999, 12, 31)}, "first_day"),
        ({"line": 9}, "line"),
    ],
)
def test_what_makes_no_draft(house: House, tuesday: datetime, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(BadField) as refused:
        draft(house, **wrong)
    assert list(refused.value.errors) == [field]
