"""What reports cost: statements that do not follow the number of cases, promises or people."""

import re
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.accounts.models import Person
from hostops.accounts.roles import Role
from hostops.lib.now import now
from tests.browsing import browser_of
from tests.house import House, person
from tests.tickets.cases import file
from tests.tickets_reports.rows import populate, promise
from tickets.models import Case

# With those of every page: session, person, bell.
MOST = {"/reports/": 10, "/reports/trend/": 8, "/reports/cases/": 14, "/today/": 13, "/reports/attainment.pdf": 11}
MOST_BYTES = 100_000


def asked(who: Person, path: str) -> tuple[int, int]:
    """Statements and bytes, the second time it is asked for."""
    browser = browser_of(who)
    browser.get(path)
    with CaptureQueriesContext(connection) as found:
        answer = browser.get(path)
    assert answer.status_code == 200
    return len(found), len(answer.content)


@pytest.mark.parametrize("path", MOST)
def test_statements_do_not_follow_the_rows(house: House, tuesday: datetime, path: str) -> None:
    promise(house, tuesday - timedelta(hours=1), None)
    file(house, 3)
    few, _ = asked(house.manager, path)
    populate(house, now(), 60, Random(3))
    for number in range(12):
        somebody = person(f"more-{number}", Role.ENGINEER)
        Case.objects.filter(pk=file(house, 4).pk).update(assignee=somebody)
    many, size = asked(house.manager, path)
    assert few == many <= MOST[path]
    assert size < MOST_BYTES


# What takes away every other index of that index's table.
_OTHERS = """
    SELECT format(CASE WHEN c.conname IS NULL THEN 'DROP INDEX %%2$I'
                       ELSE 'ALTER TABLE %%1$I DROP CONSTRAINT %%2$I CASCADE' END, i.tablename, i.indexname)
    FROM pg_indexes i LEFT JOIN pg_constraint c ON c.conname = i.indexname
    WHERE i.tablename = (SELECT tablename FROM pg_indexes WHERE indexname = %s) AND i.indexname <> %s
"""


def plan(query: str, path: str, who: Person, index: str) -> str:
    """How the database answers the first statement of the page that has the words, with that index or none.

    Small tables say nothing of which index a large one would be read by; whether the statement can be answered
    by `index` they do say: no other is there, and reading the whole table is what the planner does last.
    """
    browser = browser_of(who)
    with CaptureQueriesContext(connection) as found:
        browser.get(path)
    sql = next(each["sql"] for each in found if re.search(query, each["sql"]))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # a table with checks still to come cannot be altered
        cursor.execute(_OTHERS, [index, index])
        for (drop,) in cursor.fetchall():
            cursor.execute(drop)  # all comes back with the transaction
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN " + sql.replace("%", "%%"))
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize(
    ("words", "path", "index"),
    [
        ('AS "part".*FROM "clocks_clock"', "/reports/", "clock_decided"),
        ('AS "part".*FROM "clocks_cycle"', "/reports/", "cycle_decided"),
        ('AS "part".*FROM "clocks_clock"', "/reports/trend/", "clock_decided"),
        ('"severity" AS "severity", "tickets_case"."assignee_id"', "/today/", "case_today"),
        ("ISODOW", "/today/", "case_received"),
    ],
)
def test_there_is_an_index_for_each_count(house: House, tuesday: datetime, words: str, path: str, index: str) -> None:
    populate(house, now(), 200, Random(5))
    for _ in range(10):
        file(house, 4)
    assert index in plan(words, path, house.manager, index)
