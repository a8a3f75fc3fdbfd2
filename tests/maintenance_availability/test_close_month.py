"""A month that is over is frozen with a hash; what is corrected later makes a revision that says what changed."""

import json
from datetime import date, datetime
from hashlib import sha256

import pytest
from django.db import DatabaseError, transaction

from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to
from maintenance.actions.downtimes import downtime_correct
from maintenance.actions.exclusions import downtime_exclude
from maintenance.actions.months import month_close
from maintenance.availability.frozen import canonical
from maintenance.availability.told import month_of_account
from maintenance.models import AvailabilityMonth
from maintenance.tasks import close_months
from tests.house import House
from tests.maintenance_availability.scene import DAY, HOUR, MINUTE, down

FEBRUARY = date(2026, 2, 1)


@pytest.fixture
def february(house: House, tuesday: datetime) -> AvailabilityMonth:
    down(house, tuesday - 20 * DAY, tuesday - 20 * DAY + MINUTE)
    return month_close(actor=house.manager, account=house.harbor, month=FEBRUARY)


def standing(house: House) -> AvailabilityMonth:
    return AvailabilityMonth.objects.filter(account=house.harbor, month=FEBRUARY).latest("revision")


def test_closed_it_has_the_hash_of_its_figures(house: House, february: AvailabilityMonth) -> None:
    assert (february.revision, february.closed_by, february.changes) == (1, house.manager, [])
    february.refresh_from_db()
    written = json.dumps(february.figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert february.sha256 == sha256(written.encode()).hexdigest()
    assert canonical(february.figures) == written.encode()
    assert february.figures["unscheduled_seconds"] == 60
    assert Entry.objects.get(verb="maintenance.availability.closed").after["sha256"] == february.sha256


def test_nothing_new_makes_no_revision(house: House, february: AvailabilityMonth) -> None:
    with pytest.raises(NotPossible, match="nothing differs from revision 1"):
        month_close(actor=house.manager, account=house.harbor, month=FEBRUARY)


def test_a_correction_revises_it_and_says_what_changed(house: House, february: AvailabilityMonth) -> None:
    row = house.server.downtimes.get()
    assert row.ends_at
    downtime_correct(
        actor=house.engineer, downtime=row, ends_at=row.ends_at + 4 * MINUTE, reason="The log says otherwise."
    )
    revised = standing(house)
    assert (revised.revision, revised.figures["unscheduled_seconds"]) == (2, 300)
    assert "harbor: seconds that count as down 60, now 300" in revised.changes
    assert any("web1: downtime" in line and "until" in line for line in revised.changes)
    entry = Entry.objects.get(verb="maintenance.availability.revised")
    assert (entry.before["revision"], entry.after["revision"], entry.reason) == (1, 2, "The log says otherwise.")
    assert AvailabilityMonth.objects.get(pk=february.pk).figures["unscheduled_seconds"] == 60


def test_one_recorded_late_one_taken_back_one_excluded(house: House, february: AvailabilityMonth) -> None:
    at = datetime.fromisoformat("2026-02-03T10:00:00Z")
    late = down(house, at, at + HOUR)
    assert (
        standing(house).changes[-1] == f"web1: downtime {late.pk} from 2026-02-03T10:00:00Z added (The disk was full.)"
    )
    out = downtime_exclude(actor=house.manager, downtime=late, exclusion="force_majeure", reason="A flood.")
    assert "harbor: excluded seconds 0, now 3600" in standing(house).changes
    downtime_correct(actor=house.engineer, downtime=out, withdrawn=True, reason="It was another server.")
    assert any("taken back" in line for line in standing(house).changes)
    assert standing(house).revision == 4


def test_another_month_is_left_alone(house: House, february: AvailabilityMonth, tuesday: datetime) -> None:
    down(house, tuesday - HOUR, tuesday)
    assert AvailabilityMonth.objects.count() == 1


def test_a_month_is_closed_once_it_is_over_where_it_is_counted(house: House, tuesday: datetime) -> None:
    with pytest.raises(BadField, match="2026-03 is not over yet"):
        month_close(actor=house.manager, account=house.harbor, month=date(2026, 3, 1))
    end = datetime.fromisoformat("2026-04-01T00:00:00-07:00")
    with moved_to(end - MINUTE), pytest.raises(BadField):
        month_close(actor=house.manager, account=house.harbor, month=date(2026, 3, 1))
    with moved_to(end):
        assert month_close(actor=house.manager, account=house.harbor, month=date(2026, 3, 1)).revision == 1


def test_an_account_without_servers_then_has_no_month(house: House, tuesday: datetime) -> None:
    with pytest.raises(NotPossible, match="no registered server"):
        month_close(actor=house.manager, account=house.harbor, month=date(2024, 3, 1))


def test_managers_close(house: House, tuesday: datetime) -> None:
    for who in (house.engineer, house.planner, house.holder, house.stranger):
        with pytest.raises(NotAllowed):
            month_close(actor=who, account=house.harbor, month=FEBRUARY)


def test_the_portal_closes_what_is_over_once(house: House, tuesday: datetime) -> None:
    assert close_months() == 2
    assert close_months() == 0
    with moved_to(datetime.fromisoformat("2026-03-31T22:30:00Z")):  # April in Stockholm, still March in Portland
        assert close_months() == 1
    with moved_to(datetime.fromisoformat("2026-05-02T00:00:00Z")):  # what was missed is made good
        assert close_months() == 3
    told = [(one.account.slug, f"{one.month:%m}") for one in AvailabilityMonth.objects.select_related("account")]
    assert told == [(slug, month) for slug in ("harbor", "nordic") for month in ("02", "03", "04")]


def test_the_database_changes_no_frozen_month(house: House, february: AvailabilityMonth) -> None:
    for change in (lambda: AvailabilityMonth.objects.update(sha256="0" * 64), february.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_figures_that_were_tampered_with_do_not_verify(house: House, february: AvailabilityMonth) -> None:
    found = month_of_account(house.harbor, FEBRUARY, february.closed_at)
    assert found.shown
    assert found.shown.verified
    found.shown.row.figures["unscheduled_seconds"] = 0
    assert not found.shown.verified
