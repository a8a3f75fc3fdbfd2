"""Which event of a case starts, pauses and stops which of its clocks.

- response: from `tickets.starts`, to the first response; a new cycle with every reopening
- progress: from each public word of staff to the next; pauses while the customer is asked (itpdx:5a)
- closing: from the resolution (or the last word after it) to the silence that the policy sets
"""

from tickets.clocks.kinds import CLOSING, PROGRESS, RESOLUTION, RESPONSE, case_terms, next_due
from tickets.clocks.progress import progress_made
from tickets.clocks.response import (
    response_begins,
    response_counts_from,
    response_done,
    response_dropped,
    response_may_start,
    response_owed_again,
)
from tickets.clocks.silence import silence_begins, silence_ends
from tickets.clocks.turns import severity_changed, waited_for, waiting_begins, waiting_ends, work_ends

__all__ = [
    "CLOSING",
    "PROGRESS",
    "RESOLUTION",
    "RESPONSE",
    "case_terms",
    "next_due",
    "progress_made",
    "response_begins",
    "response_counts_from",
    "response_done",
    "response_dropped",
    "response_may_start",
    "response_owed_again",
    "severity_changed",
    "silence_begins",
    "silence_ends",
    "waited_for",
    "waiting_begins",
    "waiting_ends",
    "work_ends",
]
