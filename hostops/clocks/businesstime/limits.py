"""How far business time looks, and what it says when that is not far enough.

Every bound is on the cost or the meaning of one request: a stranger may send any calendar, any
duration and any pauses, and gets an answer or a clear refusal within a fraction of a second.
"""

from datetime import UTC, datetime

# Zone data says little about the time before; nothing that is hosted today began there.
EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
# Two days short of the last date there is, so that every zone can still name its local date.
LATEST = datetime(9999, 12, 30, tzinfo=UTC)
# The longest promise in either document is kept for 370 days; ten years leave room for contracts.
LONGEST_DAYS = 3_660
# A business deadline is walked to day by day; closed and paused days count here too.
LOOK_AHEAD_DAYS = 7_305
# Bounds the walk and the length of its explanation: about 20 years of Monday to Friday.
MOST_STRETCHES = 30_000
# Pauses (and further open times) of one clock: sorting them is cheap, not free.
MOST_PAUSES = 10_000
# Bounds the memory of the cached days; an opening every hour fits.
MOST_OPENINGS_A_DAY = 24


class OutOfRange(ValueError):
    """An instant or a duration lies beyond what is reckoned with."""


class NeverOpen(ValueError):
    """The calendar has no open time (at all, or as far as is looked), so no deadline exists."""
