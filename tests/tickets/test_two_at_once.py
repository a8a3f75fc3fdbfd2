"""Two people at once, on two connections."""

from collections.abc import Callable
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction

from hostops.lib.errors import NotPossible, Outdated
from tests.house import House
from tests.tickets.cases import file, phoned
from tickets.actions import case_assign, case_reopen, case_resolve, message_add
from tickets.actions.change import changing
from tickets.models import Case

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts on a connection each, as nearly at once as can be; their results or errors."""
    ready = Barrier(len(acts))
    results: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        ready.wait()
        try:
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


def test_one_place_is_given_once(house: House) -> None:
    cases = at_once(*[lambda: phoned(house, 1)] * 4)
    assert sorted(case.state for case in cases) == ["held", "held", "held", "new"]


def test_a_freed_place_is_given_once(house: House) -> None:
    first, second, third = phoned(house, 1), phoned(house, 1), phoned(house, 1)
    at_once(
        lambda: case_resolve(actor=house.engineer, case=first, body="Done."),
        lambda: case_resolve(actor=house.engineer, case=second, body="Done."),
    )
    third.refresh_from_db()
    assert third.state == "new"


def test_reopening_and_admitting_do_not_wait_for_each_other(house: House) -> None:
    first, held = phoned(house, 1), phoned(house, 1)
    results = at_once(
        lambda: case_resolve(actor=house.engineer, case=first, body="Done."),
        lambda: case_resolve(actor=house.engineer, case=held, body="Done."),
    )
    assert not [error for error in results if isinstance(error, Exception)]
    at_once(
        lambda: case_reopen(actor=house.engineer, case=first, reason="Back."),
        lambda: case_reopen(actor=house.engineer, case=held, reason="Back."),
    )
    assert set(Case.objects.values_list("state", flat=True)) == {"open"}


def test_the_second_of_two_is_told_and_overwrites_nothing(house: House) -> None:
    case = file(house, 3)
    results = at_once(
        lambda: case_assign(
            actor=house.engineer, case=Case.objects.get(pk=case.pk), assignee=house.engineer, if_version=1
        ),
        lambda: case_assign(
            actor=house.second_engineer, case=Case.objects.get(pk=case.pk), assignee=house.second_engineer, if_version=1
        ),
    )
    assert sum(isinstance(result, Outdated) for result in results) == 1
    case.refresh_from_db()
    assert case.version == 2


def test_resolving_twice_happens_once(house: House) -> None:
    case = file(house, 3)
    results = at_once(
        *[lambda: case_resolve(actor=house.engineer, case=Case.objects.get(pk=case.pk), body="Done.")] * 2
    )
    assert sum(isinstance(result, NotPossible) for result in results) == 1
    assert case.messages.count() == 1


def test_two_answers_at_once_stop_the_clock_once(house: House) -> None:
    case = phoned(house, 1)
    at_once(*[lambda: message_add(actor=house.engineer, case=Case.objects.get(pk=case.pk), body="On it.")] * 2)
    assert case.messages.count() == 2
    clock = case.subject.clocks.get(kind="response")
    assert clock.events.filter(what="stopped").count() == 1


def test_who_waited_for_the_lock_sees_the_case_whole(house: House) -> None:
    """What was joined while it waited would belong to the case as it was before."""
    case = file(house, 3)
    first_has_it = Event()
    seen: dict[str, Any] = {}

    def first() -> None:
        with transaction.atomic(), changing(actor=house.engineer, case=case, verb="assign", did="assigned") as locked:
            locked.assignee = house.engineer
            first_has_it.set()
            waiting_for_a_lock()

    def second() -> None:
        first_has_it.wait(10)
        with changing(actor=house.manager, case=Case.objects.get(pk=case.pk), verb="note", did="noted") as locked:
            seen.update(contract=locked.contract, assignee=locked.assignee, version=locked.version)

    errors = [error for error in at_once(first, second) if error]
    assert errors == []
    assert seen == {"contract": house.contract, "assignee": house.engineer, "version": 2}


def waiting_for_a_lock() -> None:
    """Return once somebody waits for this transaction."""
    for _ in range(1000):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    raise AssertionError("nobody waited")
