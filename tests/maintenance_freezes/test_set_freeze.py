"""A freeze is set for a stretch, seen by those whom it touches, and lifted."""

from datetime import datetime

import pytest

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible, Outdated
from hostops.lib.now import moved_to
from maintenance.actions.freezing import freeze_lift
from maintenance.models import Freeze
from maintenance.scope import Scope
from tests.house import House
from tests.maintenance.scene import DAY, SUNDAY
from tests.maintenance_freezes.scene import frozen


def test_it_is_set_with_its_reason_in_the_journal(house: House, tuesday: datetime) -> None:
    freeze = frozen(house, Scope(accounts=[house.nordic]), reason=" Year's end.\x00 ")
    assert (freeze.number, freeze.reason, freeze.set_by) == (f"FR-{freeze.pk}", "Year's end.", house.planner)
    entry = Entry.objects.get(object_kind="freeze", object_id=freeze.pk)
    assert (entry.verb, entry.after["scope"]) == ("maintenance.freeze.set", {"accounts": ["nordic"]})


def test_what_makes_no_sense_is_refused_at_its_field(house: House, tuesday: datetime) -> None:
    for given, field in (
        ({"ends_at": SUNDAY - DAY}, "ends_at"),
        ({"starts_at": tuesday - 3 * DAY, "ends_at": tuesday - DAY}, "ends_at"),
        ({"scope": Scope()}, "scope"),
        ({"reason": " "}, "reason"),
    ):
        with pytest.raises(BadField) as refused:
            frozen(house, **given)
        assert list(refused.value.errors) == [field]
    assert not Freeze.objects.exists()


def test_planners_and_managers_alone_set_and_lift(house: House, tuesday: datetime) -> None:
    freeze = frozen(house)
    for person in (house.engineer, house.contact, house.holder):
        with pytest.raises(NotAllowed):
            freeze_lift(actor=person, freeze=freeze, reason="Enough.")


def test_customers_see_those_that_touch_them(house: House, tuesday: datetime) -> None:
    everything, theirs = frozen(house), frozen(house, Scope(accounts=[house.nordic]))
    mine, server = frozen(house, Scope(accounts=[house.harbor])), frozen(house, Scope(servers=[house.server]))
    seen = set(Freeze.objects.visible_to(house.viewer))
    assert seen == {everything, mine, server}
    assert theirs in Freeze.objects.visible_to(house.engineer)
    assert not Freeze.objects.visible_to(None).exists()


def test_lifted_it_is_over_at_once_and_only_once(house: House, tuesday: datetime) -> None:
    freeze = frozen(house)
    freeze_lift(actor=house.planner, freeze=freeze, reason="The sale is off.")
    assert (freeze.state_at(tuesday), freeze.lifted_by) == ("lifted", house.planner)
    with pytest.raises(NotPossible, match="lifted already"):
        freeze_lift(actor=house.planner, freeze=freeze, reason="Again.")


def test_one_that_is_over_stays_as_it_was(house: House, tuesday: datetime) -> None:
    freeze = frozen(house)
    with moved_to(freeze.ends_at), pytest.raises(NotPossible, match="over already"):
        freeze_lift(actor=house.planner, freeze=freeze, reason="Late.")


def test_two_planners_at_once_the_second_is_told(house: House, tuesday: datetime) -> None:
    freeze = frozen(house)
    freeze_lift(actor=house.manager, freeze=freeze, reason="The sale is off.", if_version=1)
    with pytest.raises(Outdated):
        freeze_lift(actor=house.planner, freeze=freeze, reason="Mine too.", if_version=1)
