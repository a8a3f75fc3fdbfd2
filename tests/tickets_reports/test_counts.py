"""What the database counts is what one counts by hand: present and past cycles, each once, in its one period."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.house import House
from tests.tickets_reports.rows import Made, oracle, populate
from tickets.reports.figures import Figures, total
from tickets.reports.promises import Chosen, counted, decided

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MINUTES = st.integers(min_value=-800_000, max_value=30_000)


@pytest.fixture
def made(house: House) -> list[Made]:
    return populate(house, NOW, 150, Random(11))


def figures(house: House, chosen: Chosen, start: datetime, end: datetime) -> Figures:
    return total([row.figures for row in counted(house.manager, chosen, (start, end), NOW)])


def test_every_question_is_answered_as_by_hand(house: House, made: list[Made]) -> None:
    @given(first=MINUTES, second=MINUTES, who=st.sampled_from(["", "harbor", "nordic"]), data=st.data())
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    def asked(first: int, second: int, who: str, data: st.DataObject) -> None:
        start, end = (NOW + timedelta(minutes=minute) for minute in sorted((first, second)))
        account = getattr(house, who) if who else None
        kind = data.draw(st.sampled_from(["", "response", "progress"]))
        level = data.draw(st.sampled_from([None, 1, 2, 3, 4, 0]))
        only = {"account": account} if account else {}
        only |= {"kind": kind} if kind else {}
        only |= {"level": level or None} if level is not None else {}
        found = figures(house, Chosen(account, kind, level), start, end)
        assert (found.kept, found.breached, found.excused) == oracle(made, NOW, start, end, **only)

    asked()


def test_the_days_add_up_to_the_whole(house: House, made: list[Made]) -> None:
    start, zone = NOW - timedelta(days=400), ZoneInfo("Europe/Stockholm")
    edges = [datetime(2025, 10, 1, tzinfo=zone) + timedelta(days=day) for day in range(0, 430, 7)]
    parts = counted(house.manager, Chosen(), edges, NOW)
    whole = figures(house, Chosen(), edges[0], edges[-1])
    assert total([row.figures for row in parts]) == whole
    assert whole.decided > 100
    assert start < edges[-1]


def test_each_part_is_what_its_own_question_gives(house: House, made: list[Made]) -> None:
    edges = [NOW - timedelta(days=days) for days in (500, 300, 100, 20, 0)]
    found = counted(house.manager, Chosen(), edges, NOW)
    for part, (start, end) in enumerate(pairwise(edges)):
        assert total([row.figures for row in found if row.part == part]) == figures(house, Chosen(), start, end)


def test_the_list_has_as_many_rows_as_are_counted(house: House, made: list[Made]) -> None:
    span = NOW - timedelta(days=300), NOW
    rows = sum(queryset.count() for queryset in decided(house.manager, Chosen(), *span, NOW))
    assert rows == figures(house, Chosen(), *span).decided


def test_a_customer_counts_its_own_alone(house: House, made: list[Made]) -> None:
    span = NOW - timedelta(days=600), NOW + timedelta(days=30)
    mine = total([row.figures for row in counted(house.holder, Chosen(), span, NOW)])
    assert (mine.kept, mine.breached, mine.excused) == oracle(made, NOW, *span, account=house.harbor)
    foreign = counted(house.holder, Chosen(account=house.nordic), span, NOW)
    assert foreign == []
