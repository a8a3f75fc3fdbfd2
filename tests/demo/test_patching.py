"""The demo's patching: a year of weeks, every sign on the board, deadlines that are told of soon after the start."""

from datetime import datetime, timedelta

import pytest

from hostops.accounts.models import Account, Server
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to
from maintenance.patching.board import board
from maintenance.patching.boardlooks import SIGNS
from maintenance.patching.compliance import compliance
from maintenance.patching.models import ClosedPeriod, PatchDuty, PatchException, PatchOwed, PatchRun, Update
from maintenance.patching.seed import exploited, lacking

pytestmark = [pytest.mark.xdist_group("demo"), pytest.mark.django_db]
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


def test_every_platform_has_duties_of_a_year(present: datetime) -> None:
    platforms = set(PatchDuty.objects.values_list("platform", flat=True))
    assert platforms == {"powervs", "linux", "windows", "openshift", "checkpoint"}
    assert PatchDuty.objects.earliest("created_at").created_at < present - 360 * DAY
    assert PatchOwed.objects.filter(what="period").earliest("due_at").due_at < present - 350 * DAY


def test_every_sign_is_on_the_board(present: datetime) -> None:
    shown = board(list(Server.objects.order_by("hostname")), present)
    assert {cell.sign for row in shown.rows for line in row.duties for cell in line.cells} == set(SIGNS)


def test_most_of_it_was_kept_and_the_past_is_closed(present: datetime) -> None:
    found = [one for figures in compliance(Account.objects.all(), present) for one in figures.platforms]
    weekly = [one for one in found if one.platform.cadence == "iso_week"]
    assert all(one.total.on_time > one.total.late for one in weekly)
    assert any(one.total.late for one in weekly)
    assert all(each.closed for one in weekly for each in one.periods[:-2])
    assert ClosedPeriod.objects.count() > 100


def test_runs_and_exceptions_are_in_every_state(present: datetime) -> None:
    assert {"done", "failed", "running", "planned"} <= set(PatchRun.objects.values_list("state", flat=True))
    states = {one.state_at(present) for one in PatchException.objects.all()}
    assert states == {"asked", "declined", "running", "over"}
    assert Update.objects.filter(gone_at=None).count() > 4


def _clock(hostname: str, because: str) -> tuple[PatchOwed, Clock]:
    row = PatchOwed.objects.filter(duty__server__hostname=hostname, because=because, done_at=None).order_by("pk")[0]
    return row, Clock.objects.get(subject=row.subject_id)


def test_a_contract_is_broken_soon_after_the_start(present: datetime) -> None:
    row, clock = _clock(lacking.HOSTNAME, "contract")
    assert clock.due_at == row.due_at
    assert present < row.due_at <= present + 5 * MINUTE
    own = Alert.objects.filter(clock=clock, threshold="breach")
    assert not own.exists()
    with moved_to(row.due_at + MINUTE):
        sweep()
    assert own.count() == 1


def test_an_exploited_vulnerability_warns_soon_after_the_start(present: datetime) -> None:
    row, clock = _clock(exploited.HOSTNAME, "kev")
    assert row.cause == "CVE-2026-24919"
    assert clock.next_at
    assert present < clock.next_at <= present + exploited.AHEAD + MINUTE
    own = Alert.objects.filter(clock=clock, threshold="80%")
    assert not own.exists()
    with moved_to(clock.next_at + MINUTE):
        sweep()
    assert own.count() == 1


def test_few_alerts_are_of_patching(present: datetime) -> None:
    assert 1 <= Alert.objects.filter(clock__kind="patch").count() < 40
