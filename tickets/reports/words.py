"""What the figures of a report mean, in the words that stand beside them wherever they are shown."""

from hostops.clocks.attribution import CAUSES, EXCUSES
from tickets.looks import OWED

_EXCUSES = ", ".join(text.lower() for cause, text in CAUSES.items() if cause in EXCUSES)

DEFINITION = (
    ("Promise", "One deadline of one case: its first response, or the next news. Every cycle is a promise of its own, "
     "as after a reopening and after every word to the customer."),
    ("Decided", "Kept or broken within the period: kept at the moment it was done, broken at the moment it was due, "
     "whichever came first. What is still open and not yet due is not counted, nor is what was no longer owed."),
    ("Kept", "Done at its due instant or before."),
    ("Breached", "Not done by its due instant, whether it was done later or is still open."),
    ("Attributed", f"Breached, and put down by a manager to another cause than the provider: {_EXCUSES}."),
    ("Attained", "Kept of all decided."),
    ("Attained without attributed", "Kept of those decided, attributed breaches left out of both."),
    ("Severity", "The level by whose rule the promise was made, whatever became of the case later."),
    ("Rounding", "Percentages are rounded down to one decimal: 100.0 is said where every promise was kept."),
)  # fmt: skip


def promise_name(promise: tuple[str, int | None]) -> str:
    """`First response, Level 2`; of a policy without levels the promise alone."""
    kind, level = promise
    return f"{OWED.get(kind, kind)}, Level {level}" if level else OWED.get(kind, kind)
