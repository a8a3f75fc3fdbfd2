"""Places under a contract's caps, and the line of those who wait (itpdx:4g)."""

from datetime import datetime, timedelta

from hostops.lib.now import moved_to
from hostops.policies.actions import contract_bind
from tests.house import House
from tests.tickets.cases import due, file, phoned, state
from tickets.actions import case_admit, case_close, case_reopen, case_resolve, severity_set
from tickets.places import place_in_line

MINUTE = timedelta(minutes=1)


def test_second_priority_case_is_held_and_nothing_is_lost(house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    held = phoned(house, 2, title="Mail is slow")
    assert (held.state, state(held), held.title) == ("held", "pending", "Mail is slow")


def test_sixth_standard_case_is_held_beside_a_priority_one(house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    states = [file(house, 3 + number % 2).state for number in range(6)]
    assert states == ["new"] * 5 + ["held"]


def test_resolving_admits_the_first_in_line_at_once(house: House, tuesday: datetime) -> None:
    first, second, third = phoned(house, 1), phoned(house, 1), phoned(house, 2)
    assert (place_in_line(second), place_in_line(third)) == (1, 2)
    with moved_to(tuesday + 40 * MINUTE):
        case_resolve(actor=house.engineer, case=first, body="Restarted.")
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.state, third.state) == ("new", "held")
    assert due(second) == tuesday + 55 * MINUTE
    assert place_in_line(third) == 1


def test_lowering_frees_the_priority_place(house: House, tuesday: datetime) -> None:
    first, second = phoned(house, 1), phoned(house, 1)
    severity_set(actor=house.engineer, case=first, severity=3, reason="core_restored")
    second.refresh_from_db()
    assert second.state == "new"


def test_lowering_never_holds_a_case(house: House, tuesday: datetime) -> None:
    for _ in range(5):
        file(house, 3)
    case = phoned(house, 1)
    severity_set(actor=house.engineer, case=case, severity=3, reason="core_restored")
    assert case.state == "new"


def test_lowering_a_held_case_finds_it_a_standard_place(house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    held = phoned(house, 1)
    severity_set(actor=house.engineer, case=held, severity=3, reason="customer_unavailable")
    assert (held.state, state(held)) == ("new", "running")


def test_staff_admit_over_the_cap_with_a_reason(house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    held = phoned(house, 1)
    with moved_to(tuesday + 5 * MINUTE):
        case_admit(actor=house.engineer, case=held, reason="Their whole site is down.")
    assert (held.state, held.over_cap) == ("new", True)
    assert due(held) == tuesday + 20 * MINUTE


def test_held_case_can_be_withdrawn(house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    held = case_resolve(actor=house.contact, case=phoned(house, 1), outcome="withdrawn")
    assert (held.state, held.outcome, state(held)) == ("resolved", "withdrawn", "cancelled")


def test_reopening_takes_a_place_over_the_cap_and_shows_it(house: House, tuesday: datetime) -> None:
    first = phoned(house, 1)
    case_resolve(actor=house.engineer, case=first, body="Restarted.")
    phoned(house, 1)
    case_reopen(actor=house.contact, case=first, reason="It is back.")
    assert (first.state, first.over_cap) == ("open", True)


def test_withdrawn_from_the_line_and_reopened_it_waits_for_no_place(house: House, tuesday: datetime) -> None:
    phoned(house, 1)
    held = phoned(house, 2)
    case_resolve(actor=house.contact, case=held, body="Never mind.", outcome="withdrawn")
    with moved_to(tuesday + 5 * MINUTE):
        case_reopen(actor=house.contact, case=held, reason="It is back.")
        assert (held.state, held.over_cap, state(held)) == ("open", True, "running")
        assert due(held) == tuesday + 65 * MINUTE


def test_caps_are_the_contracts_not_the_accounts(house: House, tuesday: datetime) -> None:
    from hostops.accounts.models import Server
    from tests.house import BEGAN, contract

    other = contract(house.harbor, house.contract.bindings.get().version)
    server = Server.objects.create(account=house.harbor, contract=other, hostname="web2", registered_at=BEGAN)
    phoned(house, 1)
    assert phoned(house, 1, server=server).state == "new"


def test_a_contract_may_set_the_cap_otherwise(house: House, tuesday: datetime) -> None:
    contract_bind(
        actor=None,
        contract=house.contract,
        version=house.contract.bindings.get().version,
        binds_from=tuesday - MINUTE,
        overrides=[("cases.caps.groups.priority.open", 2, "Statement of Work, section 4")],
    )
    assert [phoned(house, 1).state for _ in range(3)] == ["new", "new", "held"]


def test_closed_cases_hold_no_place(house: House, tuesday: datetime) -> None:
    first = case_resolve(actor=house.engineer, case=phoned(house, 1), body="Restarted.")
    case_close(actor=house.engineer, case=first)
    assert phoned(house, 1).state == "new"
