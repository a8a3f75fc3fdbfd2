"""What a run comes to, from how it went on its servers; and which news of a server count. Pure."""

from collections.abc import Collection
from datetime import datetime

PENDING, DONE, FAILED, ROLLED_BACK, SKIPPED = "pending", "done", "failed", "rolled_back", "skipped"
# The gravest first: what any of them came to, the whole did.
GRAVE = (FAILED, ROLLED_BACK)
ENDED = (DONE, FAILED, ROLLED_BACK, SKIPPED)


def outcome_of(states: Collection[str]) -> str:
    """`failed` where any server failed, else `rolled_back` where any was, else `done`."""
    return next((state for state in GRAVE if state in states), DONE)


def news(state: str, finished_at: datetime | None, told: str, told_at: datetime) -> bool | str:
    """Whether a report changes how the server stands; in words why it cannot be.

    1. What is known is known, told again or not; so is what is older than what is known.
    2. A server that is done stays so until it is rolled back: a patch that is there did not fail later.
    """
    if state in (PENDING, SKIPPED):
        return state != told
    if state == told or (finished_at is not None and told_at <= finished_at):
        return False
    if state == DONE and told != ROLLED_BACK:
        return "It is done; if the patch was taken back, say rolled_back."
    return True
