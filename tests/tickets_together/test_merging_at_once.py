"""Two engineers merge the same pair at once, each the other way: one wins, one is told, nobody hangs."""

from threading import Thread

import pytest
from django.db import connection

from hostops.lib.errors import Refused
from tests.house import House
from tests.tickets.cases import file
from tickets.actions import case_link, case_merge
from tickets.models import Case, Merge


def at_once(*calls: object) -> list[str]:
    """What became of each call."""
    became: list[str] = []

    def run(call: object) -> None:
        try:
            call()  # type: ignore[operator]
            became.append("done")
        except Refused as refusal:
            became.append(type(refusal).__name__)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(became)


@pytest.mark.django_db(transaction=True)
def test_each_way_at_once(house: House) -> None:
    one, two = file(house, 3), file(house, 3)

    def merge(case: Case, target: Case) -> object:
        return lambda: case_merge(actor=house.engineer, case=Case.objects.get(pk=case.pk), target=target)

    assert at_once(merge(one, two), merge(two, one)) == ["NotPossible", "done"]
    assert Merge.objects.count() == 1
    assert Case.objects.live().count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_link_twice_at_once(house: House) -> None:
    one, two = file(house, 3), file(house, 3)

    def link(case: Case, target: Case) -> object:
        return lambda: case_link(actor=house.engineer, case=case, target=target, relation="related")

    assert at_once(link(one, two), link(two, one)) == ["NotPossible", "done"]
