"""The hundredth page costs what the first costs: the database reads no row that the page does not show."""

import json
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from hostops.api.keyset import Ordering, rows_beyond
from hostops.clocks.models import Clock
from hostops.subjects.models import Subject
from tests.conftest import TUESDAY
from tests.house import House
from tickets.models import Case

MANY, PAGE = 5_000, 25
QUEUE = Ordering.by("queue_rank", "queue_due")
DUE = Ordering.by("due_at", nulls=True)


def filled(house: House) -> None:
    """Cases of which one in a hundred is a Level 1, and a clock for each, one in ten without a due instant."""
    subjects = Subject.objects.bulk_create(
        Subject(account=house.harbor, kind="case", reference=f"HC-{number}", title="x") for number in range(MANY)
    )
    Case.objects.bulk_create(
        Case(
            subject=row, account=house.harbor, title="x", description="x", channel="portal", reporter=house.contact,
            severity=1 if number % 100 == 0 else 3, state="open", coverage="covered", filed_at=TUESDAY,
            received_at=TUESDAY, updated_at=TUESDAY, next_due=TUESDAY + timedelta(minutes=number * 7919 % MANY),
        )
        for number, row in enumerate(subjects)
    )  # fmt: skip
    version = house.contract.bindings.get().version
    Clock.objects.bulk_create(
        Clock(
            subject=row, kind="response", clause="itpdx:4c", version=version, opened_at=TUESDAY, started_at=TUESDAY,
            due_at=None if number % 10 == 0 else TUESDAY + timedelta(minutes=number * 7919 % MANY),
        )
        for number, row in enumerate(subjects)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE tickets_case, clocks_clock, subjects_subject")


def rows_read(queries: list[str]) -> int:
    """Rows that the scans of these queries touched, those they threw away among them."""
    with connection.cursor() as cursor:
        return sum(_touched(_plan(cursor, query)) for query in queries)


def _plan(cursor: Any, query: str) -> dict[str, Any]:
    cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {query}")
    plan = cursor.fetchone()[0]
    found: dict[str, Any] = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    return found


def _touched(plan: dict[str, Any]) -> int:
    here = (
        plan["Actual Rows"] * plan["Actual Loops"] + plan.get("Rows Removed by Filter", 0)
        if "Scan" in plan["Node Type"]
        else 0
    )
    return int(here) + sum(_touched(below) for below in plan.get("Plans", ()))


def asked(rows: QuerySet[Any], ordering: Ordering, position: Any) -> tuple[list[Any], list[str]]:

    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = rows_beyond(rows, ordering, position, PAGE + 1)
    return found, [query["sql"] for query in queries]


def walked(rows: QuerySet[Any], ordering: Ordering) -> None:
    """Look at pages near and far; each is right, and costs as much as it shows."""
    sign = "-" if ordering.descending else ""
    everything = list(rows.order_by(*(sign + column for column in ordering.columns)))
    for page in (0, 1, 99, 170):
        position = ordering.position(everything[page * PAGE - 1]) if page else None
        found, queries = asked(rows, ordering, position)
        assert [row.pk for row in found] == [row.pk for row in everything[page * PAGE : (page + 1) * PAGE + 1]]
        assert rows_read(queries) <= 2 * (PAGE + 1), (ordering, page, queries)


def test_no_page_reads_more_than_it_shows(house: House) -> None:
    filled(house)
    lists: list[tuple[QuerySet[Any], Ordering]] = [(Case.objects.live(), QUEUE), (Clock.objects.live(), DUE)]
    for rows, ordering in lists:
        walked(rows, ordering)
        walked(rows, ordering.reversed())
