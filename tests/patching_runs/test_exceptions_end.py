"""An exception ends: what is still owed runs again; a vulnerability that is exploited ends it at once."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.clocks.models import Clock
from hostops.clocks.querysets import state_of
from hostops.lib.errors import NotPossible
from hostops.lib.now import moved_to, now
from maintenance.patching.actions.duties import duties_follow
from maintenance.patching.actions.exceptions import exception_end
from maintenance.patching.excepting import exceptions_follow
from maintenance.patching.models import Exploited, PatchException, PatchOwed
from tests.house import House
from tests.patching.cases import exploited, released
from tests.patching.scene import Patched, patched
from tests.patching_feeds.scene import kev, reads
from tests.patching_reading.test_kev import entry
from tests.patching_runs.scene import DAY, HOUR, beside, excepted


def own_clock(owed: PatchOwed) -> Clock:
    return Clock.objects.get(subject=owed.subject_id)


def of_release(scene: Patched, hostname: str = "fw1") -> PatchOwed:
    [owed] = scene.owed(hostname, "release")
    return owed


def test_ended_by_hand_the_week_is_due_as_before(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    [week] = scene.owed("erp1")
    exception = excepted(house, house.nordic_server)
    with moved_to(tuesday + DAY):
        exception_end(actor=house.engineer, exception=exception, reason="The freeze is over.")
        [again] = scene.owed("erp1")
        clock = scene.clock("erp1")
        assert (again.exception, again.due_at, clock.due_at) == (None, week.due_at, week.due_at)
        assert (state_of(clock, now()), exception.state_at(now())) == ("running", "over")
        assert exception.settled_at == now()
        with pytest.raises(NotPossible, match="nothing to end"):
            exception_end(actor=house.engineer, exception=exception, reason="Again.")


def test_a_week_that_it_covered_stays_excepted(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    [week] = scene.owed("erp1")
    exception = excepted(house, house.nordic_server, days=7)
    with moved_to(tuesday + 7 * DAY):
        assert exceptions_follow() == 1
        week.refresh_from_db()
        assert (week.exception, week.state_at(now())) == (exception, "excepted")
        assert exceptions_follow() == 0


def test_a_release_is_owed_so_long_after_the_end_as_a_run_needs(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("checkpoint", "R81.20")
    before = of_release(scene)
    exception = excepted(house, scene.servers["fw1"], days=20)
    assert state_of(own_clock(before), now()) == "cancelled"
    with moved_to(exception.until_at):
        exceptions_follow()
        after = of_release(scene)
        # three days later by the wall clock of Stockholm, whose clocks went forward on 29 March
        assert after.due_at == exception.until_at + 3 * DAY
        assert before.due_at < after.due_at
        assert after.cause.endswith(f"after {exception.number}")
        assert (own_clock(after).due_at, state_of(own_clock(after), now())) == (after.due_at, "running")
        assert after.state_at(after.due_at + HOUR) == "late"


def test_one_that_is_due_later_keeps_its_day(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("checkpoint", "R81.20")
    before = of_release(scene)
    excepted(house, scene.servers["fw1"], days=2)
    with moved_to(tuesday + 2 * DAY):
        exceptions_follow()
        after = of_release(scene)
        assert (after.due_at, after.exception) == (before.due_at, None)
        assert own_clock(after).due_at == before.due_at


def test_listed_as_exploited_its_release_is_owed_at_once(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    release = released("checkpoint", "R81.20", cves=["CVE-2026-1"])
    exception = excepted(house, scene.servers["fw1"], release=release)
    with moved_to(tuesday + DAY):
        exploited("CVE-2026-1", (tuesday + 4 * DAY).date())
        exceptions_follow()
        exception.refresh_from_db()
        owed = of_release(scene)
        assert (exception.state_at(now()), exception.ended_reason) == ("over", "CVE-2026-1 is known to be exploited.")
        assert (owed.exception, owed.because, exception.settled_at) == (None, "kev", now())
        assert (own_clock(owed).due_at, state_of(own_clock(owed), now())) == (owed.due_at, "running")
        assert owed.due_at < tuesday + 5 * DAY


def test_the_catalogue_that_lists_it_ends_it_as_it_is_read(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    release = released("checkpoint", "R81.20", cves=["CVE-2026-1000"])
    exception = excepted(house, scene.servers["fw1"], release=release)
    reads(house.engineer, "kev", kev(entry("CVE-2026-1000", dueDate=f"{tuesday + 4 * DAY:%Y-%m-%d}")))
    exception.refresh_from_db()
    assert (exception.state_at(now()), of_release(scene).because) == ("over", "kev")


def test_one_of_all_patches_goes_on_but_covers_that_release_no_more(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    released("checkpoint", "R81.20", cves=["CVE-2026-1"])
    exception = excepted(house, scene.servers["fw1"])
    assert of_release(scene).exception == exception
    Exploited.objects.create(
        cve="CVE-2026-1", vendor="v", product="p", name="n", description="d", required_action="a",
        added_on=tuesday.date(), due_on=(tuesday + timedelta(days=100)).date(), heard_at=tuesday,
    )  # fmt: skip
    exceptions_follow()
    owed = of_release(scene)
    exception.refresh_from_db()
    assert (exception.state_at(tuesday), owed.exception) == ("running", None)
    assert state_of(own_clock(owed), now()) == "running"
    exceptions_follow()
    assert of_release(scene).exception is None


def test_many_servers_cost_what_few_cost(house: House, tuesday: datetime) -> None:
    spent = []
    for number in (2, 20):
        servers = beside(house, *(f"c{number}-{place}" for place in range(number)))
        duties_follow(actor=None)
        excepted(house, *servers, days=2)
        with moved_to(tuesday + 2 * DAY), CaptureQueriesContext(connection) as asked:
            exceptions_follow()
        spent.append(len(asked))
    assert spent[0] == spent[1]
    assert not PatchException.objects.filter(settled_at=None).exists()
