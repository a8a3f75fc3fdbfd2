"""Backups: tiers with their slots and retention, the daily check, restore tests."""

from typing import ClassVar, Literal, Self

from pydantic import model_validator

from hostops.policies.schema.alerts import Thresholds
from hostops.policies.schema.base import Count, Part, Rule, Slug, Switch, Words, listed, refusal, unique
from hostops.policies.schema.calendars import DAY_NAMES, MONTH_NAMES, TimeOfDay, Weekday
from hostops.policies.schema.durations import Duration, in_words, is_absolute, often

Cadence = Literal["daily", "nightly", "weekly", "monthly", "yearly", "occasional"]
TierKind = Literal["incremental", "full", "snapshot"]
Scope = Literal["code", "database", "data_drives", "system"]
SCOPE_WORDS: dict[Scope, str] = {
    "code": "the code",
    "database": "the databases",
    "data_drives": "the data drives",
    "system": "the system",
}
# Which of the fields that place a slot a cadence needs; any other of them means nothing to it.
_SLOT_FIELDS: dict[Cadence, tuple[str, ...]] = {
    "daily": ("time_of_day",),
    "nightly": ("time_of_day",),
    "weekly": ("time_of_day", "weekday"),
    "monthly": ("time_of_day", "day_of_month"),
    "yearly": ("time_of_day", "day_of_month", "month"),
    "occasional": (),
}
_EVERY_MONTH_HAS = 28
_WHOLE = 100


class MissReason(Part):
    """A reason for which a missed copy of a best-effort tier may be closed."""

    key_field: ClassVar[str | None] = "name"

    name: Slug
    title: Words


class Tier(Rule):
    """One kind of copy.

    - its slots: `cadence`, at `time_of_day` in the policy's zone, on `weekday`, `day_of_month`, `month`
    - `grace`: how long after the slot a copy is still on time; `occasional` has neither slot nor grace
    - `retention`: calendar days from the end of the run; it may be expired then, never before
    - `best_effort`: a miss alerts and may be closed with one of `miss_reasons`
    - `quiet_in_windows`: no slot is missed while a used service window covers it
    """

    key_field: ClassVar[str | None] = "name"

    name: Slug
    title: Words
    cadence: Cadence
    kind: TierKind
    scope: Scope
    retention: Duration
    time_of_day: TimeOfDay | None = None
    weekday: Weekday | None = None
    day_of_month: Count | None = None
    month: Count | None = None
    grace: Duration | None = None
    off_site: Switch = False
    best_effort: Switch = False
    miss_reasons: tuple[MissReason, ...] = ()
    quiet_in_windows: Switch = False
    thresholds: Thresholds | None = None

    @property
    def label(self) -> str:
        return self.title

    @model_validator(mode="after")
    def _slots_are_placed(self) -> Self:
        needed = _SLOT_FIELDS[self.cadence]
        for field in ("time_of_day", "weekday", "day_of_month", "month"):
            given = getattr(self, field) is not None
            if given and field not in needed:
                raise refusal(f"{self.cadence} copies have no {field}", "remove it")
            if field in needed and not given:
                raise refusal(f"{self.cadence} copies need {field}", f"add {field}:")
        if (self.grace is None) != (self.cadence == "occasional"):
            raise refusal("grace and cadence do not fit", "give every cadence a grace, occasional none")
        return self

    @model_validator(mode="after")
    def _values_make_sense(self) -> Self:
        if is_absolute(self.retention):
            raise refusal(f'the retention "{self.retention}" is not in days', "write days, such as P7D")
        if (self.day_of_month or 1) > _EVERY_MONTH_HAS:
            raise refusal(f"not every month has a day {self.day_of_month}", "write 1 to 28")
        if (self.month or 1) > len(MONTH_NAMES):
            raise refusal(f"there is no month {self.month}", "write 1 to 12")
        unique([reason.name for reason in self.miss_reasons], "the reason")
        return self

    def words(self) -> str:
        effort = ", by best efforts" if self.best_effort else ""
        where = ", off site" if self.off_site else ""
        said = f"{self.cadence}, {self.kind}, {SCOPE_WORDS[self.scope]}{where}{effort}"
        return f"{said}, kept {in_words(self.retention)}{self._slot()}"

    def _slot(self) -> str:
        if self.time_of_day is None or self.grace is None:
            return ""
        on = f" on {DAY_NAMES[self.weekday]}" if self.weekday else ""
        on += f" on day {self.day_of_month}" if self.day_of_month else ""
        on += f" of {MONTH_NAMES[self.month - 1]}" if self.month else " of the month" if self.day_of_month else ""
        return f"; due{on} at {self.time_of_day} with {in_words(self.grace)} of grace"


class DailyCheck(Rule):
    """The day's backups are signed off by a person at this wall-clock time, on these days."""

    by: TimeOfDay
    days: tuple[Weekday, ...]

    def words(self) -> str:
        every = len(self.days) == len(DAY_NAMES)
        days = "every day" if every else listed([DAY_NAMES[day] for day in self.days])
        return f"a person signs off the backups {days} by {self.by}"


class RestoreTests(Rule):
    """A restore is tried at least this often on every server with a copy."""

    every: Duration

    def words(self) -> str:
        return f"a restore is tried at least {often(self.every)}"


class Suspicion(Rule):
    """A copy that is far from its own history is looked at, though its tool called it good.

    The history is the last `among` good runs of the schedule; with fewer than `at_least` of them
    nothing is said. Percentages are of their median.
    """

    among: Count
    at_least: Count
    size_below: Count
    size_above: Count
    duration_above: Count

    def words(self) -> str:
        return (
            f"a copy is suspicious whose size is below {self.size_below} % or above {self.size_above} %, or whose "
            f"duration is above {self.duration_above} %, of the median of its last {self.among} good ones "
            f"({self.at_least} at least)"
        )

    @model_validator(mode="after")
    def _bounds_make_sense(self) -> Self:
        if self.at_least > self.among:
            raise refusal(f"at_least is {self.at_least}, among only {self.among}", "make at_least the smaller one")
        if not self.size_below < _WHOLE < self.size_above or self.duration_above <= _WHOLE:
            raise refusal("the median itself would be suspicious", "keep 100 within the percentages")
        return self


class Backups(Part):
    """The backups of a policy."""

    tiers: tuple[Tier, ...]
    daily_check: DailyCheck | None = None
    restore_tests: RestoreTests | None = None
    suspicion: Suspicion | None = None

    @model_validator(mode="after")
    def _tiers_told_apart(self) -> Self:
        unique([tier.name for tier in self.tiers], "the tier")
        return self

    def tier(self, name: str) -> Tier:
        """The tier of this name; LookupError if the policy has none such."""
        for tier in self.tiers:
            if tier.name == name:
                return tier
        raise LookupError(f"no backup tier {name!r}")
