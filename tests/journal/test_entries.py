"""Every change of a case has its entry: who, from where, what it was, what it became, why."""

from typing import Any

import pytest

from hostops.journal.models import Entry
from hostops.journal.origin import set_address
from tests.house import House
from tests.tickets.cases import file, phoned
from tickets import actions
from tickets.models import Case


def entries(case: Case) -> list[Entry]:
    return list(Entry.objects.filter(object_kind="case", object_id=case.pk).order_by("id"))


def test_severity_keeps_before_after_reason_actor_and_address(house: House, tuesday: Any) -> None:
    case = phoned(house, 1)
    set_address("192.0.2.7")
    try:
        actions.severity_set(actor=house.engineer, case=case, severity=3, reason="core_restored", note="Up again.")
    finally:
        set_address(None)
    entry = entries(case)[-1]
    assert (entry.verb, entry.actor, entry.address) == ("tickets.case.severity_set", house.engineer, "192.0.2.7")
    assert (entry.before["severity"], entry.after["severity"]) == (1, 3)
    assert entry.before["next_due"] == "2026-03-10T17:15:00+00:00"
    assert entry.reason == "core_restored: Up again."


@pytest.mark.parametrize(
    ("verb", "act", "more"),
    [
        ("noted", actions.message_add, {"body": "Disk?", "visibility": "internal"}),
        ("replied", actions.message_add, {"body": "On it."}),
        ("assigned", actions.case_assign, {"assignee": None}),
        ("waiting", actions.case_wait, {"question": "Since when?"}),
        ("worked_around", actions.case_workaround, {"body": "Use the spare."}),
        ("resolved", actions.case_resolve, {"body": "Restarted."}),
        ("contacted", actions.contact_log, {"channel": "phone"}),
        ("coverage_decided", actions.coverage_decide, {"decision": "covered", "clause": "itpdx:2a", "reason": "Ours."}),
        ("advised", actions.advice_record, {"fixed_version": "2.4", "told": "Ann"}),
    ],
)
def test_each_act_writes_its_verb(house: House, verb: str, act: Any, more: dict[str, Any]) -> None:
    case = file(house, 3)
    act(actor=house.engineer, case=case, **more)
    assert [entry.verb for entry in entries(case)] == ["tickets.case.filed", f"tickets.case.{verb}"]


def test_a_refused_act_writes_nothing(house: House) -> None:
    case = file(house, 3)
    with pytest.raises(Exception, match="not possible"):
        actions.case_close(actor=house.engineer, case=case)
    assert len(entries(case)) == 1
