"""A year plan looked at as a whole: every fault with its month and clause, at once (iptor:5b, 5e)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from hostops.clocks.businesstime.wall import in_utc, local_date, zone_named
from hostops.policies.schema.base import listed
from hostops.policies.schema.windows import Windows
from hostops.policies.schema.yearplan import MONTHS_A_YEAR, YearPlan
from maintenance.rules.lengths import too_long
from maintenance.rules.yearplan import Entry, Fault, by_month, month_name

# A window that ends at midnight of New Year lies within the year before.
_SLIVER = timedelta(microseconds=1)
Placed = tuple[int, int, Entry]
"""An entry after its place in the plan and its month."""


class NoYearPlan(LookupError):
    """The policy has no year plan, so there is nothing to check one by."""


def check_plan(year: int, timezone: str, entries: Sequence[Entry], windows: Windows) -> tuple[Fault, ...]:
    """Everything that breaks a rule, by month; empty for a lawful plan.

    One per month is counted by the start in the plan's zone. NoYearPlan where the policy has no
    rule for years; ValueError for a naive or far instant or an unknown zone.
    """
    if windows.year_plan is None:
        raise NoYearPlan("the policy has no year plan; plan single windows instead")
    rule, placed = windows.year_plan, sorted(by_month(entries, timezone), key=lambda row: (row[2].starts_at, row[0]))
    found = [
        *_years(year, timezone, placed, rule),
        *_months(year, timezone, placed, rule),
        *_budget(placed, rule),
        *_lengths(placed, windows, timezone),
        *_overlaps(placed, rule),
    ]
    return tuple(sorted(found, key=_place_in_year))


def _place_in_year(fault: Fault) -> tuple[int, int]:
    """By month, what concerns the whole plan last; in a month what concerns no single entry first."""
    return fault.month or MONTHS_A_YEAR + 1, -1 if fault.entry is None else fault.entry


def _years(year: int, timezone: str, placed: list[Placed], rule: YearPlan) -> Iterator[Fault]:
    """Faults of the instants of each entry by itself: its order and its year."""
    for place, month, entry in placed:
        if entry.ends_at <= entry.starts_at:
            yield Fault(month, rule.clause, "it ends before it starts", place)
        elif not _within(year, timezone, entry):
            detail = f"it does not lie within {year} in {timezone}; windows belong to one year"
            yield Fault(month, rule.clause, detail, place)


def _within(year: int, timezone: str, entry: Entry) -> bool:
    return _year(entry.starts_at, timezone) == year == _year(entry.ends_at - _SLIVER, timezone)


def _year(instant: datetime, timezone: str) -> int:
    return local_date(in_utc(instant, "an instant of the plan"), zone_named(timezone)).year


def _months(year: int, timezone: str, placed: list[Placed], rule: YearPlan) -> Iterator[Fault]:
    ours = [(place, month) for place, month, entry in placed if _year(entry.starts_at, timezone) == year]
    for month in range(1, MONTHS_A_YEAR + 1):
        places = [place for place, its in ours if its == month]
        if len(places) < rule.per_month:
            yield Fault(month, rule.clause, _number(month, len(places), rule))
        for place in places[rule.per_month :]:
            yield Fault(month, rule.clause, _number(month, len(places), rule), place)


def _number(month: int, number: int, rule: YearPlan) -> str:
    windows = f"{number or 'no'} window{'' if number < 2 else 's'}"
    return f"{month_name(month)} has {windows}; {rule.per_month} is promised in every month"


def _budget(placed: list[Placed], rule: YearPlan) -> Iterator[Fault]:
    """Too many of a kind is a fault at each one over the budget, too few one of the whole plan."""
    said = listed([f"{count} {name}" for name, count in rule.budget.items()])
    numbers = {entry.kind: 0 for _, _, entry in placed} | rule.budget
    for kind, number in numbers.items():
        these = [(place, month) for place, month, entry in placed if entry.kind == kind]
        detail = f"the plan has {len(these) or 'no'} {kind} windows; a year has {said}"
        for place, month in these[number:]:
            yield Fault(month, rule.clause, detail, place)
        if len(these) < number:
            yield Fault(None, rule.clause, detail)


def _lengths(placed: list[Placed], windows: Windows, timezone: str) -> Iterator[Fault]:
    if windows.lengths is None:
        return
    for place, month, entry in placed:
        detail = too_long(entry.kind, entry.starts_at, entry.ends_at, windows, timezone)
        if detail is not None:
            yield Fault(month, windows.lengths.clause, detail, place)


def _overlaps(placed: list[Placed], rule: YearPlan) -> Iterator[Fault]:
    latest: datetime | None = None
    for place, month, entry in placed:
        if latest is not None and entry.starts_at < latest:
            yield Fault(month, rule.clause, "it begins before an earlier window of the plan has ended", place)
        latest = max(latest or entry.ends_at, entry.ends_at)
