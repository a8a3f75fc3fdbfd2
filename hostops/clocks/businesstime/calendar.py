"""Calendars: when a place is open, as stretches of absolute time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from hostops.clocks.businesstime.hours import Hours, Opening, check_hours
from hostops.clocks.businesstime.limits import LOOK_AHEAD_DAYS, MOST_PAUSES, NeverOpen, OutOfRange
from hostops.clocks.businesstime.stretches import CLOSED, OPEN, Interval, Stretch, united
from hostops.clocks.businesstime.wall import first_reaching, in_utc, midnight, zone_named

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Opening hours of one place, checked when made: ValueError with the mend.

    `hours` holds Monday to Sunday, minutes of the local day. `holidays` and `closed` are whole
    local dates with their names and reasons (either may be empty). `extra_open` are absolute
    intervals that count although the hours say closed (itpdx:4d); they make no business day.
    """

    timezone: str
    hours: Hours
    holidays: Mapping[date, str] = field(default_factory=dict, hash=False)
    closed: Mapping[date, str] = field(default_factory=dict, hash=False)
    extra_open: tuple[Interval, ...] = ()

    def __post_init__(self) -> None:
        zone_named(self.timezone)
        # as tuples all through, since the days are cached by them
        hours = tuple(tuple((opens, closes) for opens, closes in day) for day in self.hours)
        check_hours(hours)
        _keep(
            self,
            hours=hours,
            extra_open=_extra(self.extra_open),
            holidays=_dates("holidays", self.holidays),
            closed=_dates("closed", self.closed),
        )

    def check_opens(self) -> None:
        """NeverOpen where no weekday has hours and nothing is open beside them."""
        if not any(self.hours) and not self.extra_open:
            raise NeverOpen(
                "the calendar has no open hours, so business time never passes; give at least one weekday hours"
            )

    def why_closed(self, day: date) -> str | None:
        """What closes the whole date (`holiday: Christmas Day`), or None where the hours hold."""
        if day in self.holidays:
            return ": ".join(filter(None, ("holiday", self.holidays[day])))
        if day in self.closed:
            return ": ".join(filter(None, (CLOSED, self.closed[day])))
        return None

    def stretches_of(self, day: date) -> tuple[Stretch, ...]:
        """The local date from its first to its last instant; none for a date that the place skipped."""
        ordinary = _ordinary_day(self.timezone, day, self.hours[day.weekday()])
        why = self.why_closed(day)
        return ordinary if why is None or not ordinary else ((ordinary[0][0], ordinary[-1][1], why),)

    def close_of(self, day: date) -> datetime | None:
        """When a business day closes for good; None where the date has no open time."""
        return next((end for _, end, why in reversed(self.stretches_of(day)) if why == OPEN), None)


def _keep(calendar: Calendar, **values: object) -> None:
    """Replace fields of the frozen calendar by their checked form, while it is being made."""
    for name, value in values.items():
        object.__setattr__(calendar, name, value)


def _dates(field_name: str, days: Mapping[date, str]) -> dict[date, str]:
    for day in days:
        if isinstance(day, datetime) or not isinstance(day, date):
            raise ValueError(f"{field_name}: {day!r} is not a date")
    return dict(days)


def _extra(intervals: tuple[Interval, ...]) -> tuple[Interval, ...]:
    if len(intervals) > MOST_PAUSES:
        raise OutOfRange(f"at most {MOST_PAUSES} intervals can be open beside the hours")
    known = [(in_utc(start, "extra open time"), in_utc(end, "extra open time")) for start, end in intervals]
    if any(end < start for start, end in known):
        raise ValueError("extra open time ends before it begins")
    return united(known)


# Turning local times into instants is what business time costs, so days are kept, whichever
# calendar asks: they depend on nothing but zone, date and hours. Bounded, since strangers ask too.
@lru_cache(maxsize=8192)
def _ordinary_day(timezone: str, day: date, openings: tuple[Opening, ...]) -> tuple[Stretch, ...]:
    """A date without holiday, in stretches open and closed that touch each other."""
    zone, start = zone_named(timezone), midnight(day)
    instants = [
        (OPEN if index % 2 else CLOSED, first_reaching(start + timedelta(minutes=minute), zone))
        for index, minute in enumerate(_changes(openings))
    ]
    found, at = [], first_reaching(start, zone)
    for why, until in instants:
        if at < until:
            found.append((at, until, why))
            at = until
    return tuple(found)


def _changes(openings: tuple[Opening, ...]) -> list[int]:
    """The minutes at which closed and open time end by turns, up to the end of the day."""
    return [minute for opening in openings for minute in opening] + [1440]


def last_day_looked_at(start: date) -> date:
    """Where the search from `start` ends, lest a calendar that never opens is walked for ever."""
    return start + min(timedelta(days=LOOK_AHEAD_DAYS), date.max - ONE_DAY - start)
