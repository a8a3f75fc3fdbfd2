"""Business time: when something is due, and why. Pure: no clock is read, nothing is stored.

Every deadline of the product is reckoned here, and `POST /deadlines/` shows it to anybody.
Instants go in with any zone and come out in UTC; amounts of time are exact, never floats.
"""

from hostops.clocks.businesstime.calendar import Calendar
from hostops.clocks.businesstime.deadlines import before_at, counted, deadline, share_at
from hostops.clocks.businesstime.durations import NEXT_BUSINESS_DAY, Duration, TimeMode
from hostops.clocks.businesstime.hours import Hours, hours_in_words, parse_hours
from hostops.clocks.businesstime.limits import NeverOpen, OutOfRange
from hostops.clocks.businesstime.pauses import Pause
from hostops.clocks.businesstime.spans import Deadline, Span
from hostops.clocks.businesstime.wall import days_before
from hostops.lib.regions import region_holidays

__all__ = [
    "NEXT_BUSINESS_DAY",
    "Calendar",
    "Deadline",
    "Duration",
    "Hours",
    "NeverOpen",
    "OutOfRange",
    "Pause",
    "Span",
    "TimeMode",
    "before_at",
    "counted",
    "days_before",
    "deadline",
    "hours_in_words",
    "parse_hours",
    "region_holidays",
    "share_at",
]
