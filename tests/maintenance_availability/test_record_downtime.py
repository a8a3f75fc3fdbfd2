"""Downtimes are recorded to the second, by staff, once they have begun."""

from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed
from maintenance.actions.downtimes import downtime_record
from maintenance.models import Downtime
from tests.house import House
from tests.maintenance_availability.scene import DAY, HOUR, announced, down


def wrong(**given: object) -> dict[str, str]:
    with pytest.raises(BadField) as refused:
        downtime_record(**given)  # type: ignore[arg-type]
    return refused.value.errors


def test_a_downtime_is_kept_with_its_cause_and_journalled(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday - HOUR / 2, source="monitoring")
    assert (row.starts_at, row.ends_at, row.source) == (tuesday - HOUR, tuesday - HOUR / 2, "monitoring")
    entry = Entry.objects.get(verb="maintenance.downtime.recorded")
    assert (entry.actor, entry.after["server"], entry.after["cause"]) == (
        house.engineer, "web1", "The disk was full.",
    )  # fmt: skip


def test_one_that_goes_on_has_no_end(house: House, tuesday: datetime) -> None:
    assert down(house, tuesday - HOUR, None).ends_at is None


def test_parts_of_seconds_are_not_kept(house: House, tuesday: datetime) -> None:
    part = timedelta(milliseconds=700)
    row = down(house, tuesday - HOUR + part, tuesday - HOUR / 2 + part)
    assert (row.starts_at, row.ends_at) == (tuesday - HOUR, tuesday - HOUR / 2)


def test_overlapping_ones_are_lawful(house: House, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday)
    down(house, tuesday - HOUR / 2, tuesday)
    assert Downtime.objects.count() == 2


def test_what_is_still_to_come_is_refused(house: House, tuesday: datetime) -> None:
    given = {"actor": house.engineer, "server": house.server, "cause": "x"}
    assert "starts_at" in wrong(starts_at=tuesday + HOUR, ends_at=None, **given)
    assert "ends_at" in wrong(starts_at=tuesday - HOUR, ends_at=tuesday + HOUR, **given)


def test_what_ends_before_it_starts_is_refused(house: House, tuesday: datetime) -> None:
    given = {"actor": house.engineer, "server": house.server, "cause": "x"}
    assert "ends_at" in wrong(starts_at=tuesday - HOUR, ends_at=tuesday - HOUR, **given)
    within = tuesday - HOUR + timedelta(milliseconds=900)
    assert "ends_at" in wrong(starts_at=tuesday - HOUR, ends_at=within, **given)


def test_the_cause_is_said(house: House, tuesday: datetime) -> None:
    given = {"actor": house.engineer, "server": house.server, "starts_at": tuesday - HOUR}
    assert set(wrong(cause=" ", **given)) == {"cause"}
    assert set(wrong(cause="x", source="window", **given)) == {"window"}
    assert set(wrong(cause="x", source="case", **given)) == {"case"}


def test_a_window_of_another_time_is_refused(house: House, tuesday: datetime) -> None:
    window = announced(house.server, tuesday - 3 * DAY, tuesday - 3 * DAY + HOUR)
    given = {"actor": house.engineer, "server": house.server, "cause": "x", "source": "window", "window": window}
    assert set(wrong(starts_at=tuesday - HOUR, ends_at=None, **given)) == {"window"}
    inside = downtime_record(starts_at=tuesday - 3 * DAY, ends_at=tuesday - 3 * DAY + HOUR, **given)  # type: ignore[arg-type]
    assert inside.window == window


@pytest.mark.parametrize("who", ["holder", "contact", "viewer", "stranger"])
def test_customers_record_nothing(house: House, tuesday: datetime, who: str) -> None:
    with pytest.raises(NotAllowed):
        down(house, tuesday - HOUR, tuesday, actor=getattr(house, who))


def test_the_database_changes_nothing_that_is_written(house: House, tuesday: datetime) -> None:
    row = down(house, tuesday - HOUR, tuesday)
    for change in (lambda: Downtime.objects.update(cause="x"), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
