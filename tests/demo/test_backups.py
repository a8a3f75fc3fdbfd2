"""The demo's backups: a year of copies, every kind of trouble, and one that is missed soon after the start."""

from datetime import datetime, timedelta

import pytest

from backups.daysums import rows_of_day
from backups.exceptions import owed_words
from backups.grid import grid
from backups.looks import SLOTS
from backups.models import DayCheck, Run, Schedule, Terms
from backups.seed.evening import HOSTNAME, TIER
from hostops.accounts.models import Account, Server
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def test_every_registered_server_has_its_tiers(present: datetime) -> None:
    served = Server.objects.exclude(registered_at=None).filter(contract__bindings__isnull=False).distinct()
    assert served.count() > 20
    assert not served.filter(backup_schedules=None).exists()
    assert Account.objects.filter(servers__backup_schedules__isnull=False).distinct().count() == 8


def test_a_year_of_copies_most_of_them_kept(present: datetime) -> None:
    assert 2500 < Run.objects.count() < 6000
    assert Run.objects.earliest("finished_at").finished_at < present - 300 * DAY
    assert Run.objects.latest("finished_at").finished_at < present
    assert Run.objects.filter(status="failed").count() < Run.objects.count() / 100


def test_every_sign_but_a_few_is_on_the_grid(present: datetime) -> None:
    shown = grid(list(Server.objects.order_by("hostname")), present)
    found = {sign for row in shown.rows for tier in row.tiers for sign in tier.signs.values()}
    assert set(SLOTS) - found <= {"quiet", "closed"}


def test_few_were_late(present: datetime) -> None:
    shown = grid(list(Server.objects.order_by("hostname")), present)
    found = [sign for row in shown.rows for tier in row.tiers for sign in tier.signs.values()]
    assert 1 <= found.count("late") <= 6


def test_what_was_missed_raised_its_alert(present: datetime) -> None:
    alerts = Alert.objects.filter(clock__kind="backup")
    assert {"breach", "failed"} <= set(alerts.values_list("threshold", flat=True))
    assert alerts.count() < 40


def test_a_nightly_copy_is_missed_soon_after_the_start(present: datetime) -> None:
    schedule = Schedule.objects.get(server__hostname=HOSTNAME, tier=TIER)
    clock = Clock.objects.get(subject=schedule.subject_id, kind="backup")
    assert clock.due_at
    assert present < clock.due_at <= present + 5 * MINUTE
    assert clock.stopped_at is None
    own = Alert.objects.filter(clock=clock, cycle=clock.cycle, threshold="breach")
    assert not own.exists()
    with moved_to(clock.due_at + MINUTE):
        sweep()
    assert own.count() == 1


def test_its_terms_say_why_it_is_then(present: datetime) -> None:
    last = Terms.objects.filter(schedule__server__hostname=HOSTNAME, schedule__tier=TIER).latest("from_at")
    assert "Statement of Work" in last.reason


def test_a_day_waits_of_which_somebody_must_still_say_what_was_done(present: datetime) -> None:
    waiting = DayCheck.objects.filter(signed_at=None).select_related("policy")
    assert any(owed_words(rows_of_day(check.policy, check.day)) for check in waiting)
