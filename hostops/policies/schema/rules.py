"""The rule that most promises share: within a time, counted in a way."""

from typing import Literal, Self

from pydantic import model_validator

from hostops.policies.schema.alerts import Thresholds
from hostops.policies.schema.base import Rule, ordinal, refusal
from hostops.policies.schema.durations import (
    NEXT_BUSINESS_DAY,
    ClockDuration,
    Duration,
    amounts,
    in_words,
    is_absolute,
)

# How a sentence names the clock of a field, where the field's own name does not read well.
_SAID = {
    "progress": "news to the customer",
    "minor": "a minor update is installed",
    "major planned": "a major update is planned",
    "again": "to be registered again",
    "answer": "to be answered",
}
STANDARD_CALENDAR = "business"
Time = Literal["business", "elapsed"]
_COUNT = "write hours (PT4H), days (P3D) or next_business_day"


class ClockRule(Rule):
    """Starts a clock that is due after `duration`.

    - `time: elapsed`: hours are absolute, days are calendar days at the same wall-clock time in
      the policy's zone
    - `time: business`: hours count while `calendar` is open; `P3D` is the close of the third
      business day after the local date of the start
    - `continuous_for`: for this long after the first response the time counts day and night,
      then in business time
    - `thresholds`: in place of the defaults for its kind
    """

    time: Time
    duration: ClockDuration
    calendar: str = STANDARD_CALENDAR
    continuous_for: Duration | None = None
    thresholds: Thresholds | None = None

    @model_validator(mode="after")
    def _time_fits_duration(self) -> Self:
        if self.time == "elapsed":
            self._refuse_business_words()
        elif self.duration != NEXT_BUSINESS_DAY and not self._countable():
            raise refusal(f'"{self.duration}" has no meaning in business time', _COUNT)
        if self.continuous_for is not None and not is_absolute(self.continuous_for):
            raise refusal(f'continuous_for "{self.continuous_for}" is not in hours', "write PT8H for 8 hours")
        return self

    def _refuse_business_words(self) -> None:
        if self.duration == NEXT_BUSINESS_DAY:
            raise refusal("next_business_day cannot count elapsed time", "write time: business")
        if self.continuous_for is not None:
            raise refusal("elapsed time is continuous throughout", "write time: business")

    def _countable(self) -> bool:
        return is_absolute(self.duration) or set(amounts(self.duration)) == {"day"}

    def words(self) -> str:
        """`within 15 minutes, counted day and night`; `by the close of the next business day`."""
        if self.duration == NEXT_BUSINESS_DAY:
            return f"by the close of the next business day{self._elsewhere()}"
        if self.time == "elapsed":
            counted = "day and night" if is_absolute(self.duration) else "by the calendar"
            return f"within {in_words(self.duration)}, counted {counted}"
        if not is_absolute(self.duration):
            nth = ordinal(amounts(self.duration)["day"])
            return f"by the close of the {nth} business day{self._elsewhere()}"
        return f"within {in_words(self.duration)}, counted {self._counted()}"

    def said_as(self, field: str) -> str:
        return _SAID.get(field, field)

    def _counted(self) -> str:
        if self.continuous_for is None:
            return f"in business hours{self._elsewhere()}"
        first = f"day and night for the first {in_words(self.continuous_for)} after the response"
        return f"{first}, then in business hours{self._elsewhere()}"

    def _elsewhere(self) -> str:
        return "" if self.calendar == STANDARD_CALENDAR else f" of the calendar {self.calendar}"
