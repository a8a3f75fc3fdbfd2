"""One bad row must not stop a batch."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import InterfaceError, OperationalError, transaction

T = TypeVar("T")


def in_halves(
    rows: Sequence[T], handle: Callable[[Sequence[T]], None], set_aside: Callable[[T, Exception], None]
) -> None:
    """`handle(rows)` in a savepoint; where it raises, by halves, until the rows that raise stand alone.

    1. All goes well in nearly every batch: one savepoint, set-based.
    2. Else each half is tried by itself, so k bad rows of n cost about k * log2(n) tries.
    3. A row that raises alone is given to `set_aside` with its error.

    The database going away is nobody's fault: OperationalError and InterfaceError end the batch,
    which is rolled back by the caller's transaction and found again by the next round.
    """
    if not rows:
        return
    try:
        with transaction.atomic():
            handle(rows)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if len(rows) == 1:
            set_aside(rows[0], error)
            return
        middle = len(rows) // 2
        in_halves(rows[:middle], handle, set_aside)
        in_halves(rows[middle:], handle, set_aside)
