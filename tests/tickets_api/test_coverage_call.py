"""`POST /cases/{number}/coverage/` and `/advise/`: decisions with their clause, and the record that one needs."""

from datetime import datetime, timedelta

from hostops.lib.now import moved_to
from tests.house import House
from tests.tickets.cases import file
from tests.tickets_api.calls import at, pointers
from tests.tickets_api.conftest import Callers
from tickets.models import Advice

DAY = timedelta(days=1)
WITHHELD = {"decision": "withheld", "clause": "itpdx:2c", "reason": "The fix was not installed."}


def test_covering_starts_the_clock_that_waited(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3, server=house.unregistered)
    body = {"decision": "covered", "clause": "itpdx:3d", "reason": "Goodwill."}
    shown = calls.engineer.step(case, "coverage", body).json()
    assert (shown["coverage"], shown["coverage_clause"], shown["coverage_reason"]) == (
        "covered",
        "itpdx:3d",
        "Goodwill.",
    )
    assert (shown["next_due"], shown["waits_for"]) == ("2026-03-12T00:00:00Z", None)


def test_clause_and_decision_are_the_policys(calls: Callers, house: House) -> None:
    case = file(house, 3)
    body = {"decision": "covered", "clause": "itpdx:4c", "reason": "x"}
    assert pointers(calls.engineer.step(case, "coverage", body)) == ["/clause"]
    assert pointers(calls.engineer.step(case, "coverage", {**body, "decision": "maybe"})) == ["/decision"]
    assert pointers(calls.engineer.step(case, "coverage", {})) == ["/decision", "/clause", "/reason"]


def test_withholding_for_a_fix_points_to_the_advice(calls: Callers, house: House, tuesday: datetime) -> None:
    earlier = file(house, 3)
    told = {"fixed_version": "2.1", "told": "Kim", "told_at": "2026-03-10T16:00:00Z"}
    [advice] = calls.engineer.step(earlier, "advise", told).json()["advice"]
    assert {name: advice[name] for name in told} == told
    assert advice["recorded_by"] == "Engineer"
    with moved_to(tuesday + DAY):
        case = file(house, 3)
        assert pointers(calls.engineer.step(case, "coverage", WITHHELD)) == ["/advice"]
        shown = calls.engineer.step(case, "coverage", {**WITHHELD, "advice": advice["id"]}).json()
    assert shown["coverage"] == "withheld"


def test_advice_that_does_not_serve(calls: Callers, house: House, tuesday: datetime) -> None:
    foreign = file(house, None, actor=house.stranger, account=house.nordic, server=house.nordic_server)
    case = file(house, 3)
    told = {"fixed_version": "2.1", "told": "Kim"}
    for told_of in (foreign, case):
        assert calls.engineer.step(told_of, "advise", told).status_code == 200
    for key in (*Advice.objects.values_list("pk", flat=True), 999_999, "x", 0):
        answer = calls.engineer.step(case, "coverage", {**WITHHELD, "advice": key})
        assert (answer.status_code, pointers(answer)) == (400, ["/advice"])


def test_advice_is_not_recorded_before_it_is_given(calls: Callers, house: House, tuesday: datetime) -> None:
    body = {"fixed_version": "2.1", "told": "Kim", "told_at": "2026-03-10T17:00:01Z"}
    assert pointers(calls.engineer.step(file(house, 3), "advise", body)) == ["/told_at"]


def test_customers_read_the_decision_and_do_not_make_it(calls: Callers, house: House, tuesday: datetime) -> None:
    case = file(house, 3)
    assert calls.contact.step(case, "coverage", WITHHELD).status_code == 403
    assert calls.contact.step(case, "advise", {"fixed_version": "2.1", "told": "Kim"}).status_code == 403
    calls.engineer.step(case, "advise", {"fixed_version": "2.1", "told": "Kim"})
    assert calls.contact.get(at(case)).json()["advice"][0]["fixed_version"] == "2.1"
