"""The one place that reads the clock.

Business code asks `now()`; tests and demo data move it with `moved_to`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _moved.get() or datetime.now(UTC)


@contextmanager
def moved_to(instant: datetime) -> Iterator[None]:
    """Let `now()` answer `instant` inside the block, in this thread or task only."""
    token = _moved.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _moved.reset(token)
