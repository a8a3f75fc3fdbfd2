"""How something that is owed stands at an instant. Pure."""

from datetime import datetime

ON_TIME, LATE, EXCEPTED, OPEN, DROPPED = "on_time", "late", "excepted", "open", "dropped"

# From when until when an exception holds; its end is open.
Span = tuple[datetime, datetime]


def state_of(
    due_at: datetime, done_at: datetime | None, excepted: Span | None, dropped_at: datetime | None, at: datetime
) -> str:
    """`on_time`: done by its due instant. `excepted`: an exception covers that instant. `late`: it has passed
    without either, whether or not it was done since. `open`: it is ahead. What is known at `at` counts alone.
    """
    if done_at is not None and done_at <= min(due_at, at):
        return ON_TIME
    if dropped_at is not None and dropped_at <= at:
        return DROPPED
    if excepted is not None and excepted[0] <= at and excepted[0] <= due_at < excepted[1]:
        return EXCEPTED
    return LATE if due_at < at else OPEN
