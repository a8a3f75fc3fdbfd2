"""A closed period says what the open one said, also of what was owed of a release."""

import json
from collections.abc import Mapping
from datetime import datetime

from hostops.accounts.models import Account
from hostops.lib.now import moved_to, now
from maintenance.patching.closing import periods_close
from maintenance.patching.compliance import PlatformFigures, compliance
from maintenance.patching.models import ClosedPeriod, PatchDuty
from maintenance.patching.rules.compliance import Counts
from tests.house import House
from tests.patching_faces.rows import DAY, HOUR, owed, owed_release, release, weeks_before

Duties = Mapping[str, PatchDuty]


def of(account: Account, platform: str) -> PlatformFigures:
    (figures,) = compliance([account], now())
    return next(one for one in figures.platforms if one.platform.name == platform)


def test_what_a_release_owed_is_frozen_with_its_week(house: House, duties: Duties, tuesday: datetime) -> None:
    one = duties["erp1"]
    before, _ = weeks_before(one, tuesday, 2)
    owed(one, before, before.starts_at + DAY)
    owed_release(one, release(), before.ends_at - HOUR)
    owed_release(one, release(version="6.1.3"), before.ends_at + HOUR)
    open_counts = of(house.nordic, "linux").periods[-2]
    assert (open_counts.counts, open_counts.closed) == (Counts(on_time=1, late=1), None)
    with moved_to(before.ends_at + 3 * DAY):
        assert periods_close() == 1
        closed = of(house.nordic, "linux").periods[-2]
    assert (closed.counts, closed.closed) == (open_counts.counts, ClosedPeriod.objects.get())
    assert [one["release"] for one in json.loads(ClosedPeriod.objects.get().figures)["servers"]] == [
        None, "linux 6.1.2",
    ]  # fmt: skip


def test_what_is_owed_by_release_alone_is_closed_by_the_month(house: House, duties: Duties, tuesday: datetime) -> None:
    owed_release(duties["fw1"], release("checkpoint"), tuesday - 20 * DAY, because="cadence")
    with moved_to(datetime.fromisoformat("2026-03-03T22:59:00Z")):
        assert periods_close() == 0
    assert periods_close() == 1
    assert periods_close() == 0
    closed = ClosedPeriod.objects.get()
    assert (closed.platform, closed.late, json.loads(closed.figures)["period"]) == ("checkpoint", 1, "2026-02")
    assert of(house.nordic, "checkpoint").periods[-2].closed == closed
