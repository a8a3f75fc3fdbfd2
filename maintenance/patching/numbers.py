"""Numbers drawn ahead, for rows whose subjects are to bear them."""

from django.db import connection


def numbers_draw(table: str, count: int) -> list[int]:
    """So many ids of the table."""
    with connection.cursor() as cursor:
        draw = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(draw, [table, count])
        return [number for (number,) in cursor.fetchall()]
