"""What was done is said about each slot; a reason of the policy closes a miss, and the alert is seen to."""

from datetime import datetime

import pytest

from backups.actions.remarks import slot_remark, slots_remark
from backups.asked import Asked
from backups.models import Remark
from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep
from hostops.journal.models import Entry
from hostops.lib.errors import BadField, NotAllowed, NotPossible
from hostops.policies.models import PolicyVersion
from tests.backups_book.scene import DAY, HOUR, SLOT, kept, ran, scheduled, turned
from tests.house import House

CODE = SLOT  # 01:00 in Berlin, of `nightly_code`


def test_a_remark_answers_and_a_reason_closes(house: House, itpdx: PolicyVersion, tuesday: datetime) -> None:
    schedule = scheduled(house.server, itpdx, "nightly_code")
    slot_remark(actor=house.engineer, schedule=schedule, slot=CODE, words="Started by hand.")
    (row,) = Asked().rows(house.engineer)[0]
    assert (row.answered, row.closed, row.is_owed_words) == (True, False, False)
    slot_remark(actor=house.engineer, schedule=schedule, slot=CODE, words="Disk full.", reason="resources")
    (row,) = Asked().rows(house.engineer)[0]
    assert row.closed
    entry = Entry.objects.filter(verb="backups.slot.remarked").latest("id")
    assert (entry.reference, entry.reason, entry.after["reason"]) == (schedule.number, "Disk full.", "resources")


def test_whoever_says_what_was_done_has_seen_to_the_alert(
    house: House, itpdx: PolicyVersion, tuesday: datetime
) -> None:
    missed, other = scheduled(house.server, itpdx, "nightly_code"), scheduled(house.server, itpdx, "nightly_database")
    sweep()
    turned(missed)
    slot_remark(actor=house.engineer, schedule=missed, slot=CODE, words="Seen to.")
    alerts = {alert.clock.subject_id: alert.acknowledged_by for alert in Alert.objects.select_related("clock")}
    assert alerts == {missed.subject_id: house.engineer, other.subject_id: None}


def test_reasons_are_those_of_the_policy_and_of_a_miss(
    house: House, itpdx: PolicyVersion, iptor: PolicyVersion, tuesday: datetime
) -> None:
    theirs = scheduled(house.nordic_server, iptor)
    ours = scheduled(house.server, itpdx, "nightly_code")
    with pytest.raises(BadField, match="its policy names none"):
        slot_remark(actor=house.engineer, schedule=theirs, slot=SLOT, words="x", reason="resources")
    with pytest.raises(BadField, match="use resources, state_of_code or frequency_of_changes"):
        slot_remark(actor=house.engineer, schedule=ours, slot=CODE, words="x", reason="laziness")
    kept(ours, CODE + HOUR)
    with pytest.raises(NotPossible, match="not missed"):
        slot_remark(actor=house.engineer, schedule=ours, slot=CODE, words="x", reason="resources")
    assert not Remark.objects.exists()


def test_only_slots_that_have_come(house: House, itpdx: PolicyVersion, tuesday: datetime) -> None:
    ours = scheduled(house.server, itpdx, "nightly_code")
    for wrong in (SLOT + HOUR, SLOT + DAY):
        with pytest.raises(BadField, match="has no slot"):
            slot_remark(actor=house.engineer, schedule=ours, slot=wrong, words="x")
    occasional = scheduled(house.server, itpdx, "occasional_code", slot=None)
    run = ran(occasional, SLOT + HOUR, "failed", slot_at=None)
    slot_remark(actor=house.engineer, schedule=occasional, slot=run.finished_at, words="x")


def test_all_or_none(house: House, itpdx: PolicyVersion, tuesday: datetime) -> None:
    ours = scheduled(house.server, itpdx, "nightly_code")
    with pytest.raises(BadField):
        slots_remark(actor=house.engineer, slots=[(ours, CODE), (ours, CODE + HOUR)], words="x")
    for words in ("", "   ", "x" * 2001):
        with pytest.raises(BadField):
            slot_remark(actor=house.engineer, schedule=ours, slot=CODE, words=words)
    with pytest.raises(BadField):
        slots_remark(actor=house.engineer, slots=[], words="x")
    assert not Remark.objects.exists()


def test_customers_say_nothing_here(house: House, itpdx: PolicyVersion, tuesday: datetime) -> None:
    ours = scheduled(house.server, itpdx, "nightly_code")
    for who in (house.holder, house.contact, house.viewer, house.stranger):
        with pytest.raises(NotAllowed):
            slot_remark(actor=who, schedule=ours, slot=CODE, words="x")
