"""What a round of the sweep costs follows what is due, not what is open."""

from datetime import datetime
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from hostops.alerts.models import Alert
from hostops.alerts.sweep import sweep_batch
from tests.alerts.scene import clock, entry, running
from tests.house import House


def _statements(limit: int = 500) -> list[str]:
    with CaptureQueriesContext(connection) as seen:
        sweep_batch(limit)
    return [query["sql"] for query in seen.captured_queries]


def test_idle_round_asks_one_question(house: House, tuesday: datetime) -> None:
    running(house, tuesday)
    asked = [sql for sql in _statements() if not sql.startswith(("SAVEPOINT", "RELEASE"))]
    assert len(asked) == 1
    assert asked[0].endswith("FOR NO KEY UPDATE SKIP LOCKED")


def test_batch_of_many_costs_as_many_statements_as_one(house: House, tuesday: datetime) -> None:
    clock(house, entry("breach", tuesday))
    one = len(_statements())
    for _ in range(40):
        clock(house, entry("50%", tuesday), entry("breach", tuesday))
    assert len(_statements()) == one
    assert Alert.objects.count() == 81


def test_question_is_answered_from_its_index_alone(house: House, tuesday: datetime) -> None:
    """Also where the table is so small that reading it whole would do: the plan may not depend on that."""
    [question] = [sql for sql in _statements() if "SKIP LOCKED" in sql]
    with connection.cursor() as cursor:
        for way in ("seqscan", "bitmapscan", "sort"):
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"EXPLAIN {question}")
        plan: list[Any] = [row[0] for row in cursor.fetchall()]
    assert any("Index Scan using clock_next" in line for line in plan), plan
    assert not any("Sort" in line for line in plan), plan
