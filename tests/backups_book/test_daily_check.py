"""Each morning a person signs the day before; an unsigned day alerts, a signed one stays as signed (iptor:2f)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from backups.actions.checking import check_note, check_sign
from backups.actions.remarks import slot_remark
from backups.daily import checks_open, clock_of_checks
from backups.models import DayCheck
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.clocks.models import Clock, Cycle
from hostops.clocks.querysets import state_of
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.lib.now import moved_to, now
from hostops.policies.models import PolicyVersion
from tests.backups_book.scene import DAY, DUE, HOUR, SLOT, kept, ran, scheduled
from tests.house import House

# Wednesday 11 March 2026, 08:00 in Stockholm: Tuesday is over and is signed by 12:00.
MORNING = datetime(2026, 3, 11, 7, tzinfo=UTC)
NOON = datetime(2026, 3, 11, 11, tzinfo=UTC)
TUESDAY_10 = date(2026, 3, 10)


@pytest.fixture
def morning() -> Iterator[datetime]:
    with moved_to(MORNING):
        yield MORNING


def opened(version: PolicyVersion) -> DayCheck:
    checks_open()
    return DayCheck.objects.select_related("policy").filter(policy=version.policy).latest("day")


def clock(version: PolicyVersion) -> Clock:
    found = clock_of_checks(version.policy)
    assert found is not None
    return found


def test_a_day_that_is_over_is_put_before_a_person(house: House, iptor: PolicyVersion, morning: datetime) -> None:
    assert checks_open() == 0  # no backup was ever promised
    scheduled(house.nordic_server, iptor)
    assert (checks_open(), checks_open()) == (1, 0)
    check = DayCheck.objects.get()
    assert (check.day, check.due_at) == (TUESDAY_10, NOON)
    of = clock(iptor)
    assert (of.started_at, of.due_at, of.clause) == (datetime(2026, 3, 10, 23, tzinfo=UTC), NOON, "iptor:2f")


def test_signed_in_time(house: House, iptor: PolicyVersion, morning: datetime) -> None:
    kept(scheduled(house.nordic_server, iptor), SLOT + HOUR)
    check = check_sign(actor=house.engineer, check=opened(iptor), words="All well.")
    assert (check.signed_by, check.signed_at, check.words) == (house.engineer, MORNING, "All well.")
    assert check.figures == {"slots": {"promised": 1, "kept": 1, "broken": 0}, "exceptions": []}
    assert state_of(clock(iptor), now()) == "met"
    with moved_to(NOON + HOUR):
        sweep()
        assert not Alert.objects.filter(clock=clock(iptor), threshold="breach").exists()


def test_a_day_that_nobody_signs_alerts_and_may_be_signed_late(
    house: House, iptor: PolicyVersion, morning: datetime
) -> None:
    kept(scheduled(house.nordic_server, iptor), SLOT + HOUR)
    check = opened(iptor)
    with moved_to(NOON + HOUR):
        sweep()
        alert = Alert.objects.get(clock__kind="daily_check", threshold="breach")
        assert (alert.instant, alert.tell) == (NOON, ["engineers", "managers"])
    with moved_to(MORNING + DAY):
        checks_open()
        assert clock(iptor).cycle == 2
        check_sign(actor=house.manager, check=check)
        cycle = Cycle.objects.get(clock=clock(iptor), cycle=1)
        assert (cycle.stopped_at, state_of(cycle, now())) == (MORNING + DAY, "breached")
        assert state_of(clock(iptor), now()) == "running"


def test_each_broken_promise_is_answered_first(house: House, iptor: PolicyVersion, morning: datetime) -> None:
    schedule = scheduled(house.nordic_server, iptor)
    ran(schedule, SLOT + HOUR, "failed", message="disk full")
    check = opened(iptor)
    with pytest.raises(NotPossible, match=f"{schedule.number} \\(erp1\\)"):
        check_sign(actor=house.engineer, check=check)
    slot_remark(actor=house.engineer, schedule=schedule, slot=SLOT, words="The disk is larger now.")
    check = check_sign(actor=house.engineer, check=check)
    assert check.figures["slots"] == {"promised": 1, "kept": 0, "broken": 1, "failed": 1}
    (told,) = check.figures["exceptions"]
    assert (told["schedule"], told["states"], told["due_at"]) == (schedule.number, ["failed"], DUE.isoformat())
    assert [(each["words"], each["by"]) for each in told["remarks"]] == [("The disk is larger now.", "Engineer")]


def test_what_was_signed_is_followed_by_notes_alone(house: House, iptor: PolicyVersion, morning: datetime) -> None:
    kept(scheduled(house.nordic_server, iptor), SLOT + HOUR)
    check = opened(iptor)
    with pytest.raises(NotPossible):
        check_note(actor=house.engineer, check=check, words="Too early.")
    check_sign(actor=house.engineer, check=check)
    with pytest.raises(NotPossible, match="note"):
        check_sign(actor=house.manager, check=check)
    check_note(actor=house.manager, check=check, words="The copy was damaged after all.")
    assert [note.words for note in check.notes.all()] == ["The copy was damaged after all."]
    with pytest.raises(BadField):
        check_note(actor=house.manager, check=check, words=" ")
    changes: list[dict[str, Any]] = [{"words": "x"}, {"signed_at": None, "signed_by": None}, {"figures": {}}]
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            DayCheck.objects.filter(pk=check.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        check.notes.all().update(words="x")


def test_a_weekend_is_signed_on_monday_and_kept_when_all_of_it_is(
    house: House, itpdx: PolicyVersion, morning: datetime
) -> None:
    scheduled(house.server, itpdx, "nightly_code", slot=MORNING + 30 * DAY)
    friday_over, monday = datetime(2026, 3, 14, 12, tzinfo=UTC), datetime(2026, 3, 16, 12, tzinfo=UTC)
    with moved_to(friday_over):
        friday = opened(itpdx)
        assert friday.day == date(2026, 3, 13)
        check_sign(actor=house.engineer, check=friday)
        assert state_of(clock(itpdx), now()) == "running"  # the weekend is still to come
    with moved_to(monday):
        assert checks_open() == 2
        saturday, sunday = DayCheck.objects.filter(policy=itpdx.policy, signed_at=None).order_by("day")
        assert saturday.due_at == sunday.due_at == friday.due_at
        assert clock(itpdx).cycle == 1
        check_sign(actor=house.engineer, check=saturday)
        assert state_of(clock(itpdx), now()) == "running"
        check_sign(actor=house.engineer, check=sunday)
        assert state_of(clock(itpdx), now()) == "met"


def test_days_of_a_rest_of_the_portal_follow(house: House, iptor: PolicyVersion, morning: datetime) -> None:
    scheduled(house.nordic_server, iptor)
    checks_open()
    with moved_to(MORNING + 3 * DAY):
        assert checks_open() == 3
        assert DayCheck.objects.filter(policy=iptor.policy).count() == 4
        assert clock(iptor).cycle == 4


def test_customers_do_not_see_the_book(house: House, iptor: PolicyVersion, morning: datetime) -> None:
    scheduled(house.nordic_server, iptor)
    check = opened(iptor)
    for who in (house.holder, house.stranger):
        assert not DayCheck.objects.visible_to(who).exists()
        with pytest.raises(NotAllowed):
            check_sign(actor=who, check=check)
