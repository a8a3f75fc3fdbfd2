"""The year plan: how many windows of which kind a year has, and how a draft is proposed."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, model_validator

from hostops.policies.schema.base import Count, Rule, Switch, listed, ordinal, refusal
from hostops.policies.schema.calendars import DAY_NAMES, MONTH_NAMES, TimeOfDay, Weekday

MONTHS_A_YEAR = len(MONTH_NAMES)
PlannedKind = Literal["short", "long"]


def _weeks_of_a_month(value: int | Literal["last"]) -> int | Literal["last"]:
    if value != "last" and value > 4:
        raise refusal(f"not every month has a {ordinal(value)} of that day", "write 1 to 4, or last")
    return value


def _months(months: tuple[int, ...]) -> tuple[int, ...]:
    for month in months:
        if month > MONTHS_A_YEAR or months.count(month) > 1:
            raise refusal(f"month {month} is not one of twelve, or stands twice", "write months from 1 to 12")
    return months


class Draft(Rule):
    """The rule by which a draft plan proposes dates: the nth weekday of each month at a wall-clock time."""

    weekday: Weekday
    nth: Annotated[Count | Literal["last"], AfterValidator(_weeks_of_a_month)]
    at: TimeOfDay
    long_months: Annotated[tuple[Count, ...], AfterValidator(_months)] = ()

    def words(self) -> str:
        nth = self.nth if isinstance(self.nth, str) else ordinal(self.nth)
        said = f"a draft proposes the {nth} {DAY_NAMES[self.weekday]} of each month at {self.at}"
        months = [MONTH_NAMES[month - 1] for month in self.long_months]
        return f"{said}, the longer windows in {listed(months)}" if months else said


class YearPlan(Rule):
    """A published plan holds exactly `budget` windows of each kind, and exactly `per_month` every month."""

    budget: dict[PlannedKind, Count]
    per_month: Count
    draft: Draft | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        planned, places = sum(self.budget.values()), self.per_month * MONTHS_A_YEAR
        if planned != places:
            raise refusal(f"the budget has {planned} windows, the months have {places}", "make the two the same")
        if self.draft is not None and len(self.draft.long_months) != self.budget.get("long", 0):
            raise refusal("the draft does not name a month for each longer window", "list them in long_months")
        return self

    def words(self) -> str:
        said = [f"{number} {kind}" for kind, number in self.budget.items()]
        return f"a year has {listed(said)} windows, {self.per_month} in every month"


class Reservation(Rule):
    """At least this many windows are reserved in every month; customers see and acknowledge them."""

    per_month: Count
    acknowledged: Switch

    def words(self) -> str:
        said = "and acknowledged by the customer" if self.acknowledged else "without acknowledgement"
        return f"at least {self.per_month} service window in every month is reserved, {said}"
