"""A worker killed between any two statements: no alert is lost, none comes twice, every mail is recognisable.

The processes, the signal and the database are real. See `mortal` for the points at which it dies.
"""

import time
from collections import Counter
from datetime import datetime, timedelta
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from hostops.alerts.models import Alert, Delivery
from hostops.alerts.outbox import deliver, reap
from hostops.alerts.routing import route
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock
from hostops.lib.now import moved_to
from tests.alerts.scene import MINUTE, clock, entry, told
from tests.alerts.undertaker import Mortal, mortal
from tests.conftest import TUESDAY
from tests.house import House

pytestmark = pytest.mark.django_db(transaction=True)

ALL = ["sweep", "route", "deliver"]
_BETWEEN = b"\n" + b"-" * 79 + b"\n"


def _due(house: House, count: int, at: datetime, *tell: str) -> list[Clock]:
    return [clock(house, entry("50%", at - MINUTE), entry("breach", at, *tell, wakes=True)) for _ in range(count)]


def _message_ids(mail: Path) -> Counter[str]:
    """How often each mail was handed over."""
    raws = [raw for file in mail.glob("*.log") for raw in file.read_bytes().split(_BETWEEN) if raw.strip()]
    return Counter(str(BytesParser().parsebytes(raw)["Message-ID"]) for raw in raws)


def _afresh(clocks: list[Clock], mail: Path) -> None:
    """Forget what was said, so that the next round finds the same due clocks."""
    Delivery.objects.all().delete()
    Alert.objects.all().delete()
    for one in clocks:
        one.save()
    for file in mail.glob("*"):
        file.unlink()


def _gone() -> None:
    """Wait until the database has noticed the death: it rolls back within milliseconds, as after any lost client."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    deadline = time.monotonic() + 10
    with connection.cursor() as cursor:
        while time.monotonic() < deadline:
            cursor.execute(f"{others} AND backend_type = 'client backend'")
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.002)
    raise AssertionError("the dead worker's connection is still there")


def _recovered() -> None:
    """What any other worker's rounds make of it, the last one after the reaper's time."""
    with moved_to(TUESDAY + MINUTE):
        sweep()
        route()
        deliver()
    with moved_to(TUESDAY + timedelta(hours=1)):
        reap()
        deliver()


def _check(clocks: list[Clock], mail: Path) -> None:
    alerts = sorted(Alert.objects.values_list("clock", "threshold"))
    assert alerts == sorted((one.pk, key) for one in clocks for key in ("50%", "breach"))
    assert not Alert.objects.filter(routed_at=None).exists()
    mails = Delivery.objects.filter(channel="email")
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}
    assert mails.count() == sum(len(told(alert)) for alert in Alert.objects.all()) >= len(clocks)
    handed_over = _message_ids(mail)
    assert set(handed_over) == set(mails.values_list("message_id", flat=True))
    assert handed_over.total() <= mails.count() + 1  # only the one in flight may go twice


def test_killed_at_every_point(house: House, tmp_path: Path, settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = "django.core.mail.backends.filebased.EmailBackend", str(tmp_path)
    clocks = _due(house, 2, TUESDAY, "managers")
    twice = 0
    with mortal(tmp_path) as victim:
        for die_at in range(1, 1000):
            _afresh(clocks, tmp_path)
            victim.ask(now=TUESDAY.isoformat(), does=ALL, die_at=die_at)
            end = victim.answer()
            _gone()
            _recovered()
            _check(clocks, tmp_path)
            twice += max(_message_ids(tmp_path).values()) - 1
            if end["end"] != "killed":
                break
    assert (end["end"], end["sweep"], end["route"], end["deliver"]) == ("by itself", 2, 2, 2)
    assert die_at == end["points"] + 1 > 50
    assert twice > 0  # it did die between sending and writing so


def test_two_workers_sweep_the_same_thousand(house: House, tmp_path: Path) -> None:
    clocks = _due(house, 1, TUESDAY, "managers")
    Clock.objects.bulk_create([_copy(house, clocks[0], number) for number in range(999)])
    with mortal(tmp_path) as one, mortal(tmp_path) as other:
        order: dict[str, Any] = {"now": TUESDAY.isoformat(), "does": ["sweep", "route"], "limit": 20}
        for worker in (one, other):
            worker.ask(**order)
        ends = [worker.answer() for worker in (one, other)]
    assert sum(end["sweep"] for end in ends) == 1000, ends
    assert Alert.objects.count() == 2000
    assert Alert.objects.filter(tell=["managers"]).count() == 1000
    assert Delivery.objects.filter(channel="email").count() == 1000


def test_two_workers_send_each_mail_once(house: House, tmp_path: Path) -> None:
    clocks = _due(house, 30, TUESDAY, "planners", "managers")
    with moved_to(TUESDAY):
        sweep()
        route()
    with mortal(tmp_path) as one, mortal(tmp_path) as other:
        for worker in (one, other):
            worker.ask(now=TUESDAY.isoformat(), does=["deliver"])
        ends = [worker.answer() for worker in (one, other)]
    assert sum(end["deliver"] for end in ends) == 60, ends
    assert set(_message_ids(tmp_path).values()) == {1}
    _check(clocks, tmp_path)


def _copy(house: House, like: Clock, number: int) -> Clock:
    return Clock(
        **{field.attname: getattr(like, field.attname) for field in Clock._meta.fields}
        | {"id": None, "key": f"{number}"}
    )


def test_the_points_are_real(house: House, tmp_path: Path) -> None:
    """A round without a death date does everything: the deaths above are what kept it from ending."""
    _due(house, 1, TUESDAY, "managers")
    with mortal(tmp_path) as victim:
        assert _asked(victim, die_at=1) == {"end": "killed", "signal": 9}
        assert not Alert.objects.exists()
        assert _asked(victim)["deliver"] == 1


def _asked(victim: Mortal, **order: Any) -> dict[str, Any]:
    victim.ask(now=TUESDAY.isoformat(), does=ALL, **order)
    return victim.answer()
