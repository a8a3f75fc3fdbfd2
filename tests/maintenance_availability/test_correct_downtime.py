"""A downtime is corrected by a new entry, never changed; whoever comes second is told."""

from datetime import datetime

import pytest

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from maintenance.actions.downtimes import downtime_correct
from maintenance.models import Downtime
from tests.house import House
from tests.maintenance_availability.scene import HOUR, down


def test_a_correction_takes_the_place_of_the_entry(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, None)
    later = downtime_correct(actor=house.engineer, downtime=row, ends_at=tuesday - HOUR / 2, reason="It is back.")
    assert (later.corrects, later.starts_at, later.ends_at, later.cause) == (
        row, row.starts_at, tuesday - HOUR / 2, row.cause,
    )  # fmt: skip
    assert list(Downtime.objects.current()) == [later]
    entry = Entry.objects.get(verb="maintenance.downtime.corrected")
    assert (entry.before["ends_at"], entry.after["ends_at"], entry.reason) == (
        None, (tuesday - HOUR / 2).isoformat(), "It is back.",
    )  # fmt: skip


def test_an_end_can_be_taken_back(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday - HOUR / 2)
    assert downtime_correct(actor=house.engineer, downtime=row, ends_at=None, reason="Still down.").ends_at is None


def test_the_second_who_corrects_is_told(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    first = downtime_correct(actor=house.engineer, downtime=row, cause="The network.", reason="Looked again.")
    with pytest.raises(NotPossible, match=f"corrected by entry {first.pk}"):
        downtime_correct(actor=house.planner, downtime=row, cause="The disk.", reason="Looked again.")


def test_one_that_never_was_is_taken_back(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    gone = downtime_correct(actor=house.engineer, downtime=row, withdrawn=True, reason="The probe was wrong.")
    assert not Downtime.objects.current().exists()
    with pytest.raises(NotPossible, match="taken back"):
        downtime_correct(actor=house.engineer, downtime=gone, cause="x", reason="x")


def test_a_correction_says_why_and_changes_something(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    with pytest.raises(BadField, match="reason"):
        downtime_correct(actor=house.engineer, downtime=row, cause="x", reason=" ")
    with pytest.raises(NotPossible, match="Nothing differs"):
        downtime_correct(actor=house.engineer, downtime=row, cause=row.cause, reason="x")
    with pytest.raises(BadField, match="ends_at"):
        downtime_correct(actor=house.engineer, downtime=row, ends_at=tuesday + HOUR, reason="x")


def test_customers_correct_nothing(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    for who in (house.holder, house.stranger):
        with pytest.raises(NotAllowed):
            downtime_correct(actor=who, downtime=row, cause="x", reason="x")
