"""By when a release must be on a server, and which promise says so: the earliest of all that do. Pure.

- the cadence: the end of the period for which the release counts; or, for a platform patched on release,
  the policy's own time for a minor release, and for a major one that by which it is planned (iptor:4a-4e)
- the contract: so long after a security release as it states (iptor:5c)
- the vulnerability: the end of the day by which CISA wants it mended, in the policy's zone
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from hostops.clocks.businesstime import Calendar, Duration, deadline
from hostops.clocks.businesstime.wall import first_reaching, midnight, moved_by_calendar, zone_named
from hostops.policies.schema.durations import in_words
from hostops.policies.schema.rules import ClockRule
from maintenance.patching.promises import Promised
from maintenance.patching.rules.periods import counting_period, has_periods

Because = Literal["cadence", "contract", "kev"]
What = Literal["release", "plan"]
CADENCE: Because = "cadence"
CONTRACT: Because = "contract"
KEV: Because = "kev"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Published:
    """What is known of a release. `noticed_at`: when it was first heard that the server lacks it.

    `kept_at` is when the server was last patched: a period that was kept before it was noticed
    will not bring it, the next one does.
    """

    released_at: datetime
    noticed_at: datetime
    security: bool = False
    major: bool = False
    kept_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A vulnerability that the release mends and that is known to be exploited; `due_on` is its last day."""

    cve: str
    due_on: date


@dataclass(frozen=True, slots=True)
class Candidate:
    """One promise's deadline. `cause` is what says so: a period, a time after release, a CVE.

    `clause` is empty where the deadline is not the policy's. `name` is a word for pages.
    """

    at: datetime
    because: Because
    clause: str
    cause: str
    what: What = "release"


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline that binds, the others behind it, the earliest first."""

    binding: Candidate
    others: Sequence[Candidate]

    @property
    def at(self) -> datetime:
        return self.binding.at

    @property
    def because(self) -> Because:
        return self.binding.because

    @property
    def clause(self) -> str:
        return self.binding.clause

    @property
    def cause(self) -> str:
        return self.binding.cause

    @property
    def all(self) -> Sequence[Candidate]:
        return (self.binding, *self.others)


Calendars = Callable[[str], Calendar]


def due_of(promised: Promised, release: Published, exploited: Iterable[Known], calendars: Calendars) -> Due | None:
    """The earliest deadline by which the release is installed. None where nothing promises it.

    `calendars` gives the policy version's calendar of a name. Of two at one instant the cadence comes
    first, then the contract: what is promised anyhow.
    """
    found = [*_of_cadence(promised, release, calendars), *_of_contract(promised, release)]
    found += _of_exploited(promised.timezone, exploited)
    installed = sorted((one for one in found if one.what == "release"), key=lambda one: one.at)
    return Due(installed[0], tuple(installed[1:])) if installed else None


def plan_due_of(promised: Promised, release: Published, calendars: Calendars) -> Candidate | None:
    """By when a major release must be planned; None where nothing asks for it."""
    return next((one for one in _of_cadence(promised, release, calendars) if one.what == "plan"), None)


def exploited_due(timezone: str, due_on: date) -> datetime:
    """The end of that day in the zone of the policy: the first instant of the next (UTC)."""
    return first_reaching(midnight(due_on + _DAY), zone_named(timezone))


def _of_cadence(promised: Promised, release: Published, calendars: Calendars) -> Iterator[Candidate]:
    platform = promised.platform
    if has_periods(platform.cadence):
        yield _end_of_period(promised, release)
    elif release.major and platform.major_planned:
        yield _by_rule(platform.major_planned, release, calendars, "plan")
    elif not release.major and platform.minor:
        yield _by_rule(platform.minor, release, calendars, "release")


def _end_of_period(promised: Promised, release: Published) -> Candidate:
    platform, zone = promised.platform, promised.timezone
    minimum = promised.plan_distance.minimum if promised.plan_distance else None
    noticed = max(release.released_at, release.noticed_at)
    period = counting_period(platform.cadence, zone, minimum, noticed)
    if release.kept_at and period.starts_at <= release.kept_at < noticed:
        period = counting_period(platform.cadence, zone, minimum, period.ends_at)
    return Candidate(period.ends_at, CADENCE, platform.clause, period.name)


def _by_rule(rule: ClockRule, release: Published, calendars: Calendars, what: What) -> Candidate:
    calendar = calendars(rule.calendar)
    due_at = deadline(release.released_at, Duration.parse(rule.duration), rule.time, calendar).due_at
    cause = f"{in_words(rule.duration)} after its release"
    return Candidate(due_at or release.released_at, CADENCE, rule.clause, cause, what)


def _of_contract(promised: Promised, release: Published) -> Iterator[Candidate]:
    limit = promised.release_limit
    if limit and limit.within and release.security:
        within = Duration.parse(limit.within)
        zone = zone_named(promised.timezone)
        day = moved_by_calendar(release.released_at, zone, months=within.calendar_months, days=within.calendar_days)
        cause = f"{in_words(limit.within)} after its release"
        yield Candidate(day + within.exact, CONTRACT, limit.clause, cause)


def _of_exploited(timezone: str, exploited: Iterable[Known]) -> Iterator[Candidate]:
    """Each vulnerability with its day; those that share it are told apart by their names."""
    for known in sorted(exploited, key=lambda one: (one.due_on, one.cve)):
        yield Candidate(exploited_due(timezone, known.due_on), KEV, "", known.cve)
