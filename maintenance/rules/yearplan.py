"""The year plan: drafted by a rule, checked as a whole (iptor:5e).

A draft nudges nothing. A wall time that the plan's zone skips is a fault at its date; one that it
repeats means the first. Lengths are exact, so that 6 hours are 6 hours across a change of clocks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

from hostops.clocks.businesstime.wall import in_utc, local_date, same_wall_time, zone_named
from hostops.policies.schema.calendars import DAY_NAMES, MONTH_NAMES, WEEKDAYS, Weekday
from hostops.policies.schema.windows import Windows
from hostops.policies.schema.yearplan import MONTHS_A_YEAR, PlannedKind
from maintenance.rules.jumps import is_skipped
from maintenance.rules.lengths import latest_end

Nth = int | Literal["last"]


@dataclass(frozen=True, slots=True)
class Pattern:
    """The nth weekday of a month at a wall-clock time, for a length (ISO 8601: `PT6H`)."""

    weekday: Weekday
    nth: Nth
    at: str
    length: str

    def date_in(self, year: int, month: int) -> date:
        """The date it means; the 1st to 4th and the last of a weekday are in every month."""
        first = date(year, month, 1)
        ahead = first + timedelta(days=(WEEKDAYS.index(self.weekday) - first.weekday()) % 7)
        if self.nth != "last":
            return ahead + timedelta(weeks=self.nth - 1)
        return max(day for day in (ahead + timedelta(weeks=number) for number in range(5)) if day.month == month)

    def words(self) -> str:
        nth = self.nth if self.nth == "last" else ("1st", "2nd", "3rd", "4th")[self.nth - 1]
        return f"{nth} {DAY_NAMES[self.weekday]} at {self.at}"


@dataclass(frozen=True, slots=True)
class PlanRule:
    """How a year is drafted: the shorter windows by one pattern, those of `long_months` by another."""

    timezone: str
    short: Pattern
    long: Pattern
    long_months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One window of a plan; instants of any zone."""

    kind: PlannedKind
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Fault:
    """What breaks a rule: in which month (None: the whole plan), by which clause, at which entry (its place)."""

    month: int | None
    clause: str
    detail: str
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Drafted:
    """The entries that the rule gives, in order, and the dates at which it gives none."""

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]


def rule_of(windows: Windows, timezone: str) -> PlanRule | None:
    """The rule that the policy itself proposes; None where it has none, or no lengths to fill."""
    plan = windows.year_plan
    short, long = windows.maximum_length("short"), windows.maximum_length("long")
    if plan is None or plan.draft is None or short is None:
        return None
    found = plan.draft
    shorter = Pattern(found.weekday, found.nth, found.at, short)
    longer = Pattern(found.weekday, found.nth, found.at, long or short)
    return PlanRule(timezone, shorter, longer, found.long_months)


def draft(year: int, rule: PlanRule, clause: str) -> Drafted:
    """The year by the rule; `clause` is the one a fault is laid at. ValueError for an unknown zone or year."""
    entries, faults = [], []
    for month in range(1, MONTHS_A_YEAR + 1):
        kind: PlannedKind = "long" if month in rule.long_months else "short"
        pattern = rule.long if kind == "long" else rule.short
        wall = datetime.combine(pattern.date_in(year, month), time.fromisoformat(pattern.at))
        if is_skipped(wall, zone_named(rule.timezone)):
            faults.append(Fault(month, clause, skipped_words(wall, rule.timezone)))
        else:
            entries.append(_entry(kind, wall, pattern, rule.timezone))
    return Drafted(tuple(entries), tuple(faults))


def skipped_words(wall: datetime, timezone: str) -> str:
    """Why a wall time cannot be meant."""
    return f"{wall:%Y-%m-%d} has no {wall:%H:%M} in {timezone}: its clocks jump over it; choose another time"


def _entry(kind: PlannedKind, wall: datetime, pattern: Pattern, timezone: str) -> Entry:
    starts_at = in_utc(same_wall_time(wall, zone_named(timezone)), "the start of the window")
    return Entry(kind, starts_at, latest_end(starts_at, pattern.length, timezone))


def by_month(entries: Sequence[Entry], timezone: str) -> Iterator[tuple[int, int, Entry]]:
    """Each entry with its place and the month of its start in the plan's zone."""
    zone = zone_named(timezone)
    for place, entry in enumerate(entries):
        yield place, local_date(in_utc(entry.starts_at, "the start of the window"), zone).month, entry


def month_name(month: int) -> str:
    return MONTH_NAMES[month - 1]
