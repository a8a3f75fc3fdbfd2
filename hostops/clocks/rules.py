"""A clock's rule as it is kept on an event: what is needed to compute it again, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Self

from hostops.clocks.businesstime import Calendar, Duration, TimeMode


@dataclass(frozen=True, slots=True)
class Rule:
    """`duration` counted in `time` on a calendar of the policy version.

    `continuous` is an absolute stretch that counts although the hours say closed: the first
    hours of effort on a Level 2 (itpdx:4d). With `until` the promise must be kept so long before
    that instant: the notice of a window (iptor:5f).
    """

    time: TimeMode
    duration: str
    calendar: str = "business"
    continuous: tuple[datetime, datetime] | None = None
    until: datetime | None = None

    @classmethod
    def of_policy(cls, rule: Any, continuous_from: datetime | None = None) -> Self:
        """The rule of a policy document; its `continuous_for` counts from `continuous_from`."""
        continuous = None
        if rule.continuous_for and continuous_from:
            continuous = (continuous_from, continuous_from + Duration.parse(rule.continuous_for).exact)
        return cls(rule.time, rule.duration, rule.calendar, continuous)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        stretch = data.get("continuous")
        continuous = (datetime.fromisoformat(stretch[0]), datetime.fromisoformat(stretch[1])) if stretch else None
        until = datetime.fromisoformat(data["until"]) if data.get("until") else None
        return cls(data["time"], data["duration"], data["calendar"], continuous, until)

    def as_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"time": self.time, "duration": self.duration, "calendar": self.calendar}
        if self.continuous:
            data["continuous"] = [instant.isoformat() for instant in self.continuous]
        if self.until:
            data["until"] = self.until.isoformat()
        return data

    def on(self, calendar: Calendar) -> Calendar:
        """`calendar` with the rule's continuous stretch open."""
        return replace(calendar, extra_open=(self.continuous,)) if self.continuous else calendar

    @property
    def parsed(self) -> Duration:
        return _parsed(self.duration)


@lru_cache(maxsize=512)
def _parsed(text: str) -> Duration:
    return Duration.parse(text)
