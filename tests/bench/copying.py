"""Rows into PostgreSQL by COPY, with a progress bar."""

import io
import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from rich.progress import Progress

CHUNK = 20_000
Row = Sequence[Any]


def copy(
    progress: Progress, table: str, columns: Sequence[str], rows: Callable[[int], Iterable[Row]], count: int
) -> None:
    """Write what `rows(index)` gives for each index below `count`."""
    task = progress.add_task(table, total=count)
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor:
        for start in range(0, count, CHUNK):
            stop = min(start + CHUNK, count)
            lines = [_line(row) for index in range(start, stop) for row in rows(index)]
            cursor.cursor.copy_expert(statement, io.StringIO("".join(lines)))
            progress.update(task, completed=stop)


def _line(row: Row) -> str:
    return "\t".join(map(_field, row)) + "\n"


def _field(value: Any) -> str:
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict | list):
        value = json.dumps(value)
    return str(value).replace("\\", "\\\\").replace("\t", " ").replace("\n", "\\n")


class WithoutIndexes:
    """Load first, index after: the secondary indexes of the tables are dropped and made again."""

    def __init__(self, tables: Sequence[str]) -> None:
        self._tables = list(tables)
        self._definitions: list[str] = []

    def __enter__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                """SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s)
                   AND indexname NOT IN (SELECT conname FROM pg_constraint)""",
                [self._tables],
            )
            for name, definition in cursor.fetchall():
                self._definitions.append(definition)
                cursor.execute(f'DROP INDEX "{name}"')
            # Foreign keys and the append-only triggers would look at each row of a load that is known to be right.
            cursor.execute("SET session_replication_role = replica")

    def __exit__(self, *_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = origin")
            cursor.execute("SET maintenance_work_mem = '512MB'")
            for definition in self._definitions:
                cursor.execute(definition)
            for table in self._numbered(cursor):
                cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
            cursor.execute("VACUUM ANALYZE")

    def _numbered(self, cursor: Any) -> list[str]:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'id' AND table_name = ANY(%s)",
            [self._tables],
        )
        return [name for (name,) in cursor.fetchall()]
