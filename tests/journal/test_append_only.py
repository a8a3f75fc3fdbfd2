"""What is written in the journal stays: the database refuses, whoever asks."""

import pytest
from django.db import DatabaseError, connection, transaction

from hostops.journal.models import Entry
from tests.house import House
from tests.tickets.cases import file

KEPT = [
    "journal_entry",
    "clocks_clockevent",
    "clocks_cycle",
    "clocks_attribution",
    "policies_policyversion",
    "policies_binding",
    "policies_override",
]


@pytest.fixture
def written(house: House) -> None:
    file(house, 3)


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("table", ["journal_entry", "clocks_clockevent", "policies_policyversion", "policies_binding"])
def test_rows_can_be_neither_changed_nor_removed(written: None, table: str, statement: str) -> None:
    def attempt() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else pending foreign keys refuse TRUNCATE first
            cursor.execute(statement.format(table))

    with pytest.raises(DatabaseError, match="what is written here stays"):
        attempt()


def test_every_kept_table_has_both_triggers(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE NOT tgisinternal GROUP BY 1")
        triggers = dict(cursor.fetchall())
    # one for changes and removals, one for all at once; a cycle may become better, so it has one for each
    assert {table: triggers.get(table) for table in KEPT} == dict.fromkeys(KEPT, 2) | {"clocks_cycle": 3}


def test_the_orm_is_refused_too(written: None) -> None:
    entry = Entry.objects.latest("id")
    entry.reason = "otherwise"
    with pytest.raises(DatabaseError), transaction.atomic():
        entry.save()
