"""What need not be patched for a while: asked for, approved by another, covering what is owed."""

from datetime import datetime

import pytest

from hostops.clocks.querysets import state_of
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to, now
from maintenance.patching.actions.exceptions import exception_approve, exception_ask, exception_decline
from maintenance.patching.excepting import exceptions_follow
from maintenance.patching.models import PatchException
from tests.house import House
from tests.patching.cases import exploited, released
from tests.patching.scene import Patched, patched
from tests.patching_runs.scene import DAY, HOUR, excepted, planned_run, reported


def asked(house: House, **more: object) -> PatchException:
    given = {"servers": [house.nordic_server], "reason": "It is frozen.", "until_at": now() + 30 * DAY, **more}
    return exception_ask(actor=house.engineer, **given)  # type: ignore[arg-type]


def clock_state(scene: Patched, hostname: str = "erp1") -> str:
    return state_of(scene.clock(hostname), now())


def test_until_it_is_approved_everything_is_owed_as_ever(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    exception = asked(house)
    assert (exception.state_at(tuesday), clock_state(scene)) == ("asked", "running")
    exception_approve(actor=house.manager, exception=exception)
    [week] = scene.owed("erp1")
    assert (exception.state_at(tuesday), clock_state(scene), week.exception) == ("running", "cancelled", exception)
    assert week.state_at(tuesday) == "excepted"
    assert scene.owed("win1")[0].exception is None
    verbs = Entry.objects.filter(object_kind="patch_exception", object_id=exception.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["maintenance.patch_exception.approved", "maintenance.patch_exception.asked"]


def test_what_makes_no_sense_is_refused_at_its_field(house: House, tuesday: datetime) -> None:
    for given, field in (
        ({"until_at": None}, "until_at"),
        ({"until_at": tuesday}, "until_at"),
        ({"from_at": tuesday + 40 * DAY}, "until_at"),
        ({"reason": " "}, "reason"),
        ({"servers": []}, "servers"),
        ({"servers": [house.nordic_server, house.server]}, "servers"),
    ):
        with pytest.raises(BadField) as refused:
            asked(house, **given)
        assert list(refused.value.errors) == [field]
    assert not PatchException.objects.exists()


def test_who_asked_does_not_approve_and_engineers_never(house: House, tuesday: datetime) -> None:
    mine = exception_ask(actor=house.manager, servers=[house.nordic_server], reason="Frozen.", until_at=tuesday + DAY)
    for person in (house.manager, house.engineer, house.stranger):
        with pytest.raises(NotAllowed):
            exception_approve(actor=person, exception=mine)
    with pytest.raises(NotAllowed):
        exception_ask(actor=house.stranger, servers=[house.nordic_server], reason="No.", until_at=tuesday + DAY)


def test_it_is_answered_once_and_in_time(house: House, tuesday: datetime) -> None:
    declined = asked(house)
    exception_decline(actor=house.manager, exception=declined, reason="Patch it.")
    assert (declined.state_at(tuesday), declined.ended_reason) == ("declined", "Patch it.")
    with pytest.raises(NotPossible, match="answered already"):
        exception_approve(actor=house.manager, exception=declined)
    late = asked(house, until_at=tuesday + HOUR)
    with moved_to(tuesday + HOUR), pytest.raises(NotPossible, match="ask anew"):
        exception_approve(actor=house.manager, exception=late)


def test_what_was_late_when_it_began_stays_late(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    [week] = scene.owed("erp1")
    with moved_to(week.due_at + HOUR):
        excepted(house, house.nordic_server)
        week.refresh_from_db()
        assert (week.exception, week.state_at(now())) == (None, "late")


def test_one_that_begins_later_covers_from_its_beginning(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    exception = excepted(house, house.nordic_server, from_at=tuesday + DAY)
    assert (exception.state_at(tuesday), clock_state(scene)) == ("ahead", "running")
    with moved_to(tuesday + DAY):
        exceptions_follow()
        assert (exception.state_at(now()), clock_state(scene)) == ("running", "cancelled")


def test_one_of_a_release_covers_that_alone(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    one, other = released("checkpoint", "R81.20"), released("checkpoint", "R81.30")
    exception = excepted(house, scene.servers["fw1"], release=one)
    covered = {row.release: row.exception for row in scene.owed("fw1", "release")}
    assert covered == {one: exception, other: None}
    assert scene.owed("erp1")[0].exception is None


def test_patched_all_the_same_it_is_kept(house: House, tuesday: datetime) -> None:
    scene = patched(house)
    excepted(house, house.nordic_server)
    reported(house, planned_run(house), house.nordic_server, at=tuesday + HOUR)
    assert scene.owed("erp1")[0].state_at(tuesday + HOUR) == "on_time"


def test_nothing_excepts_what_is_known_to_be_exploited(house: House, tuesday: datetime) -> None:
    patched(house)
    release = released("linux", "6.1", cves=["CVE-2026-1"])
    waiting = asked(house, release=release)
    exploited("CVE-2026-1", (tuesday + 10 * DAY).date())
    with pytest.raises(BadField, match="CVE-2026-1 is known to be exploited"):
        asked(house, release=release)
    with pytest.raises(NotPossible, match="CVE-2026-1"):
        exception_approve(actor=house.manager, exception=waiting)
